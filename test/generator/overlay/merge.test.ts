import { describe, expect, it } from "vitest";

import { finish, graftFrom, graftOf, remove, startEditing } from "../../../generator/document/edited-document.js";
import { valueAt } from "../../../generator/document/source.js";
import { update } from "../../../generator/overlay/merge.js";
import { placeAt, useFolder } from "../documents.js";

const { read } = useFolder();

function documents() {
  const spec = read("spec.yaml", "info: {title: T, tags: [one, two, three]}\nother:\n  a: {b: 1}\n");
  const patch = read("patch.yaml", "info:\n  title: New\n  tags: [four]\n  deep: {x: [1]}\n");
  return { spec, patch, edited: startEditing(spec) };
}

describe("update", () => {
  it("keeps the origin of every value through merging, appending and removing", () => {
    const { spec, patch, edited } = documents();
    update(edited, ["info"], graftFrom(patch, ["info"]));
    remove(edited, ["info", "tags", 1]);
    const result = finish(edited);
    expect(result.file).toBe("spec.yaml");
    expect(result.value).toEqual({
      info: { title: "New", tags: ["one", "three", "four"], deep: { x: [1] } },
      other: { a: { b: 1 } },
    });
    const places = (["info", "title", "tags", "deep"] as const).map((name) =>
      placeAt(result.locate(name === "info" ? ["info"] : ["info", name])),
    );
    expect(places).toEqual([
      "spec.yaml:1:7 {title: T, tags: [one, two, three]}",
      "patch.yaml:2:10 New",
      "spec.yaml:1:24 [one, two, three]}",
      "patch.yaml:4:9 {x: [1]}",
    ]);
    expect([0, 1, 2].map((index) => placeAt(result.locate(["info", "tags", index])))).toEqual([
      "spec.yaml:1:25 one, two, three]}",
      "spec.yaml:1:35 three]}",
      "patch.yaml:3:10 four]",
    ]);
    expect(placeAt(result.locate(["info", "deep", "x", 0]))).toBe("patch.yaml:4:14 1]}");
    expect(placeAt(result.locate(["info", "deep"], "key"))).toBe("patch.yaml:4:3 deep: {x: [1]}");
    expect(placeAt(result.locate(["info", "tags", 1], "key"))).toBe("spec.yaml:1:35 three]}");
    expect(spec.value).toEqual({ info: { title: "T", tags: ["one", "two", "three"] }, other: { a: { b: 1 } } });
    expect(patch.value).toEqual({ info: { title: "New", tags: ["four"], deep: { x: [1] } } });
  });

  it("keeps the key of a primitive that is replaced where it is", () => {
    const { patch, edited } = documents();
    update(edited, ["info", "title"], graftFrom(patch, ["info", "title"]));
    const result = finish(edited);
    expect(placeAt(result.locate(["info", "title"]))).toBe("patch.yaml:2:10 New");
    expect(placeAt(result.locate(["info", "title"], "key"))).toBe("spec.yaml:1:8 title: T, tags: [one, two, three]}");
  });

  it("shows a missing value in the value that lacks it, wherever that one came from", () => {
    const { patch, edited } = documents();
    update(edited, ["info"], graftFrom(patch, ["info"]));
    remove(edited, ["other", "a", "b"]);
    const result = finish(edited);
    for (const part of ["key", "value"] as const) {
      expect(placeAt(result.locate(["info", "deep", "y", "z"], part))).toBe("patch.yaml:4:9 {x: [1]}");
      expect(placeAt(result.locate(["other", "a", "b"], part))).toBe("spec.yaml:3:6 {b: 1}");
      expect(placeAt(result.locate(["info", "tags", 9], part))).toBe("spec.yaml:1:24 [one, two, three]}");
      expect(placeAt(result.locate(["info", "tags", "length"], part))).toBe("spec.yaml:1:24 [one, two, three]}");
      expect(placeAt(result.locate(["toString"], part))).toBe(
        "spec.yaml:1:1 info: {title: T, tags: [one, two, three]}",
      );
    }
  });

  it("copies values together with their origins, so that later changes do not show in the copy", () => {
    const { patch, edited } = documents();
    update(edited, ["info"], graftFrom(patch, ["info"]));
    update(edited, ["other"], graftOf(edited, ["info"]));
    remove(edited, ["info", "tags", 0]);
    update(edited, ["info"], graftOf(edited, []));
    const result = finish(edited);
    expect(valueAt(result.value, ["other"])).toEqual({
      a: { b: 1 },
      title: "New",
      tags: ["one", "two", "three", "four"],
      deep: { x: [1] },
    });
    expect(placeAt(result.locate(["other", "tags", 0]))).toBe("spec.yaml:1:25 one, two, three]}");
    expect(placeAt(result.locate(["other", "deep", "x"], "key"))).toBe("patch.yaml:4:10 x: [1]}");
    expect(valueAt(result.value, ["info", "info", "tags"])).toEqual(["two", "three", "four"]);
    expect(placeAt(result.locate(["info", "info", "tags", 0]))).toBe("spec.yaml:1:30 two, three]}");
  });

  it("gives each target a copy of its own", () => {
    const { patch, edited } = documents();
    for (const path of [["info"], ["other", "a"]]) update(edited, path, graftFrom(patch, ["info", "deep"]));
    remove(edited, ["info", "x", 0]);
    expect(finish(edited).value).toMatchObject({ info: { x: [] }, other: { a: { x: [1] } } });
  });

  it("replaces a root that is a primitive", () => {
    const edited = startEditing(read("spec.yaml", "old"));
    update(edited, [], graftFrom(read("patch.yaml", "new"), []));
    expect(finish(edited).value).toBe("new");
    expect(placeAt(finish(edited).locate([]))).toBe("patch.yaml:1:1 new");
  });

  it("treats names that objects have by nature as any other", () => {
    const edited = startEditing(read("spec.yaml", "{a: {}, __proto__: {x: 1}}"));
    const patch = read("patch.yaml", "{__proto__: {x: 2, y: 3}, constructor: 4, toString: {z: 5}}");
    update(edited, [], graftFrom(patch, []));
    update(edited, ["a"], graftFrom(patch, []));
    remove(edited, ["a", "constructor"]);
    const result = finish(edited);
    expect(JSON.stringify(result.value)).toBe(
      '{"a":{"__proto__":{"x":2,"y":3},"toString":{"z":5}},"__proto__":{"x":2,"y":3},"constructor":4,"toString":{"z":5}}',
    );
    expect(placeAt(result.locate(["__proto__", "x"]))).toBe(
      "patch.yaml:1:17 2, y: 3}, constructor: 4, toString: {z: 5}}",
    );
    expect(placeAt(result.locate(["__proto__"]))).toBe("spec.yaml:1:20 {x: 1}}");
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});
