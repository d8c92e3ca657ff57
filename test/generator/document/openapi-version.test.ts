import { expect, it } from "vitest";
import { isOpenApi30 } from "../../../generator/document/openapi-version.js";
import { documentOf } from "../streams.js";

it.each([
  ["3.0.0", true],
  ["3.0.4", true],
  ["3.1.0", false],
  ["3.2.0", false],
  [3, false],
])("a document of %j is OpenAPI 3.0: %j", (openapi, is) => {
  expect(isOpenApi30(documentOf({ openapi }))).toBe(is);
});

it.each([null, [], {}])("%j is none", (value) => {
  expect(isOpenApi30(documentOf(value))).toBe(false);
});
