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
  startEditing,
} from "../../../generator/document/edited-document.js";
import { placeAt, useFolder } from "../documents.js";

const { read } = useFolder();

// What is merged into an edited document, and keeps its origins, is tested with the merging: overlay/merge.test.ts.
describe("an edited document", () => {
  it("takes a value of another document, and knows where both were written", () => {
    const spec = read("spec.yaml", "a: {b: [1, 2]}\n");
    const other = read("other.yaml", "x:\n  y: {z: 3}\n");
    const edited = startEditing(spec);
    put(graftAt(edited, ["a"]), "c", graftFrom(other, ["x", "y"]));
    put(graftAt(edited, ["a", "b"]), 1, graftFrom(other, ["x", "y", "z"]));
    const result = finish(edited);
    expect(result.value).toEqual({ a: { b: [1, 3], c: { z: 3 } } });
    expect(placeAt(result.locate(["a", "c", "z"]))).toBe("other.yaml:2:10 3}");
    expect(placeAt(result.locate(["a", "c"], "key"))).toBe("other.yaml:2:3 y: {z: 3}");
    expect(placeAt(result.locate(["a", "b", 1]))).toBe("other.yaml:2:10 3}");
    expect(placeAt(result.locate(["a", "b", 0]))).toBe("spec.yaml:1:9 1, 2]}");
    expect(spec.value).toEqual({ a: { b: [1, 2] } });
  });

  it("walks into what it holds", () => {
    const edited = startEditing(read("spec.yaml", "a: [{b: 1}]\n"));
    expect(childOf(graftAt(edited, ["a", 0]), "b").value).toBe(1);
    remove(edited, ["a", 0]);
    expect(edited.root.value).toEqual({ a: [] });
  });

  it("has the objects that are asked for, and makes others in the place of what is none", () => {
    const edited = startEditing(read("spec.yaml", "a: {b: 1}\nc: [1]\n"));
    expect(["a", "b", "c", "toString"].map((key) => objectIn(edited.root, key)?.value)).toEqual([
      { b: 1 },
      undefined,
      undefined,
      undefined,
    ]);
    madeObjectIn(madeObjectIn(edited.root, "d"), "e");
    madeObjectIn(edited.root, "c");
    const document = finish(edited);
    expect(document.value).toEqual({ a: { b: 1 }, c: {}, d: { e: {} } });
    expect(placeAt(document.locate(["d", "e"]))).toBe("spec.yaml:1:1 a: {b: 1}");
  });

  it("sets `__proto__` as data", () => {
    const edited = startEditing(read("spec.yaml", "{}"));
    put(edited.root, "__proto__", graftFrom(read("other.yaml", "{x: 1}"), []));
    expect(JSON.stringify(finish(edited).value)).toBe('{"__proto__":{"x":1}}');
  });
});
