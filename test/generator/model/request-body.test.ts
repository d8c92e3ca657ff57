import { expect, it } from "vitest";
import { bodyOf, bodySchemas, mediaTypeSchema, streamFlag } from "../../../generator/model/request-body.js";
import type { JsonValue } from "../../../generator/document/source.js";
import { at, documentOf } from "../streams.js";

const BOOLEAN = { type: "boolean" };

function flagOf(schema: JsonValue, mediaType = "application/json"): string | undefined {
  const document = documentOf({ post: { requestBody: { content: { [mediaType]: { schema } } } } });
  return streamFlag(document, at(document, "#/post"))?.path.join("/");
}

function withFlag(flag: JsonValue, name = "stream"): JsonValue {
  return { type: "object", properties: { prompt: { type: "string" }, [name]: flag } };
}

it.each([
  ["a boolean", withFlag(BOOLEAN)],
  ["one called streaming", withFlag(BOOLEAN, "streaming")],
  ["one that is always true", withFlag({ type: "boolean", enum: [true] })],
  ["one that is true by const", withFlag({ const: true })],
  ["one that may be null", withFlag({ type: ["boolean", "null"] })],
  ["one of a union with null", withFlag({ anyOf: [BOOLEAN, { type: "null" }] })],
  ["one of a branch of the body", { anyOf: [{ type: "string" }, withFlag(BOOLEAN)] }],
  ["one that allOf brings", { allOf: [{ properties: {} }, withFlag(BOOLEAN)] }],
])("%s asks for the stream", (_, schema) => {
  expect(flagOf(schema)).toMatch(/\/stream(ing)?$/);
});

it.each([
  ["a text", withFlag({ type: "string" })],
  ["one that is always false", withFlag({ type: "boolean", enum: [false] })],
  ["one that is false by const", withFlag({ type: "boolean", const: false })],
  ["one that allOf makes false", { allOf: [withFlag(BOOLEAN), withFlag({ enum: [false] })] }],
  ["another field", withFlag(BOOLEAN, "stream_options")],
  ["no object", { type: "string" }],
])("%s does not", (_, schema) => {
  expect(flagOf(schema)).toBeUndefined();
});

it("nor does a field of a form, whose body may be no object", () => {
  expect(flagOf(withFlag(BOOLEAN), "multipart/form-data")).toBeUndefined();
  expect(flagOf(withFlag(BOOLEAN), "Application/vnd.acme+JSON; v=1")).toBeDefined();
});

it("the schemas of a body are those of its media types, references followed", () => {
  const document = documentOf({
    post: { requestBody: { $ref: "#/body" } },
    body: { content: { "text/plain": { $ref: "#/text" }, "application/json": { schema: { type: "object" } } } },
    text: { schema: { type: "string" } },
  });
  const post = at(document, "#/post");
  expect(bodySchemas(document, post).map(({ path }) => path.join("/"))).toEqual([
    "text/schema",
    "body/content/application/json/schema",
  ]);
  expect(bodySchemas(document, at(document, "#/text"))).toEqual([]);
});

it("the body is the JSON one of several, else the first, wherever a reference leads to it (OpenAPI 3.2)", () => {
  const [json, form] = [{ type: "object" }, { type: "string" }];
  const bodyIn = (content: JsonValue, more: object = {}): unknown => {
    const components = { mediaTypes: { Ask: { schema: json } } };
    const document = documentOf({ components, post: { requestBody: { content, ...more } } } as JsonValue);
    const body = bodyOf(document, at(document, "#/post"));
    return body && [body.schema.value, body.required];
  };
  const ask = { $ref: "#/components/mediaTypes/Ask" };
  expect(bodyIn({ "text/plain": { schema: form }, "application/json": ask }, { required: true })).toEqual([json, true]);
  expect(bodyIn({ "text/plain": { schema: form } })).toEqual([form, false]);
  expect(bodyIn({ "application/jsonl": { schema: form }, "application/a+json": { schema: json } })).toEqual([
    json,
    false,
  ]);
  expect(bodyIn({})).toBeUndefined();
});

it("a media type without a schema, or whose reference leads nowhere, has none", () => {
  const document = documentOf({ a: {}, b: { $ref: "#/nowhere" } });
  expect(["#/a", "#/b"].map((pointer) => mediaTypeSchema(document, at(document, pointer)))).toEqual([
    undefined,
    undefined,
  ]);
});
