import { expect, test } from "vitest";
import { where } from "../../templates/runtime/where.js";

test.each([
  [where([["done"]]), { done: false }, true],
  [where([["done"]]), { done: null }, false],
  [where([["done"]]), {}, false],
  [where([["done"], true]), { done: true }, true],
  [where([["done"], true]), { done: "true" }, false],
  [where([["done"], null]), { done: null }, true],
  [where([["done"], null]), {}, false],
  [where([["choices", "0", "reason"], "stop"]), { choices: [{ reason: "stop" }] }, true],
  [where([["choices", "0", "reason"], "stop"]), { choices: [] }, false],
  [where([["a"]], [["b"], 1]), { b: 1 }, true],
  [where([["a"]], [["b"], 1]), { b: 2 }, false],
  [where([["toString"]]), {}, false],
  [where([["a"]]), null, false],
  [where([["a"]]), "a", false],
])("%# finds what it looks for, and nothing else", (matches, item, expected) => {
  expect(matches(item)).toBe(expected);
});
