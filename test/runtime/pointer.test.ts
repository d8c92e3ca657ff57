import { expect, test } from "vitest";
import { fieldsAt, resolvePointer } from "../../templates/runtime/pointer.js";

const item = JSON.parse('{"a":{"b":[{"c":"x"}]},"":1,"~/":2,"__proto__":{"own":true},"none":null}') as object;

test.each([
  [[], item],
  [["a", "b", "0", "c"], "x"],
  [[""], 1],
  [["~/"], 2],
  [["__proto__", "own"], true],
  [["none"], null],
])("%j is found", (pointer, value) => {
  expect(resolvePointer(item, pointer)).toBe(value);
});

test.each([
  [["b"]],
  [["constructor"]],
  [["constructor", "name"]],
  [["toString"]],
  [["a", "__proto__"]],
  [["a", "b", "length"]],
  [["a", "b", "-"]],
  [["a", "b", "00"]],
  [["a", "b", "0", "c", "0"]],
  [["none", "a"]],
])("%j is nowhere", (pointer) => {
  expect(resolvePointer(item, pointer)).toBeUndefined();
});

test("the fields are those where the pointer leads no further", () => {
  expect(fieldsAt({ data: { text: "x", done: false } }, ["data", "content"])).toEqual(["text", "done"]);
  expect(fieldsAt({ data: "x" }, ["data", "content"])).toEqual(["data"]);
  expect(fieldsAt(null, ["data"])).toEqual([]);
});
