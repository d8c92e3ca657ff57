import { expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { createValidator } from "../../../generator/json-schema/validator.js";
import { plainAnswer } from "../../../generator/mock/plain-answer.js";
import { createSampler } from "../../../generator/mock/sampler.js";
import { at, documentOf } from "../streams.js";

function answered(responses: JsonValue): readonly [status: number, contentType: string | undefined, body: string] {
  const document = documentOf({
    openapi: "3.1.0",
    paths: { "/a": { get: { responses } } },
    components: {
      responses: { Shared: { content: { "application/json": { schema: { const: "shared" } } } } },
      examples: { Named: { value: "named" } },
    },
  });
  const sampler = createSampler(document, createValidator(document, "response"));
  const { status, headers, pieces } = plainAnswer(document, sampler, at(document, "#/paths/~1a/get"), "1");
  return [status, headers["content-type"], pieces.map(({ bytes }) => Buffer.from(bytes).toString()).join("")];
}

const json = (mediaType: JsonValue): JsonValue => ({ content: { "application/json": mediaType } });

it.each<[string, JsonValue, readonly [number, string, string]]>([
  [
    "the lowest successful status",
    { "404": json({}), "201": json({ example: 2 }), "202": {} },
    [201, "application/json", "2"],
  ],
  [
    "a range before default",
    { default: json({ example: 1 }), "2XX": json({ example: 2 }) },
    [200, "application/json", "2"],
  ],
  ["default", { default: json({ example: 1 }) }, [200, "application/json", "1"]],
  [
    "a response that is referred to",
    { "200": { $ref: "#/components/responses/Shared" } },
    [200, "application/json", '"shared"'],
  ],
  ["nothing", { "204": { description: "Done" } }, [204, "text/plain", ""]],
  ["what nobody described", {}, [200, "text/plain", ""]],
  [
    "a named example",
    { "200": json({ examples: { a: { $ref: "#/components/examples/Named" } } }) },
    [200, "application/json", '"named"'],
  ],
  [
    "an example that is null",
    { "200": json({ example: null, schema: { type: "string" } }) },
    [200, "application/json", "null"],
  ],
  ["JSON without a schema", { "200": json({}) }, [200, "application/json", "null"]],
  [
    "JSON, where it is one of several",
    { "200": { content: { "text/html": {}, "text/event-stream": {}, "application/problem+json": { example: {} } } } },
    [200, "application/problem+json", "{}"],
  ],
  ["a text", { "200": { content: { "text/csv": { example: "a,b" } } } }, [200, "text/csv", "a,b"]],
  ["any type", { "200": { content: { "*/*": { schema: { const: "x" } } } } }, [200, "application/json", "x"]],
])("%s", (_name, responses, expected) => {
  expect(answered(responses)).toEqual(expected);
});
