import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { compareConstraints } from "../../../generator/review/constraints.js";

function compare(base: readonly JsonValue[], head: readonly JsonValue[]): readonly string[] {
  const nodes = (schemas: readonly JsonValue[]) => schemas.map((value, index) => ({ value, path: [index] }));
  return compareConstraints({ base: nodes(base), head: nodes(head) }).map(({ effect, what }) => `${effect}: ${what}`);
}

describe("a constraint", () => {
  it.each<[JsonValue, JsonValue, string]>([
    [{ minLength: 1 }, { minLength: 2 }, "tightened: `minLength: 1` became `minLength: 2`"],
    [{ minLength: 1 }, {}, "loosened: no longer has `minLength: 1`"],
    [{}, { maxItems: 3 }, "tightened: has `maxItems: 3` now"],
    [{ maximum: 5 }, { maximum: 6 }, "loosened: `maximum: 5` became `maximum: 6`"],
    [{ minimum: 0 }, { minimum: -1 }, "loosened: `minimum: 0` became `minimum: -1`"],
    [{ minimum: 1 }, { exclusiveMinimum: 1 }, "tightened: `minimum: 1` became `exclusiveMinimum: 1`"],
    [{ maximum: 1, exclusiveMaximum: true }, { maximum: 1 }, "loosened: `exclusiveMaximum: 1` became `maximum: 1`"],
    [{ pattern: "a" }, { pattern: "b" }, "changed: `pattern: a` became `pattern: b`"],
    [{ format: "date" }, {}, "loosened: no longer has `format: date`"],
    [{}, { uniqueItems: true }, "tightened: has `uniqueItems: true` now"],
    [{ not: { type: "null" } }, { not: { type: "string" } }, "changed: has another `not`"],
  ])("%j, then %j: %s", (base, head, expected) => {
    expect(compare([base], [head])).toEqual([expected]);
  });

  it.each<[JsonValue, JsonValue]>([
    [{ minLength: 0 }, {}],
    [{ uniqueItems: false }, {}],
    [{ minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
    [{ minimum: 3, exclusiveMinimum: 1 }, { minimum: 3 }],
    [
      { patternProperties: { a: { type: "string", format: "date" } } },
      { patternProperties: { a: { format: "date", type: "string" } } },
    ],
  ])("%j says the same as %j", (base, head) => {
    expect(compare([base], [head])).toEqual([]);
  });

  it("holds in whichever part of a schema it stands", () => {
    expect(compare([{ minLength: 1 }, { minLength: 3 }], [{ minLength: 3 }])).toEqual([]);
    expect(compare([{ pattern: "a" }, { pattern: "b" }], [{ pattern: "b" }])).toEqual([
      "loosened: no longer has `pattern: a`",
    ]);
  });
});
