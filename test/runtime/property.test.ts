import { expect, test } from "vitest";
import { property } from "../../templates/runtime/property.js";

const item = JSON.parse('{"a":{"b":[{"c":"x"}]},"":1,"~/":2,"__proto__":{"own":true},"none":null}') as object;

function valueAt(pointer: readonly string[]): unknown {
  return pointer.reduce(property, item as unknown);
}

test.each([
  [[], item],
  [["a", "b", "0", "c"], "x"],
  [[""], 1],
  [["~/"], 2],
  [["__proto__", "own"], true],
  [["none"], null],
])("%j is found", (pointer, value) => {
  expect(valueAt(pointer)).toBe(value);
});

test.each([
  [["b"]],
  [["constructor"]],
  [["constructor", "name"]],
  [["toString"]],
  [["a", "__proto__"]],
  [["a", "b", "-"]],
  [["a", "b", "00"]],
  [["a", "b", "0", "c", "0"]],
  [["none", "a"]],
])("%j is nowhere", (pointer) => {
  expect(valueAt(pointer)).toBeUndefined();
});
