import type { Document } from "../../../generator/document/source.js";
import type { SampledStream } from "../../../generator/mock/sample-items.js";
import { createSampler } from "../../../generator/mock/sampler.js";
import { buildModel } from "../../../generator/model/build-model.js";
import { createValidator } from "../../../generator/json-schema/validator.js";

/** What the one stream of a document is sampled from. */
export function sampled(document: Document, seed = "1"): SampledStream {
  const [stream] = buildModel(document).model.streams;
  if (stream === undefined) throw new Error("no stream");
  return { document, stream, seed, sampler: createSampler(document, createValidator(document, "response")) };
}

/** The Media Type Object of server-sent events whose data is a union, and its `x-event-stream`. */
export function payloadStream(schema: string, rules = ""): string {
  return `itemSchema:
  properties: {data: {type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/${schema}'}}}
x-event-stream: {${rules}}`;
}

/** A schema with a name, and other properties in YAML's flow style, all required. */
export function eventSchema(name: string, properties = ""): string {
  const names = [...properties.matchAll(/(\w+): \{/g)].map(([, key]) => key);
  return `{type: object, required: [${["type", ...names].join(", ")}], properties: {type: {const: ${name}}, ${properties}}}`;
}
