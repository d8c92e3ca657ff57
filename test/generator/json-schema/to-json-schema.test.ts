import { describe, expect, it } from "vitest";
import { toPointer, type JsonValue } from "../../../generator/document/source.js";
import {
  allowsAnything,
  toJsonSchema,
  toKeywords,
  type ConvertedSchema,
  type Direction,
} from "../../../generator/json-schema/to-json-schema.js";
import { memberNamesOf } from "../../../generator/model/member-names.js";
import { UnreadableSchema } from "../../../generator/json-schema/unreadable-schema.js";
import { at, documentOf } from "../streams.js";

/** A schema called `It`, converted. What it refers to goes by where it stands. */
function convert(schema: JsonValue, direction: Direction = "response", others: object = {}): ConvertedSchema {
  const Id = { type: "integer", readOnly: true };
  const document = documentOf({ components: { schemas: { Id, It: schema, ...others } } });
  const refer = ({ path }: { readonly path: readonly (string | number)[] }): string => `to ${toPointer(path)}`;
  return toJsonSchema(document, memberNamesOf(document), at(document, "#/components/schemas/It"), direction, refer);
}

const ID = { $ref: "#/components/schemas/Id" };

describe("what OpenAPI 3.0 words otherwise", () => {
  it.each<[JsonValue, JsonValue]>([
    [{ type: "string", nullable: true }, { type: ["string", "null"] }],
    [{ type: ["string", "integer"], nullable: true }, { type: ["string", "integer", "null"] }],
    [
      { type: "string", nullable: true, enum: ["a"] },
      { type: ["string", "null"], enum: ["a", null] },
    ],
    [
      { type: "string", nullable: true, enum: ["a", null] },
      { type: ["string", "null"], enum: ["a", null] },
    ],
    [{ ...ID, nullable: true }, { anyOf: [{ $ref: "to #/components/schemas/Id" }, { type: "null" }] }],
    [{ type: "string", nullable: false }, { type: "string" }],
    [
      { type: "number", minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false },
      { type: "number", exclusiveMinimum: 1, maximum: 9 },
    ],
    [{ exclusiveMaximum: true }, {}],
    [{ type: null, nullable: true }, {}],
    [{ oneOf: [{}], discriminator: { propertyName: "a" } }, { anyOf: [{}] }],
    [
      { oneOf: [{}], anyOf: [{}], discriminator: {} },
      { oneOf: [{}], anyOf: [{}] },
    ],
    [{ oneOf: [{}] }, { oneOf: [{}] }],
    [{ exclusiveMinimum: 1 }, { exclusiveMinimum: 1 }],
    [
      { items: { properties: { a: { type: "integer", nullable: true } } } },
      { items: { properties: { a: { type: ["integer", "null"] } } } },
    ],
  ])("%j is %j", (schema, expected) => {
    expect(convert(schema).schema).toEqual(expected);
  });

  it("is told of one schema alone, too, and not of those below it", () => {
    const items = { type: "string", nullable: true };
    expect(toKeywords({ type: "array", nullable: true, items })).toEqual({ type: ["array", "null"], items });
    expect(toKeywords({ type: null, minimum: 1, exclusiveMinimum: true })).toEqual({ exclusiveMinimum: 1 });
  });
});

it("remarks and what would lead to other documents are left out, properties of such names are not", () => {
  const names = { example: { type: "string" }, default: { type: "string" }, nullable: { type: "string" }, $ref: {} };
  const remarks = { $id: "https://a.test/", $schema: "x", example: 1, default: 1, "x-a": {}, title: "A", xml: {} };
  const data = [{ example: 1, nullable: true, $ref: "#/nowhere" }];
  expect(convert({ ...remarks, $defs: { A: {} }, properties: names, enum: data }).schema).toEqual({
    properties: names,
    enum: data,
  });
});

it("a reference stands for what it leads to in the end, and for nothing where it leads nowhere", () => {
  const others = { Other: ID, Round: { $ref: "#/components/schemas/Round" } };
  expect(convert({ $ref: "#/components/schemas/Other", minimum: 1 }, "response", others).schema).toEqual({
    $ref: "to #/components/schemas/Id",
    minimum: 1,
  });
  for (const name of ["None", "Round"]) {
    const items = { $ref: `#/components/schemas/${name}` };
    expect(() => convert({ items }, "response", others)).toThrow(UnreadableSchema);
  }
});

it("a pattern that no engine here reads says nothing, neither of a text nor of names", () => {
  expect(convert({ pattern: "(", patternProperties: { "(": { type: "string" }, "^a": {} } }).schema).toEqual({
    patternProperties: { "": true, "^a": {} },
  });
});

describe("a required property", () => {
  const schema: JsonValue = {
    required: ["id", "secret", "name", "__proto__"],
    properties: { id: ID, secret: { writeOnly: true }, name: {} },
  };

  it("that is readOnly is not required in a request", () => {
    expect(convert(schema, "request").schema).toMatchObject({ required: ["secret", "name", "__proto__"] });
  });

  it("that is writeOnly is not required in a response", () => {
    expect(convert(schema, "response").schema).toMatchObject({ required: ["id", "name", "__proto__"] });
  });
});

it("it is known where each schema stands, and each list of them", () => {
  const { schema, places } = convert({
    discriminator: {},
    oneOf: [{ type: "string" }, { minimum: 1, nullable: true }],
  });
  const { anyOf } = schema as { readonly anyOf: readonly [object, { readonly anyOf: readonly [object] }] };
  const found = [schema as object, anyOf, anyOf[0], anyOf[1], anyOf[1].anyOf[0]].map((part) => places.get(part));
  const list = ["components", "schemas", "It", "oneOf"];
  expect(found).toEqual([list.slice(0, -1), list, [...list, 0], [...list, 1], [...list, 1]]);
});

it("a schema that makes no more than remarks allows anything", () => {
  const anything = [true, {}, { description: "x", "x-y": 1 }, { nullable: true, default: 1 }];
  const something = [false, null, "x", { type: "string" }, { not: {} }];
  expect([anything, something].map((schemas) => schemas.map(allowsAnything))).toEqual([
    anything.map(() => true),
    something.map(() => false),
  ]);
});
