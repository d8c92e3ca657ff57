import { describe, expect, it } from "vitest";
import { findSentinel } from "../../../generator/inference/find-sentinel.js";

const JSON_DATA = ['{"a":1}', '{"a":2}'];

describe("findSentinel", () => {
  it("finds the text that ends every second answer, and counts it", () => {
    const bodies = [[...JSON_DATA, "[DONE]"], JSON_DATA, [], [...JSON_DATA, "[DONE]"]];
    expect(findSentinel(bodies)).toEqual({ text: "[DONE]", count: 2 });
    expect(findSentinel([[...JSON_DATA, "end of answer"]])).toEqual({ text: "end of answer", count: 1 });
  });

  it.each<readonly [string, readonly (readonly string[])[]]>([
    ["JSON", [[...JSON_DATA, "{}"]]],
    ["seen elsewhere, too", [["[DONE]", ...JSON_DATA, "[DONE]"]]],
    [
      "seen in the answers that do not end with it",
      [
        [...JSON_DATA, "[DONE]"],
        ["[DONE]", ...JSON_DATA],
      ],
    ],
    ["rare", [JSON_DATA, JSON_DATA, [...JSON_DATA, "[DONE]"]]],
    ["all there is", [["[DONE]"]]],
    ["long", [[...JSON_DATA, "x".repeat(65)]]],
    ["a word among words", [["Hello", "world"]]],
  ])("finds none that is %s", (_, bodies) => {
    expect(findSentinel(bodies)).toBeUndefined();
  });

  it("finds a mark among words", () => {
    expect(findSentinel([["Hello", "world", "<end>"]])).toEqual({ text: "<end>", count: 1 });
  });
});
