import { describe, expect, it } from "vitest";
import {
  branchesOf,
  componentOf,
  constOf,
  constsOf,
  fieldsOf,
  isAlwaysAt,
  isNullable,
  isObjectSchema,
  isUntyped,
  propertiesOf,
  schemasAt,
} from "../../../generator/document/schema.js";
import type { JsonValue } from "../../../generator/document/source.js";
import { at, documentOf } from "../streams.js";

const ref = (name: string): JsonValue => ({ $ref: `#/components/schemas/${name}` });
const schemas = {
  A: { type: "object", required: ["type", "late"], properties: { type: { const: "a" }, list: { items: ref("B") } } },
  B: { properties: { deep: { type: "string" }, type: { type: "string" } }, additionalProperties: { type: "integer" } },
  Alias: { ...(ref("A") as object), description: "Beside a reference." },
  Both: { allOf: [ref("B"), { ...(ref("A") as object), required: ["deep"] }, { properties: { late: {} } }] },
  Circle: { allOf: [ref("Circle"), ref("A")] },
  Union: { oneOf: [ref("A"), { anyOf: [ref("B"), ref("A"), { type: "null" }] }, ref("Union")] },
  "a/b~c": { type: "string" },
  Round: { allOf: [{ oneOf: [ref("Round"), ref("Around")] }] },
  Around: { allOf: [{ oneOf: [ref("Round")] }] },
  Nullable: { type: "object", nullable: true, properties: { a: {} } },
};
const document = documentOf({ components: { schemas } });
const schema = (name: string): ReturnType<typeof at> => at(document, `#/components/schemas/${name}`);
const own = (value: JsonValue): ReturnType<typeof at> => ({ value, path: ["inline"] });

describe("parts and properties", () => {
  it("end where allOf goes round in a circle", () => {
    expect([...propertiesOf(document, schema("Circle")).keys()]).toEqual(["type", "list"]);
  });

  it("a constant says more than a type, wherever it stands", () => {
    const properties = [...propertiesOf(document, schema("Both"))];
    expect(
      properties.map(
        ([
          name,
          {
            schema: { value },
            required,
          },
        ]) => [name, value, required],
      ),
    ).toEqual([
      ["deep", { type: "string" }, true],
      ["type", { const: "a" }, true],
      ["list", { items: ref("B") }, false],
      ["late", {}, true],
    ]);
  });
});

it("the branches of a union are flat, each once, without null", () => {
  expect(branchesOf(document, schema("Union"))?.map(({ value }) => value)).toEqual([ref("A"), ref("B")]);
  expect([branchesOf(document, schema("A")), branchesOf(document, own({ oneOf: [] }))]).toEqual([undefined, []]);
});

it.each([
  [{ const: "a" }, "a", ["a"]],
  [{ enum: ["a"] }, "a", ["a"]],
  [{ enum: ["a", "b"] }, undefined, ["a", "b"]],
  [{ const: 1 }, undefined, undefined],
  [{ enum: ["a", 1] }, undefined, undefined],
  [{ type: "string" }, undefined, undefined],
  [{ enum: ["a", null], nullable: true }, "a", ["a"]],
  [{ const: null }, undefined, undefined],
  [{ allOf: [{ description: "A." }, { enum: ["a"] }] }, "a", ["a"]],
  [{ anyOf: [{ const: "a" }, { type: "null" }] }, "a", ["a"]],
  [{ oneOf: [{ const: "a" }, { enum: ["b", "a"] }] }, undefined, ["a", "b"]],
  [{ oneOf: [{ const: "a" }, { type: "string" }] }, undefined, undefined],
  [ref("Circle"), undefined, undefined],
])("the constants of %j", (value, one, all) => {
  expect([constOf(document, own(value)), constsOf(document, own(value))]).toEqual([one, all]);
});

it.each<[JsonValue, string | undefined]>([
  [ref("A"), "A"],
  [ref("a~1b~0c"), "a/b~c"],
  [ref("%41"), "A"],
  [ref("50%"), "50%"],
  [ref("A/properties/type"), undefined],
  [{}, undefined],
])("the component of %j is %s", (value, name) => {
  expect(componentOf(own(value))).toBe(name);
});

it("a component is its own", () => {
  expect([componentOf(schema("A")), componentOf(schema("A/properties/type"))]).toEqual(["A", undefined]);
});

it.each([
  ["A", true],
  ["Alias", true],
  ["Both", false],
  ["Union", false],
  ["Nullable", true],
  ["a~1b~0c", false],
  ["B", false],
])("an interface can extend %s: %s", (name, expected) => {
  expect(isObjectSchema(document, schema(name))).toBe(expected);
});

it("of several declarations of a property, the one that lists the fewest values counts", () => {
  const kind = (...values: readonly string[]): JsonValue => ({ properties: { kind: { enum: [...values] } } });
  const plain = { properties: { kind: { type: "string" } } };
  const counts = (...parts: readonly JsonValue[]): unknown =>
    propertiesOf(document, own({ allOf: [...parts] })).get("kind")?.schema.value;
  expect(counts(plain, kind("a", "b"))).toEqual({ enum: ["a", "b"] });
  expect(counts(kind("a"), kind("a", "b"))).toEqual({ enum: ["a"] });
  expect(counts(kind("a", "b"), kind("a"))).toEqual({ enum: ["a"] });
  expect(counts(plain, plain)).toEqual({ type: "string" });
});

it.each<[JsonValue, boolean]>([
  [ref("Nullable"), true],
  [ref("A"), false],
  [{ type: ["object", "null"] }, true],
  [{ anyOf: [{ type: "string" }, { type: "null" }] }, true],
  [{ oneOf: [{ type: "string" }] }, false],
  [{ allOf: [{ type: "object" }, { nullable: true }] }, true],
])("that %j allows null is %s", (value, expected) => {
  expect(isNullable(document, own(value))).toBe(expected);
});

it.each<[JsonValue, boolean]>([
  [{}, true],
  [{ type: "object", properties: {} }, true],
  [{ description: "Words." }, true],
  [{ type: "object", additionalProperties: true }, true],
  [{ allOf: [{}, { title: "t" }] }, true],
  [true, true],
  [{ type: "string" }, false],
  [{ additionalProperties: { type: "string" } }, false],
  [{ oneOf: [{}] }, false],
  [{ const: null }, false],
  [ref("A"), false],
])("%j says nothing: %s", (value, expected) => {
  expect(isUntyped(document, own(value))).toBe(expected);
});

it.each([
  [["type"], 1],
  [["list", "0", "deep"], 1],
  [["list", "00"], 0],
  [["list", "0", "anything"], 1],
  [["nothing"], 0],
  [[], 1],
])("%j in A reaches %i schemas", (pointer, count) => {
  expect(schemasAt(document, schema("A"), pointer)).toHaveLength(count);
});

it("a pointer reaches into every branch, and its fields are those of all", () => {
  expect(schemasAt(document, schema("Union"), ["type"])).toHaveLength(2);
  expect(fieldsOf(document, schema("Union"))).toEqual(["type", "list", "deep"]);
});

it.each<[string, JsonValue, boolean]>([
  ["required", { required: ["a"], properties: { a: {} } }, true],
  ["required by a part of an allOf", { allOf: [{ required: ["a"] }, { properties: { a: {} } }] }, true],
  ["optional", { properties: { a: {} } }, false],
  ["required, and may be null", { required: ["a"], properties: { a: { anyOf: [{}, { type: "null" }] } } }, false],
  [
    "in each alternative",
    {
      oneOf: [
        { required: ["a"], properties: { a: {} } },
        { required: ["a"], properties: { a: { type: "string" } } },
      ],
    },
    true,
  ],
  ["in one alternative", { oneOf: [{ required: ["a"], properties: { a: {} } }, { properties: { a: {} } }] }, false],
])("that something is always where a pointer leads, to a field that is %s, is %s", (_, value, expected) => {
  expect(isAlwaysAt(document, own(value), ["a"])).toBe(expected);
  const around = { required: ["b"], properties: { b: value } };
  expect(isAlwaysAt(document, own(around), ["b", "a"])).toBe(expected);
});

it("nothing is always in unions that go round in a circle by way of allOf", () => {
  expect(isAlwaysAt(document, schema("Round"), ["a"])).toBe(false);
});

it("an item is always in a list that is long enough, and an empty pointer leads to the whole", () => {
  expect(isAlwaysAt(document, own({ items: {} }), ["0"])).toBe(false);
  expect(isAlwaysAt(document, own({ minItems: 1, items: {} }), ["0"])).toBe(true);
  expect(isAlwaysAt(document, own({ minItems: 1, items: {} }), ["1"])).toBe(false);
  expect(isAlwaysAt(document, own({ nullable: true }), [])).toBe(true);
});
