import fc from "fast-check";

import type { JsonValue } from "../../generator/document/source.js";

/** Names that have a meaning in JavaScript, YAML, JSON Pointer or JSONPath beside ordinary ones. */
const NAMES = [
  "a",
  "b",
  "__proto__",
  "constructor",
  "toString",
  "200",
  "<<",
  "x-y",
  "a/b",
  "~",
  "'",
  '"',
  "\\",
  "",
  "ü: #",
  "null",
];

const scalar = fc.oneof(
  fc.constantFrom<JsonValue>(null, true, false, 0, 1, -1.5, 1e21, "", "2001-01-01", "yes", "0x10", "*a", "- b", "a: b"),
  fc.integer(),
  fc.string({ unit: "grapheme" }),
);

/** Random JSON, often with the same names on several levels. */
export const json: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue; array: JsonValue; object: JsonValue }>(
  (tie) => ({
    value: fc.oneof({ depthSize: "small", withCrossShrink: true }, scalar, tie("array"), tie("object")),
    array: fc.array(tie("value"), { maxLength: 4 }) as fc.Arbitrary<JsonValue>,
    object: fc
      .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), tie("value")), { selector: ([name]) => name, maxLength: 5 })
      .map((entries): JsonValue => Object.fromEntries(entries)),
  }),
).value;

/** A random object. */
export const jsonObject: fc.Arbitrary<JsonValue> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), json), { selector: ([name]) => name, minLength: 1, maxLength: 6 })
  .map((entries): JsonValue => Object.fromEntries(entries));
