import { expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { typeText } from "../../../generator/emit/type-text.js";
import { documentOf } from "../streams.js";

const A = { $ref: "#/components/schemas/A" };
const document = documentOf({ components: { schemas: { A: { type: "object" } } } });

it.each<[JsonValue, string]>([
  [A, "A"],
  [{ type: "string" }, "string"],
  [{ type: "string", format: "date-time" }, "string (date-time)"],
  [{ type: "string", nullable: true }, "string | null"],
  [{ type: ["string", "null"] }, "string | null"],
  [{ const: "a" }, '"a"'],
  [{ enum: ["a", 1, null] }, '"a" | 1 | null'],
  [{ type: "array", items: A }, "A[]"],
  [{ type: "array", items: { enum: ["a", "b"] } }, '("a" | "b")[]'],
  [{ type: "array" }, "unknown[]"],
  [{ type: "array", prefixItems: [A, { type: "integer" }], items: false }, "[A, integer]"],
  [{ prefixItems: [{ type: "string" }] }, "[string]"],
  [{ items: { type: "string" } }, "string[]"],
  [{ items: { type: "string" }, properties: { a: {} } }, "object"],
  [{ oneOf: [A, { type: "null" }, A] }, "A | null"],
  [{ allOf: [A, { type: "integer" }] }, "A & integer"],
  [{ type: "object", additionalProperties: { type: "integer" } }, "Record<string, integer>"],
  [{ properties: { a: {} } }, "object"],
  [{}, "unknown"],
  [true, "unknown"],
  [false, "never"],
  [{ $ref: "#/nowhere" }, "unknown"],
])("of %j is %s", (schema, expected) => {
  expect(typeText(document, { value: schema, path: ["a"] })).toBe(expected);
});
