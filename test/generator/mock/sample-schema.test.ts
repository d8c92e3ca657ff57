import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../../../generator/document/source.js";
import { memberNamesOf } from "../../../generator/model/member-names.js";
import { toSampleSchema } from "../../../generator/mock/sample-schema.js";
import { at, documentOf } from "../streams.js";

const ref = (name: string): JsonValue => ({ $ref: `#/components/schemas/${name}` });

function sampleSchema(schema: JsonValue, others: Readonly<Record<string, JsonValue>> = {}): JsonValue | undefined {
  const document = documentOf({ components: { schemas: { It: schema, ...others } } });
  return toSampleSchema(document, memberNamesOf(document), at(document, "#/components/schemas/It"), "response");
}

const WORD: JsonValue = { type: "string", enum: expect.arrayContaining(["amber"]) as unknown as JsonValue };

describe("what a schema leaves open", () => {
  it.each<[JsonValue, JsonValue]>([
    [{ type: "string" }, WORD],
    [
      { type: "string", maxLength: 3 },
      { type: "string", maxLength: 3 },
    ],
    [
      { type: "string", format: "uuid" },
      { type: "string", format: "uuid" },
    ],
    [
      { type: "string", format: "byte" },
      { type: "string", format: "byte", enum: ["c2FtcGxl", "bW9jaw=="] },
    ],
    [{ type: "integer" }, { type: "integer", minimum: 0, maximum: 100 }],
    [
      { type: "integer", minimum: 5 },
      { type: "integer", minimum: 5 },
    ],
    [{ type: "number" }, { type: "number", minimum: 0, maximum: 100, multipleOf: 0.25 }],
    [
      { type: "array", items: { type: "boolean" } },
      { type: "array", items: { type: "boolean" }, minItems: 1 },
    ],
  ])("is filled with what reads well: %j", (schema, expected) => {
    expect(sampleSchema(schema)).toEqual(expected);
  });
});

describe("what a schema asks for", () => {
  it.each<[JsonValue, JsonValue]>([
    [
      { minLength: 5e7, maxLength: 6e7 },
      { minLength: 1000, maxLength: 1000 },
    ],
    [{ minItems: 1e9 }, { minItems: 20 }],
    [
      { minItems: 1, maxItems: 128 },
      { minItems: 1, maxItems: 3 },
    ],
    [{ minProperties: 1e9 }, { minProperties: 20 }],
    [{ pattern: "(a{1000}){1000}" }, { pattern: ".*" }],
    [{ pattern: "^[a-f]{8}-x{0,3}$" }, { pattern: "^[a-f]{8}-x{0,3}$" }],
  ])("stays within bounds: %j", (schema, expected) => {
    expect(sampleSchema(schema)).toEqual(expected);
  });

  it("is said in the words of JSON Schema, and nothing else is", () => {
    const schema = {
      example: 4,
      minimum: 3,
      exclusiveMinimum: true,
      nullable: true,
      type: "integer",
      xml: {},
      "x-a": 1,
    };
    expect(sampleSchema(schema)).toEqual({ type: ["integer", "null"], exclusiveMinimum: 3, examples: [4] });
  });

  it("is what stands beside a reference, too", () => {
    expect(sampleSchema({ ...(ref("A") as object), minimum: 2 }, { A: { type: "integer" } })).toEqual({
      type: "integer",
      minimum: 2,
    });
  });
});

describe("recursion", () => {
  it("ends at an optional property and an empty list", () => {
    const node = {
      type: "object",
      properties: { name: { type: "boolean" }, next: ref("It"), all: { items: ref("It") } },
    };
    expect(sampleSchema(node)).toEqual({
      type: "object",
      properties: { name: { type: "boolean" }, all: { maxItems: 0 } },
    });
  });

  it("ends at the branch of a union that has an end", () => {
    expect(sampleSchema({ anyOf: [{ type: "array", minItems: 1, items: ref("It") }, { type: "null" }] })).toEqual({
      anyOf: [{ type: "null" }],
    });
  });

  it("has no sample where it has no end", () => {
    expect(sampleSchema({ type: "object", required: ["next"], properties: { next: ref("It") } })).toBeUndefined();
    expect(sampleSchema({ type: "array", minItems: 1, items: ref("It") })).toBeUndefined();
  });
});

it("a schema that forks without end is given up", () => {
  const levels = Object.fromEntries(
    Array.from({ length: 60 }, (_, level) => [
      `A${level}`,
      { type: "object", required: ["l", "r"], properties: { l: ref(`A${level + 1}`), r: ref(`A${level + 1}`) } },
    ]),
  );
  expect(sampleSchema(ref("A0"), { ...levels, A60: { type: "string" } })).toBeUndefined();
});

it("deep down, an object has its required properties only", () => {
  const nested = (depth: number): JsonValue =>
    depth === 0 ? { type: "boolean" } : { type: "object", properties: { a: nested(depth - 1) } };
  expect(JSON.stringify(sampleSchema(nested(20))).match(/"a"/g)).toHaveLength(5);
});

it("what stands beside a reference holds together with what it refers to", () => {
  const one = { required: ["a"], properties: { a: { type: "boolean" } } };
  const more = { required: ["b"], properties: { b: { type: "boolean" } } };
  expect(sampleSchema({ $ref: "#/components/schemas/One", ...more }, { One: one })).toEqual({
    allOf: [one, more].map((part) => sampleSchema(part)),
  });
});

it("writeOnly properties are no part of a sample", () => {
  const properties = { name: { type: "boolean" }, secret: { type: "string", writeOnly: true } };
  expect(sampleSchema({ required: ["secret"], properties })).toMatchObject({ properties: { name: {} } });
  expect(sampleSchema({ required: ["secret"], properties })).not.toHaveProperty("properties.secret");
});

describe("the property that a discriminator names", () => {
  const A = { type: "object", properties: { kind: { type: "string" } } };
  const union = { oneOf: [ref("A"), ref("B")], discriminator: { propertyName: "kind" } };
  const named = (name: string) => ({ allOf: [{ required: ["kind"], properties: { kind: { const: name } } }] });

  it("has the name of the branch where nothing else is said", () => {
    expect(sampleSchema(union, { A, B: A })).toMatchObject({
      anyOf: [named("A"), named("B")],
    });
  });

  it("has the name of the mapping", () => {
    const discriminator = { propertyName: "kind", mapping: { first: "#/components/schemas/A", second: "B" } };
    expect(sampleSchema({ ...union, discriminator }, { A, B: A })).toMatchObject({
      anyOf: [named("first"), named("second")],
    });
  });

  it("has it where the branch has no such property, or lists what all branches may be called", () => {
    const discriminator = { propertyName: "kind", mapping: { a: "A", b: "B" } };
    const B = { properties: { kind: { enum: ["a", "b"] } } };
    expect(sampleSchema({ ...union, discriminator }, { A: {}, B })).toMatchObject({
      anyOf: [named("a"), named("b")],
    });
  });

  it("stays what it is where it is no string", () => {
    const [one, other] = [1, true].map((constant) => ({ properties: { kind: { const: constant } } }));
    expect(sampleSchema(union, { A: one, B: other } as JsonObject)).toEqual({
      anyOf: [one, other].map((branch) => sampleSchema(branch as JsonObject)),
    });
  });

  it("has the constant of the branch", () => {
    const B = { allOf: [A, { properties: { kind: { enum: ["b"] } } }] };
    expect(sampleSchema({ ...union, oneOf: [ref("B")] }, { A, B })).toEqual({
      anyOf: [sampleSchema(ref("B"), { A, B })],
    });
  });
});
