import { expect, it } from "vitest";
import { isNullable, isObjectSchema, isUntyped, mayBe, typesOf } from "../../../generator/document/schema-kind.js";
import type { JsonValue } from "../../../generator/document/source.js";
import { document, own, ref, schema } from "./schemas.js";

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

it.each<[JsonValue, readonly string[]]>([
  [{ type: "array" }, ["array"]],
  [ref("A"), ["object"]],
  [{ allOf: [{ allOf: [ref("A")] }] }, ["object"]],
  [{ anyOf: [{ type: "array" }, { type: "null" }] }, ["array"]],
  [{ allOf: [{ oneOf: [{ type: ["array", "null"] }, ref("A")] }] }, ["array", "object"]],
  [{ type: "object", anyOf: [{ required: ["a"] }] }, ["object"]],
  [ref("Round"), []],
  [{}, []],
])("%j may be %j", (value, types) => {
  expect(["array", "object"].filter((type) => mayBe(document, own(value), type))).toEqual(types);
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

it.each<[JsonValue, readonly string[]]>([
  [{ type: "string" }, ["string"]],
  [{ type: ["string", "null"] }, ["string", "null"]],
  [{}, []],
])("the types of %j are %j", (value, types) => {
  expect(typesOf(own(value))).toEqual(types);
});
