import { describe, expect, it } from "vitest";
import { areAlike, findingOf, requiredText, valuesText } from "../../../generator/review/walk.js";
import { operationsIn, withOperation } from "./comparing.js";

describe("a finding", () => {
  const { walk } = operationsIn(withOperation({ summary: "Old." }), withOperation({ summary: "New." }));
  const { readers } = walk("response");
  const node = { value: null, path: ["paths", "/pets"] };

  it("is in the document of each end that has it", () => {
    const { at, ...words } = findingOf(walk("response"), "response-removed", "a.b", "is gone", {
      base: node,
      head: node,
    });
    expect(words).toEqual({ rule: "response-removed", subject: "a.b", what: "is gone" });
    expect(at.base?.document).toBe(readers.base.document);
    expect(at.head?.document).toBe(readers.head.document);
  });

  it("is nowhere at an end that does not have it", () => {
    expect(findingOf(walk("request"), "request-added", "a.b", "is new", { head: node }).at).toEqual({
      head: { document: readers.head.document, path: ["paths", "/pets"], part: "value" },
    });
  });

  it("is at a key where that is what changed", () => {
    const { at } = findingOf(walk("request"), "request-removed", "a.b", "is gone", { base: node }, "key");
    expect(at.base?.part).toBe("key");
  });
});

describe("what became of values", () => {
  it("is told callers as what is taken", () => {
    const texts = (["added", "removed", "only"] as const).map((effect) => valuesText("request", effect, "`a`"));
    expect(texts).toEqual(["takes `a` now", "no longer takes `a`", "takes only `a` now"]);
  });

  it("is told readers as what can come", () => {
    const texts = (["added", "removed", "only"] as const).map((effect) => valuesText("response", effect, "`a`"));
    expect(texts).toEqual(["can be `a` now", "is no longer `a`", "is always `a` now"]);
  });
});

it("what must be sent is told callers, and what can be missing readers", () => {
  expect([requiredText("request", true), requiredText("request", false)]).toEqual([
    "must be sent now",
    "need not be sent any more",
  ]);
  expect([requiredText("response", true), requiredText("response", false)]).toEqual([
    "is always there now",
    "can be missing now",
  ]);
});

it("schemas are alike that are written alike, wherever they stand", () => {
  const at = (path: string, ...types: readonly string[]) => types.map((type) => ({ value: { type }, path: [path] }));
  expect(areAlike(at("a", "string", "null"), at("b", "string", "null"))).toBe(true);
  expect(areAlike(at("a", "string"), at("a", "string", "null"))).toBe(false);
});
