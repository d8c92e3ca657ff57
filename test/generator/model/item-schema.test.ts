import { expect, it } from "vitest";
import { declaredItemSchema, itemSchemaOf } from "../../../generator/model/item-schema.js";
import type { JsonValue } from "../../../generator/document/source.js";
import { at, documentOf } from "../streams.js";

it.each([
  ["itemSchema", { itemSchema: {}, "x-oai-itemSchema": {}, schema: {} }, "m/itemSchema"],
  ["its registered name in older documents", { "x-oai-itemSchema": {}, schema: {} }, "m/x-oai-itemSchema"],
  ["schema, where there is nothing else", { schema: { type: "object" } }, "m/schema"],
  ["the items of an array", { schema: { type: "array", items: {} } }, "m/schema/items"],
  ["the items of an array that is referred to", { schema: { $ref: "#/array" } }, "array/items"],
  ["what a line of the bytes holds", { schema: { type: "string", "x-line-schema": {} } }, "m/schema/x-line-schema"],
  ["nothing", {}, undefined],
])("the item is %s", (_, mediaType: JsonValue, expected) => {
  const document = documentOf({ m: mediaType, array: { type: "array", items: {} } });
  expect(itemSchemaOf(document, at(document, "#/m"))?.path.join("/")).toBe(expected);
});

it("only the first two say themselves that it is one item's", () => {
  const document = documentOf({ a: { schema: {} }, b: { "x-oai-itemSchema": {} } });
  expect(declaredItemSchema(at(document, "#/a"))).toBeUndefined();
  expect(declaredItemSchema(at(document, "#/b"))?.path).toEqual(["b", "x-oai-itemSchema"]);
});
