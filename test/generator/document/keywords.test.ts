import { expect, it } from "vitest";
import { holdsSchemas, keyKindUnder } from "../../../generator/document/keywords.js";

it.each([
  ["keyword", "properties", "name"],
  ["keyword", "items", "keyword"],
  ["keyword", "example", "data"],
  ["keyword", "x-anything", "data"],
  ["keyword", "x-line-schema", "keyword"],
  ["name", "properties", "keyword"],
  ["name", "example", "keyword"],
  ["name", "x-header", "keyword"],
  ["data", "properties", "data"],
] as const)("in an object of %s keys, the keys under %s are of the kind %s", (parent, key, expected) => {
  expect(keyKindUnder(parent, key)).toBe(expected);
});

it.each([
  ["schema", true],
  ["oneOf", true],
  ["schemas", true],
  ["response-stream", true],
  ["responses", false],
  ["parameters", false],
  ["paths", false],
])("what %s holds is made of schemas: %s", (key, expected) => {
  expect(holdsSchemas(key)).toBe(expected);
});
