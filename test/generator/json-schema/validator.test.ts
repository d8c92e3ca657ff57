import { expect, it } from "vitest";
import { UnreadableSchema } from "../../../generator/json-schema/unreadable-schema.js";
import { createValidator } from "../../../generator/json-schema/validator.js";
import { documentOf } from "../streams.js";
import { ref, sayWith } from "./violations.js";

const document = documentOf({
  openapi: "3.1.0",
  components: {
    schemas: {
      Tool: {
        type: "object",
        required: ["id", "secret"],
        properties: { id: { type: "integer", readOnly: true }, secret: { writeOnly: true } },
      },
      Tools: { type: "array", items: ref("Tool") },
      Patterns: { properties: { a: { pattern: "^[\\w\\-]+$" }, b: { pattern: "(?i)[" } } },
      Closed: { patternProperties: { "(": { type: "string" } }, additionalProperties: false },
      Inherits: {
        required: ["constructor"],
        properties: { toString: { type: "string" }, valueOf: { type: "string" } },
      },
      Odd: { type: "string", format: "odd" },
      Moment: { type: "string", format: "date-time" },
      NoSchema: "string",
      Round: ref("Round"),
      Broken: { minimum: {} },
      Endless: { anyOf: [ref("Endless")] },
      Discriminated: { oneOf: [{ type: "object" }, { required: ["a"] }], discriminator: { propertyName: "kind" } },
      "a/b {c}%": { type: "string" },
    },
  },
});
const said = sayWith(createValidator(document, "response"));

it("nothing is wrong with a value that its schema allows", () => {
  expect(said("Tools", [{ id: 1 }, { id: 2, secret: "x", more: true }])).toEqual([]);
});

it("all that is wrong is told, where it is in the value and in the document", () => {
  expect(said("Tools", [{ id: "1" }, {}])).toEqual([
    "/0/id must be integer (Tool/properties/id/type)",
    "/1 must have required property 'id' (Tool/required)",
  ]);
});

it("a name of any characters is found", () => {
  expect(said("a/b {c}%", 1)).toEqual(["/ must be string (a/b {c}%/type)"]);
});

it("readOnly properties are not required in a request, writeOnly ones not in a response", () => {
  const request = sayWith(createValidator(document, "request"));
  expect(request("Tool", {})).toEqual(["/ must have required property 'secret' (Tool/required)"]);
  expect(said("Tool", {})).toEqual(["/ must have required property 'id' (Tool/required)"]);
});

it("patterns are read as they are written, and one of another language allows all", () => {
  expect(said("Patterns", { a: "a-b", b: "x" })).toEqual([]);
  expect(said("Patterns", { a: "a b" })).toHaveLength(1);
  expect(said("Closed", { "x-a": 1, b: 1 })).toEqual([]);
});

it("a format is held against, where it is known", () => {
  expect(said("Moment", "yesterday")).toEqual(['/ must match format "date-time" (Moment/format)']);
  expect(said("Odd", "anything")).toEqual([]);
});

it("texts are coerced where it is asked for", () => {
  const lenient = sayWith(createValidator(document, "request", true));
  const value = { id: "12", secret: "x" };
  expect(lenient("Tool", value)).toEqual([]);
  expect(value.id).toBe(12);
});

it("the branches of a union with a discriminator are found, though more than one of them may match", () => {
  expect(said("Discriminated", { a: 1 })).toEqual([]);
  const branch = ["components", "schemas", "Discriminated", "oneOf", 1];
  expect(createValidator(document, "response").compile(branch)({})).toHaveLength(1);
});

it("what every object inherits is no property of a value", () => {
  expect(said("Inherits", {})).toEqual(["/ must have required property 'constructor' (Inherits/required)"]);
  expect(said("Inherits", { constructor: 1, toString: 1 })).toEqual([
    "/toString must be string (Inherits/properties/toString/type)",
  ]);
});

it("what a schema says in words of OpenAPI 3.0 is held against", () => {
  const named = createValidator(
    documentOf({ components: { schemas: { A: { allOf: [ref("B")], nullable: true }, B: { required: ["c"] } } } }),
    "response",
  ).compile(["components", "schemas", "A"]);
  expect([null, { c: 1 }, {}].map((value) => named(value).length)).toEqual([0, 0, 1]);
});

it("a schema that breaks the rules of JSON Schema, never comes to a value or is not there is refused", () => {
  expect(() => said("Broken", 1)).toThrow(UnreadableSchema);
  expect(() => said("Endless", 1)).toThrow(UnreadableSchema);
  expect(() => said("None", 1)).toThrow("there is none");
  expect(() => said("NoSchema", 1)).toThrow(UnreadableSchema);
  expect(() => said("NoSchema", 1)).toThrow(UnreadableSchema);
  expect(() => said("Round", 1)).toThrow("leads nowhere");
});
