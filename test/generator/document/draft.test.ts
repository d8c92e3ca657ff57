import { describe, expect, it } from "vitest";
import {
  childOf,
  finish,
  graftAt,
  graftFrom,
  madeObjectIn,
  objectIn,
  put,
  remove,
  startDraft,
} from "../../../generator/document/draft.js";
import { placeAt, useFolder } from "../documents.js";

const { read } = useFolder();

// What is merged into a draft, and keeps its origins, is tested with the merging: overlay/merge.test.ts.
describe("a draft", () => {
  it("takes a value of another document, and knows where both were written", () => {
    const spec = read("spec.yaml", "a: {b: [1, 2]}\n");
    const other = read("other.yaml", "x:\n  y: {z: 3}\n");
    const draft = startDraft(spec);
    put(graftAt(draft, ["a"]), "c", graftFrom(other, ["x", "y"]));
    put(graftAt(draft, ["a", "b"]), 1, graftFrom(other, ["x", "y", "z"]));
    const result = finish(draft);
    expect(result.value).toEqual({ a: { b: [1, 3], c: { z: 3 } } });
    expect(placeAt(result.locate(["a", "c", "z"]))).toBe("other.yaml:2:10 3}");
    expect(placeAt(result.locate(["a", "c"], "key"))).toBe("other.yaml:2:3 y: {z: 3}");
    expect(placeAt(result.locate(["a", "b", 1]))).toBe("other.yaml:2:10 3}");
    expect(placeAt(result.locate(["a", "b", 0]))).toBe("spec.yaml:1:9 1, 2]}");
    expect(spec.value).toEqual({ a: { b: [1, 2] } });
  });

  it("walks into what it holds", () => {
    const draft = startDraft(read("spec.yaml", "a: [{b: 1}]\n"));
    expect(childOf(graftAt(draft, ["a", 0]), "b").value).toBe(1);
    remove(draft, ["a", 0]);
    expect(draft.root.value).toEqual({ a: [] });
  });

  it("has the objects that are asked for, and makes others in the place of what is none", () => {
    const draft = startDraft(read("spec.yaml", "a: {b: 1}\nc: [1]\n"));
    expect(["a", "b", "c", "toString"].map((key) => objectIn(draft.root, key)?.value)).toEqual([
      { b: 1 },
      undefined,
      undefined,
      undefined,
    ]);
    madeObjectIn(madeObjectIn(draft.root, "d"), "e");
    madeObjectIn(draft.root, "c");
    const document = finish(draft);
    expect(document.value).toEqual({ a: { b: 1 }, c: {}, d: { e: {} } });
    expect(placeAt(document.locate(["d", "e"]))).toBe("spec.yaml:1:1 a: {b: 1}");
  });

  it("sets `__proto__` as data", () => {
    const draft = startDraft(read("spec.yaml", "{}"));
    put(draft.root, "__proto__", graftFrom(read("other.yaml", "{x: 1}"), []));
    expect(JSON.stringify(finish(draft).value)).toBe('{"__proto__":{"x":1}}');
  });
});
