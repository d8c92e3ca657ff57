import { describe, expect, it } from "vitest";
import { propertiesOf } from "../../../generator/document/schema-properties.js";
import type { JsonValue } from "../../../generator/document/source.js";
import { document, own, ref, schema } from "./schemas.js";

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
