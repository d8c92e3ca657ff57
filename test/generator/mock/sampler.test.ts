import fc from "fast-check";
import { expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { createSampler } from "../../../generator/mock/sampler.js";
import { UnreadableSchema } from "../../../generator/json-schema/unreadable-schema.js";
import { createValidator } from "../../../generator/json-schema/validator.js";
import { at, documentOf } from "../streams.js";

const ref = (name: string): JsonValue => ({ $ref: `#/components/schemas/${name}` });

/** Samples of the schema called `It`, one for each seed, and whether all are valid. */
function samples(schemas: Readonly<Record<string, JsonValue>>, seeds: readonly string[] = ["1"]) {
  const document = documentOf({ openapi: "3.1.0", components: { schemas } });
  const validator = createValidator(document, "response");
  const { sample } = createSampler(document, validator);
  const node = at(document, "#/components/schemas/It");
  const values = seeds.map((seed) => sample(node, seed));
  return { values, violations: values.flatMap((value) => validator.compile(node.path)(value)) };
}

it("the same seed gives the same value, another gives another", () => {
  const It = { type: "object", properties: { a: { type: "string" }, b: { type: "integer" }, c: { format: "uuid" } } };
  const { values, violations } = samples({ It }, ["1", "1", "2"]);
  expect(violations).toEqual([]);
  expect(values[1]).toEqual(values[0]);
  expect(values[2]).not.toEqual(values[0]);
  expect(samples({ It }).values[0]).toEqual(values[0]);
});

it("an example of the document comes first, and one that its schema refuses does not come", () => {
  const a = { type: "string", example: "from the document" };
  const b = { type: "integer", examples: ["no integer"] };
  expect(samples({ It: { required: ["a"], properties: { a } } }).values).toEqual([{ a: "from the document" }]);
  expect(samples({ It: { type: "object", properties: { a, b } } }).violations).toEqual([]);
});

it("an optional part that has no valid value is left out", () => {
  const b = { type: "string", pattern: "^a$", minLength: 2 };
  expect(samples({ It: { type: "object", required: ["a"], properties: { a: { const: 1 }, b } } }).values).toEqual([
    { a: 1 },
  ]);
});

it("a request holds what must be said, and nothing that is readOnly", () => {
  const properties = {
    id: { type: "integer", readOnly: true },
    name: { type: "string" },
    secret: { type: "string", writeOnly: true },
    more: { type: "string" },
  };
  const It: JsonValue = { type: "object", required: ["id", "name", "secret"], properties };
  const document = documentOf({ openapi: "3.1.0", components: { schemas: { It } } });
  const { sample } = createSampler(document, createValidator(document, "request"), "request");
  expect(Object.keys(sample(at(document, "#/components/schemas/It"), "1") as object)).toEqual(["name", "secret"]);
  expect(Object.keys(samples({ It }).values[0] as object)).toEqual(["id", "name", "more"]);
});

it("a required property called __proto__ is sampled as any other", () => {
  const It = JSON.parse(
    '{"type":"object","required":["__proto__"],"properties":{"__proto__":{"const":1}}}',
  ) as JsonValue;
  const { values, violations } = samples({ It });
  expect([JSON.stringify(values[0]), violations]).toEqual(['{"__proto__":1}', []]);
});

it("a schema without a finite sample gives the smallest value there is to say", () => {
  expect(samples({ It: { type: "object", required: ["it"], properties: { it: ref("It") } } }).values).toEqual([
    { it: null },
  ]);
});

const leaf = fc.oneof(
  fc.constantFrom<JsonValue>(
    { type: "string" },
    { type: "integer", nullable: true },
    { type: "number", minimum: 0.5, maximum: 1 },
    { type: "boolean" },
    { const: "c" },
    { enum: ["a", 1, null] },
    { type: "string", pattern: "^[a-c]{2,4}$" },
    { type: "string", minLength: 12, maxLength: 90 },
    { type: "string", format: "date-time", example: "2025-01-01T00:00:00Z" },
    { type: "integer", minimum: 3, exclusiveMinimum: true, multipleOf: 5 },
  ),
  fc.constantFrom("It", "Other").map(ref),
);
const schema = fc.letrec<{ schema: JsonValue }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.record({ type: fc.constant("array"), items: tie("schema"), maxItems: fc.nat(90) }) as fc.Arbitrary<JsonValue>,
    fc.record({ anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }) as fc.Arbitrary<JsonValue>,
    fc
      .tuple(fc.dictionary(fc.constantFrom("a", "b", "constructor", "__proto__"), tie("schema")), fc.boolean())
      .map(([properties, all]) => ({ type: "object", properties, required: all ? Object.keys(properties) : [] })),
  ),
})).schema;

it("whatever the schema, a sample is valid, or the schema has no value without an end", () => {
  fc.assert(
    fc.property(schema, schema, fc.string(), (It, Other, seed) => {
      const isRecursive = JSON.stringify([It, Other]).includes("$ref");
      try {
        const { values, violations } = samples({ It, Other }, [seed, seed]);
        expect(JSON.stringify(values[1])).toBe(JSON.stringify(values[0]));
        if (!isRecursive) expect(violations).toEqual([]);
      } catch (error) {
        if (!isRecursive || !(error instanceof UnreadableSchema)) throw error;
      }
    }),
    { numRuns: 60 },
  );
});

it("what a discriminator names is called so, wherever it is referred to", () => {
  const Base = {
    type: "object",
    required: ["kind"],
    properties: { kind: { type: "string" } },
    discriminator: { propertyName: "kind", mapping: { a: "A", b: "B", bb: "B" } },
  };
  const [A, B] = [{ allOf: [ref("Base")] }, { allOf: [ref("Base")] }];
  const It = {
    type: "object",
    required: ["a", "bs"],
    properties: { a: ref("A"), bs: { type: "array", items: ref("B") } },
  };
  const { values, violations } = samples({ It, Base, A, B });
  expect(values).toEqual([{ a: { kind: "a" }, bs: expect.arrayContaining([{ kind: "b" }]) as unknown }]);
  expect(violations).toEqual([]);
});
