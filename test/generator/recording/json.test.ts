import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonFault, parseJson, valueAtPointer } from "../../../generator/recording/json.js";
import { json } from "../json.js";

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
  ["{prompt: 1}", "Expected property name or '}'", 1],
  ['{"a":hello}', "Unexpected token 'h'", 5],
  ["'{}'", "Unexpected token '''", 0],
  ['{"a":1,}', "Expected double-quoted property name", 7],
  ['{"a":[1', "Expected ',' or ']' after array element", 7],
  ['{"a":', "Unexpected end of JSON input", 5],
  ["", "Unexpected end of JSON input", 0],
])("%s is no JSON, and says where", (text, message, index) => {
  expect(jsonFault(text)).toEqual({ message, index });
});

it("JSON has no fault, and a token that is none is found wherever it stands", () => {
  fc.assert(
    fc.property(json, (value) => {
      const before = `[${JSON.stringify(value)},`;
      expect(jsonFault(`${before}1]`)).toBeUndefined();
      expect(jsonFault(`${before}@, ${before}`)).toEqual({ message: "Unexpected token '@'", index: before.length });
    }),
  );
});

it("a pointer leads into objects and lists, and to nothing that is inherited", () => {
  const value = { a: [{ "b/c": 1 }], "0": "zero" };
  expect(valueAtPointer(value, ["a", "0", "b/c"])).toBe(1);
  expect(valueAtPointer(value, ["0"])).toBe("zero");
  expect(valueAtPointer(value, [])).toBe(value);
  expect(
    [["a", "1"], ["a", "length"], ["constructor"], ["a", "0", "b/c", "d"]].map((way) => valueAtPointer(value, way)),
  ).toEqual(Array.from({ length: 4 }));
});
