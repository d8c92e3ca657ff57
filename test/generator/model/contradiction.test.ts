import { expect, it } from "vitest";
import type { JsonObject } from "../../../generator/document/source.js";
import { contradictionOf } from "../../../generator/model/contradiction.js";
import { at, documentOf } from "../streams.js";

/** Where a schema contradicts itself, of which one part requires `a` to be as the first, and one as the second. */
function placeOf(one: JsonObject, other: JsonObject, required: readonly string[] = ["a"]): string | undefined {
  const document = documentOf({
    schema: { allOf: [{ required, properties: { a: one } }, { properties: { a: other } }] },
  });
  return contradictionOf(document, at(document, "#/schema"))?.path.slice(2).join("/");
}

it.each<[JsonObject, JsonObject]>([
  [{ const: "x" }, { const: "y" }],
  [{ enum: ["x", "y"] }, { enum: ["z"] }],
  [{ const: "x" }, { type: "integer" }],
  [{ type: "boolean" }, { type: "string" }],
  [{ type: ["boolean", "null"] }, { const: 1 }],
  [{ type: "null" }, { type: "string" }],
  [{ oneOf: [{ const: "x" }, { const: "y" }] }, { type: "number" }],
])("%j and %j exclude each other", (one, other) => {
  expect(placeOf(one, other)).toBe("0/properties/a");
  expect(placeOf(other, one)).toMatch(/^[01]\/properties\/a$/);
  expect(placeOf(one, other, [])).toBeUndefined();
});

it.each<[JsonObject, JsonObject]>([
  [{ const: "x" }, { const: "x" }],
  [{ enum: ["x", "y"] }, { enum: ["y", "z"] }],
  [{ const: "x" }, { type: "string" }],
  [{ const: "x" }, {}],
  [{ enum: ["x", null] }, { enum: ["y", null] }],
  [
    { enum: ["x"], nullable: true },
    { enum: ["y"], nullable: true },
  ],
  [{ type: "null" }, { anyOf: [{ type: "string" }, { type: "null" }] }],
  [{ type: "boolean" }, { const: false }],
  [{ const: { b: 1 } }, { const: { b: 2 } }],
  [{ type: "string" }, { type: "number" }],
])("%j and %j may be one, as far as TypeScript cares", (one, other) => {
  expect(placeOf(one, other)).toBeUndefined();
});
