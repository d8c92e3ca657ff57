import { child, children, follow, keyOf, objectOf, type Node } from "../document/reference.js";
import type { Document, JsonValue } from "../document/source.js";
import { successesOf } from "../model/find-streams.js";
import { isStreamMediaType } from "../model/stream-format.js";
import { isJsonMediaType } from "../document/media-type.js";
import type { Sampler } from "./sampler.js";
import { wholeScript, type Script } from "./script.js";

/**
 * What an operation answers that is no stream: its first successful response, in JSON where it has that, with the
 * document's own example where there is one, else sampled from its schema.
 */
export function plainAnswer(document: Document, sampler: Sampler, operation: Node, seed: string): Script {
  const { status, response } = successOf(document, operation);
  const mediaType = plainMediaType(document, response);
  if (mediaType === undefined) {
    return wholeScript(status, "text/plain", "");
  }
  const [value = sampled(mediaType, sampler, seed)] = examplesOf(document, mediaType);
  const name = keyOf(mediaType);
  const isJson = isJsonMediaType(name) || typeof value !== "string";
  return wholeScript(status, name.includes("*") ? "application/json" : name, isJson ? JSON.stringify(value) : value);
}

/** The media type of a response that is no stream: JSON, where it has that. The node's key is its name. */
export function plainMediaType(document: Document, response: Node | undefined): Node | undefined {
  const plain = children(child(response, "content")).filter((entry) => !isStreamMediaType(keyOf(entry)));
  const entry = plain.find((one) => isJsonMediaType(keyOf(one))) ?? plain[0];
  const mediaType = follow(document, entry);
  return entry && mediaType && { value: mediaType.value, path: entry.path };
}

/** OpenAPI, "Responses Object": a status says more than a range, and that more than `default`. */
function successOf(document: Document, operation: Node): { status: number; response: Node | undefined } {
  const [entry] = successesOf(operation).toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const status = entry === undefined ? NaN : Number(keyOf(entry));
  return { status: Number.isNaN(status) ? 200 : status, response: follow(document, entry) };
}

function examplesOf(document: Document, mediaType: Node): readonly JsonValue[] {
  const { example } = objectOf(mediaType);
  const named = children(child(mediaType, "examples")).flatMap((entry) => {
    const resolved = follow(document, entry);
    const value = resolved && (child(resolved, "dataValue") ?? child(resolved, "value"));
    return value === undefined ? [] : [value.value];
  });
  return example === undefined ? named : [example];
}

function sampled(mediaType: Node, sampler: Sampler, seed: string): JsonValue {
  const schema = child(mediaType, "schema");
  return schema === undefined ? null : sampler.sample(schema, seed);
}
