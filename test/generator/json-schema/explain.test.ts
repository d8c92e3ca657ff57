import fc from "fast-check";
import { expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { useSchemas } from "./violations.js";

const leaf = fc.constantFrom<JsonValue>(
  { type: "string" },
  { type: ["object", "null"] },
  { const: 1 },
  { enum: ["a", 2] },
  { required: ["a"] },
  { minimum: 2 },
  true,
  false,
);
const { schema } = fc.letrec<{ schema: JsonValue }>((tie) => {
  const list = fc.array(tie("schema"), { minLength: 1, maxLength: 4 });
  const union = (keyword: string) => list.map((branches): JsonValue => ({ [keyword]: branches }));
  const properties = fc.tuple(tie("schema"), tie("schema")).map(([a, b]): JsonValue => ({ properties: { a, b } }));
  const items = tie("schema").map((one): JsonValue => ({ items: one }));
  return {
    schema: fc.oneof(
      { maxDepth: 4, depthSize: "large" },
      leaf,
      ...["anyOf", "oneOf", "allOf"].map(union),
      properties,
      items,
    ),
  };
});
const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<JsonValue>("a", "b", 1, 2, null),
    fc.record({ a: tie("value"), b: tie("value") }, { requiredKeys: [] }) as fc.Arbitrary<JsonValue>,
    fc.array(tie("value"), { maxLength: 3 }) as fc.Arbitrary<JsonValue>,
  ),
}));

/** Without the place of the keyword, which depends on where the schema stands. */
function words(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.replace(/ \([^ ]*\)$/, ""));
}

it("what is said of a schema does not depend on what stands beside it, before it or after", () => {
  fc.assert(
    fc.property(schema, schema, schema, value, (first, second, third, whole) => {
      const parts = [first, second, third];
      const schemas = Object.fromEntries(parts.map((one, index) => [`Part${index}`, one]));
      const said = useSchemas({ ...schemas, Whole: { allOf: parts } });
      const expected = parts.flatMap((_, index) => words(said(`Part${index}`, whole)));
      expect(words(said("Whole", whole))).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});
