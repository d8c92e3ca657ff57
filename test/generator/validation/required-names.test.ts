import { expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { misspelledRequired } from "../../../generator/validation/required-names.js";
import { at, documentOf } from "../streams.js";

const PROPERTIES = { type: {}, text: {}, ids: {} };

function nearOf(
  schema: JsonValue,
  pointer = "#/components/schemas/A",
): readonly (readonly [string, string | undefined])[] {
  const document = documentOf({ components: { schemas: { A: schema, Base: { properties: { texts: {} } } } } });
  return misspelledRequired(document, at(document, pointer)).map(({ path, near }) => [path.slice(3).join("/"), near]);
}

it("a required name that is nearly a property's is most likely that", () => {
  expect(nearOf({ required: ["type", "txet"], properties: PROPERTIES })).toEqual([["required/1", "text"]]);
});

it.each<[string, JsonValue]>([
  ["is like no property", { required: ["reason"], properties: PROPERTIES }],
  ["is short", { required: ["id"], properties: PROPERTIES }],
  ["is like one that is required itself", { required: ["text", "texts"], properties: PROPERTIES }],
  ["allOf declares", { required: ["texts"], properties: PROPERTIES, allOf: [{ $ref: "#/components/schemas/Base" }] }],
  ["an alternative may declare", { required: ["txet"], properties: PROPERTIES, oneOf: [{ properties: { txet: {} } }] }],
  ["stands beside no properties", { required: ["txet"] }],
  ["is no name", { required: [["text"], 4], properties: PROPERTIES }],
])("one that %s is none", (_, schema) => {
  expect(nearOf(schema)).toEqual([]);
});

it("what is around a part of an allOf may declare it", () => {
  const part = { required: ["txet"], properties: PROPERTIES };
  expect(nearOf({ allOf: [part] }, "#/components/schemas/A/allOf/0")).toEqual([]);
});
