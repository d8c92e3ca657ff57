import { expect, it } from "vitest";
import { isJsonMediaType, parseJson, valueAt } from "../../../generator/recording/json.js";

it("what is no JSON is no value", () => {
  expect(["null", '{"a":1}', "{", "", "[DONE]"].map(parseJson)).toEqual([
    null,
    { a: 1 },
    undefined,
    undefined,
    undefined,
  ]);
});

it.each([
  ["application/json", true],
  ["Application/Problem+JSON; charset=utf-8", true],
  ["application/json-seq", false],
  ["application/jsonl", false],
  ["text/plain; a=/json", false],
  ["json", false],
])("%s is JSON: %s", (mediaType, expected) => {
  expect(isJsonMediaType(mediaType)).toBe(expected);
});

it("a pointer leads into objects and lists, and to nothing that is inherited", () => {
  const value = { a: [{ "b/c": 1 }], "0": "zero" };
  expect(valueAt(value, ["a", "0", "b/c"])).toBe(1);
  expect(valueAt(value, ["0"])).toBe("zero");
  expect(valueAt(value, [])).toBe(value);
  expect(
    [["a", "1"], ["a", "length"], ["constructor"], ["a", "0", "b/c", "d"]].map((way) => valueAt(value, way)),
  ).toEqual(Array.from({ length: 4 }));
});
