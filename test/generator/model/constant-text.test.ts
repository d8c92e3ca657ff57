import { expect, it } from "vitest";
import { constantText } from "../../../generator/model/constant-text.js";
import { documentOf } from "../streams.js";

it.each([
  ["3.0.4", "enum: [the-events-name]"],
  ["3.1.0", "const: the-events-name"],
  ["3.2.0", "const: the-events-name"],
])("in OpenAPI %s it is %s", (openapi, text) => {
  expect(constantText(documentOf({ openapi }))).toBe(text);
});
