import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { toJsonSchema, type Direction } from "../../../generator/json-schema/to-json-schema.js";
import type { JsonValue } from "../../../generator/document/source.js";
import { documentOf } from "../streams.js";

/** The schema as it stands in the converted document. */
function converted(schema: JsonValue, direction: Direction = "response"): JsonValue {
  const document = documentOf({ components: { schemas: { Id: { type: "integer", readOnly: true }, It: schema } } });
  const { components } = toJsonSchema(document, direction) as { components: { schemas: { It: JsonValue } } };
  return components.schemas.It;
}

describe("what OpenAPI 3.0 words otherwise", () => {
  it.each<[JsonValue, JsonValue]>([
    [{ type: "string", nullable: true }, { type: ["string", "null"] }],
    [
      { type: "string", nullable: true, enum: ["a"] },
      { type: ["string", "null"], enum: ["a", null] },
    ],
    [
      { type: "string", nullable: true, enum: ["a", null] },
      { type: ["string", "null"], enum: ["a", null] },
    ],
    [
      { $ref: "#/components/schemas/Id", nullable: true },
      { anyOf: [{ $ref: "#/components/schemas/Id" }, { type: "null" }] },
    ],
    [{ type: "string", nullable: false }, { type: "string" }],
    [
      { type: "number", minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false },
      { type: "number", exclusiveMinimum: 1, maximum: 9 },
    ],
    [{ exclusiveMaximum: true }, {}],
    [{ type: null, nullable: true }, {}],
    [{ oneOf: [{}], discriminator: { propertyName: "a" } }, { anyOf: [{}] }],
    [{ oneOf: [{}] }, { oneOf: [{}] }],
    [{ exclusiveMinimum: 1 }, { exclusiveMinimum: 1 }],
    [
      { items: { properties: { a: { type: "integer", nullable: true } } } },
      { items: { properties: { a: { type: ["integer", "null"] } } } },
    ],
  ])("%j is %j", (schema, expected) => {
    expect(converted(schema)).toEqual(expected);
  });
});

it("examples and what would lead to other documents are left out, properties of such names are not", () => {
  const names = { example: { type: "string" }, default: { type: "string" }, nullable: { type: "string" } };
  const schema = { $id: "https://a.test/", $schema: "x", example: 1, default: 1, "x-a": {}, discriminator: {} };
  expect(converted({ ...schema, properties: names, enum: [{ example: 1, nullable: true }] })).toEqual({
    properties: names,
    enum: [{ example: 1, nullable: true }],
  });
});

describe("a required property", () => {
  const schema: JsonValue = {
    required: ["id", "secret", "name", "__proto__"],
    properties: { id: { $ref: "#/components/schemas/Id" }, secret: { writeOnly: true }, name: {} },
  };

  it("that is readOnly is not required in a request", () => {
    expect(converted(schema, "request")).toMatchObject({ required: ["secret", "name", "__proto__"] });
  });

  it("that is writeOnly is not required in a response", () => {
    expect(converted(schema, "response")).toMatchObject({ required: ["id", "name", "__proto__"] });
  });
});

it("a validator finds the schemas where they stand in the document, and follows their references", () => {
  const path = { get: { parameters: [{ name: "id", in: "query", schema: { $ref: "#/components/schemas/Id" } }] } };
  const document = documentOf({
    openapi: "3.0.0",
    paths: { "/a/{b}": path },
    components: { schemas: { Id: { type: "integer", nullable: true } } },
  });
  const ajv = new Ajv2020({ strict: false, validateSchema: false });
  ajv.addSchema(toJsonSchema(document, "request"), "document");
  const validate = ajv.getSchema("document#/paths/~1a~1%7Bb%7D/get/parameters/0/schema");
  expect([1, null, "1"].map((value) => validate?.(value))).toEqual([true, true, false]);
});
