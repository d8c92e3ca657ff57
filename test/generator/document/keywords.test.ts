import { expect, it } from "vitest";
import { keyKindUnder } from "../../../generator/document/keywords.js";

it.each([
  ["keyword", "properties", "name"],
  ["keyword", "items", "keyword"],
  ["keyword", "example", "data"],
  ["keyword", "x-anything", "data"],
  ["name", "properties", "keyword"],
  ["name", "example", "keyword"],
  ["name", "x-header", "keyword"],
  ["data", "properties", "data"],
] as const)("in an object of %s keys, the keys under %s are of the kind %s", (parent, key, expected) => {
  expect(keyKindUnder(parent, key)).toBe(expected);
});
