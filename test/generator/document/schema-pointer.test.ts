import { expect, it } from "vitest";
import { fieldsOf, isAlwaysAt, schemasAt } from "../../../generator/document/schema-pointer.js";
import type { JsonValue } from "../../../generator/document/source.js";
import { document, own, schema } from "./schemas.js";

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
