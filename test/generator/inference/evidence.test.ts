import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { Evidence } from "../../../generator/inference/evidence.js";
import { json } from "../json.js";

function evidenceOf(...values: readonly JsonValue[]): Evidence {
  const evidence = new Evidence();
  for (const value of values) evidence.add(value);
  return evidence;
}

/** All that was counted, and nothing that depends on what came before what. */
function counted({ kinds, texts, fields, items }: Evidence): unknown {
  const { count, length, format, distinct } = texts;
  return {
    kinds,
    texts: { count, length, format, distinct },
    fields: new Map([...fields].map(([name, field]) => [name, counted(field)])),
    items: items && counted(items),
  };
}

function nested(depth: number, wrap: (value: JsonValue) => JsonValue): JsonValue {
  return depth === 0 ? "deepest" : wrap(nested(depth - 1, wrap));
}

describe("Evidence", () => {
  it("counts values by their kind, and an integer as nothing else", () => {
    const values = [null, true, false, 1, 2.0, -0, 1e21, 1.5, "a", [], [1], {}, { a: 1 }];
    const evidence = evidenceOf(...values);
    expect(evidence.kinds).toEqual({ null: 1, boolean: 2, integer: 4, number: 1, string: 1, array: 2, object: 2 });
    expect(evidence.count).toBe(values.length);
  });

  it("keeps fields in the order that they were first seen in, whatever they are called", () => {
    const evidence = evidenceOf(
      { b: 1 },
      JSON.parse('{"__proto__": 1, "b": 2, "a": 3, "constructor": 4}') as JsonValue,
    );
    expect([...evidence.fields].map(([name, { count }]) => `${name} ${count}`)).toEqual([
      "b 2",
      "__proto__ 1",
      "a 1",
      "constructor 1",
    ]);
  });

  it("takes the items of all arrays together, and has none where all were empty", () => {
    expect(evidenceOf([], []).items).toBeUndefined();
    expect(evidenceOf([1, "a"], [], [2, [3]]).items).toMatchObject({
      kinds: { integer: 2, string: 1, array: 1 },
      items: { count: 1 },
    });
  });

  it("sees texts, and no others than those of its own place", () => {
    expect(evidenceOf("a", ["b"], { c: "d" }).texts.distinct).toEqual(new Map([["a", 1]]));
  });

  it("has an empty field for one that was not seen, and the same one for who asks again", () => {
    const evidence = evidenceOf({ a: 1 });
    expect(evidence.field("b").count).toBe(0);
    expect(evidence.field("b")).toBe(evidence.field("b"));
    expect(evidence.field("a").count).toBe(1);
  });

  it.each<[string, (value: JsonValue) => JsonValue, (at: Evidence) => Evidence | undefined]>([
    ["objects", (value) => ({ in: value }), (at) => at.fields.get("in")],
    ["arrays", (value) => [value], (at) => at.items],
  ])("looks 40 deep into %s", (_, wrap, below) => {
    const depthOf = (evidence: Evidence): number => {
      const next = below(evidence);
      return next === undefined ? 0 : 1 + depthOf(next);
    };
    expect([39, 40, 41, 500].map((depth) => depthOf(evidenceOf(nested(depth, wrap))))).toEqual([39, 40, 40, 40]);
  });

  it("does not change what it merges, nor shares anything with it", () => {
    const other = evidenceOf({ a: [1] });
    const before = structuredClone(counted(other));
    const merged = new Evidence();
    merged.merge(other);
    merged.add({ a: [2, "x"], b: 1 });
    expect(counted(other)).toEqual(before);
    expect(merged.field("a").items?.count).toBe(3);
  });

  it("merged is what would have been seen in one place", () => {
    const values = fc.array(json, { maxLength: 5 });
    fc.assert(
      fc.property(values, values, (first, second) => {
        const merged = evidenceOf(...first);
        merged.merge(evidenceOf(...second));
        expect(counted(merged)).toEqual(counted(evidenceOf(...first, ...second)));
        expect(merged.count).toBe(first.length + second.length);
      }),
    );
  });
});
