import { expect, it } from "vitest";
import { groupBy } from "../../generator/group-by.js";

it("keeps items in their order, and groups in that of their first items", () => {
  expect([...groupBy(["b1", "a1", "b2"], (text) => text[0])]).toEqual([
    ["b", ["b1", "b2"]],
    ["a", ["a1"]],
  ]);
});
