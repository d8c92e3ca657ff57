import { expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { list } from "../../../generator/json-schema/violation.js";
import { useSchemas } from "./violations.js";

it.each<[JsonValue, JsonValue, string]>([
  [{ const: null }, 1, "must be null"],
  [{ const: { a: 1 } }, 1, 'must be {"a":1}'],
  [{ enum: ["a", 1, null] }, 2, 'must be "a", 1 or null'],
  [{ type: "string", nullable: true }, 1, "must be string or null"],
  [{ minimum: 3 }, 1, "must be >= 3"],
  [{ additionalProperties: false }, { ab: 1 }, 'must not have the property "ab"'],
  [{ unevaluatedProperties: false }, { ab: 1 }, 'must not have the property "ab"'],
  [{ dependentRequired: { a: ["b"] } }, { a: 1 }, "must have property b when property a is present"],
  [
    { properties: { content: {} }, additionalProperties: false },
    { contnet: 1 },
    'must not have the property "contnet": did you mean "content"?',
  ],
  [false, 1, "boolean schema is false"],
])("of %j and %j is said: %s", (schema, value, message) => {
  const [line] = useSchemas({ It: schema })("It", value);
  expect(line?.replace(/ \([^(]*\)$/, "")).toBe(`/ ${message}`);
});

it("a list reads as one is spoken", () => {
  expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(list)).toEqual(["", "a", "a or b", "a, b or c"]);
});
