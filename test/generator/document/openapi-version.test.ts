import { expect, it } from "vitest";
import { isOpenApi30, openApiVersionOf } from "../../../generator/document/openapi-version.js";
import { documentOf } from "../streams.js";

it.each([
  ["3.0.0", "3.0"],
  ["3.0.4", "3.0"],
  ["3.1.0", "3.1"],
  ["3.2.0-rc1", "3.2"],
  ["3.10.0", "3.10"],
  [3.1, undefined],
  [3, undefined],
  ["none", undefined],
])("the version of a document of %j is %j", (openapi, version) => {
  const document = documentOf({ openapi });
  expect([openApiVersionOf(document), isOpenApi30(document)]).toEqual([version, version === "3.0"]);
});

it.each([null, [], {}])("%j has none", (value) => {
  expect([openApiVersionOf(documentOf(value)), isOpenApi30(documentOf(value))]).toEqual([undefined, false]);
});
