import { describe, expect, it } from "vitest";

import { conflictProblem, conflicts } from "../../../generator/overlay/overlay-conflict.js";

describe("conflicts", () => {
  it.each([
    ["a primitive over a primitive", { a: 1 }, { a: "x" }],
    ["null over a primitive", { a: 1 }, { a: null }],
    ["a primitive over null", { a: null }, { a: 1 }],
    ["an array over an array", { a: [1] }, { a: ["x", {}] }],
    ["objects in objects", { a: { b: { c: 1 } } }, { a: { b: { d: [] } } }],
    ["properties that are new", {}, { a: {}, b: [], constructor: 1 }],
    ["an object for an array that is the target", [1], { a: 1 }],
    ["a primitive for an array that is the target", [1], null],
    ["a primitive for a primitive that is the target", "x", 1],
  ])("has none with %s", (_, target, patch) => {
    expect(conflicts(target, patch, false)).toEqual([]);
  });

  it.each([
    [{ a: 1 }, { a: {} }, ["a"]],
    [{ a: 1 }, { a: [] }, ["a"]],
    [{ a: null }, { a: {} }, ["a"]],
    [{ a: {} }, { a: 1 }, ["a"]],
    [{ a: {} }, { a: null }, ["a"]],
    [{ a: {} }, { a: [] }, ["a"]],
    [{ a: [] }, { a: 1 }, ["a"]],
    [{ a: [] }, { a: null }, ["a"]],
    [{ a: [] }, { a: {} }, ["a"]],
    [{ a: { b: { c: 1 } } }, { a: { b: { c: {} } } }, ["a", "b", "c"]],
    [{}, [], []],
    [{}, 1, []],
    [{}, null, []],
    [1, {}, []],
    [1, [], []],
  ])("%j does not take %j", (target, patch, path) => {
    expect(conflicts(target, patch, false).map((conflict) => conflict.path)).toEqual([path]);
  });

  it("finds all of them", () => {
    const found = conflicts({ a: 1, b: [], c: { d: {} } }, { a: {}, b: {}, c: { d: 1 } }, false);
    expect(found).toEqual([
      { path: ["a"], target: 1, patch: {} },
      { path: ["b"], target: [], patch: {} },
      { path: ["c", "d"], target: {}, patch: 1 },
    ]);
  });

  it("lets null change nothing in Overlay 1.0, but for the whole update", () => {
    expect(conflicts({ a: {}, b: [] }, { a: null, b: null }, true)).toEqual([]);
    expect(conflicts({}, null, true)).toHaveLength(1);
  });
});

describe("conflictProblem", () => {
  const place = { file: "a.yaml", line: 1, column: 1, text: "a" };
  const hintOf = (
    target: object | string,
    patch: object | string | null,
    path: readonly string[] = ["x-y"],
    query = "$.a",
  ) =>
    conflictProblem({
      conflict: { path, target: target as never, patch: patch as never },
      target: query,
      patch: place,
      into: [place],
    }).hint;

  it("says what to do about it", () => {
    const removal = "To replace it, remove it in an action before this one:\n- target: $.a['x-y']\n  remove: true";
    expect(hintOf({}, "s")).toBe(removal);
    expect(hintOf({}, null)).toBe(`To change nothing, write {}. ${removal}`);
    expect(hintOf([], null)).toBe(`To change nothing, write []. ${removal}`);
    expect(hintOf([], {})).toBe(`To append it, put it into a list. ${removal}`);
    expect(hintOf({}, "s", [])).toBe(
      "To replace it, remove it in an action before this one, and update the object that holds it.",
    );
    expect(hintOf({}, "s", [], "$")).toBe("Only an object can be merged into the root of the document.");
  });

  it("quotes a query that YAML would read otherwise", () => {
    expect(hintOf({}, "s", ["a: b"])).toContain("\n- target: \"$.a['a: b']\"\n");
    expect(hintOf({}, "s", ["a #b"])).toContain("\n- target: \"$.a['a #b']\"\n");
  });

  it("shows three of many places", () => {
    const into = Array.from({ length: 5 }, (_, index) => ({ ...place, line: index + 1 }));
    const problem = conflictProblem({
      conflict: { path: ["a"], target: [], patch: "s" },
      target: "$.*",
      patch: place,
      copied: place,
      into,
    });
    expect(problem.message).toBe("Incompatible: a string cannot be merged into an array, in 5 places");
    expect(problem.related?.map(({ message, location }) => `${location.line} ${message}`)).toEqual([
      "1 a string, copied from here",
      "1 an array, here",
      "2 an array, here",
      "3 an array, here",
    ]);
  });
});
