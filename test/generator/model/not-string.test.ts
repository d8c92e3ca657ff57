import { expect, it } from "vitest";
import { ENVELOPE, useChat } from "./chat.js";

const { problems, summary } = useChat();

it.each([
  ["a type with a mapping", "{type: integer}", "its type is integer"],
  ["a list", "{enum: [1]}", "1"],
  ["a list of which one is none", "{enum: [b, 2]}", "2"],
  ["a base's type", "{allOf: [{type: [boolean, 'null']}]}", "its type is boolean, null"],
  ["a truth", "{const: true}", "true"],
  ["nothing", "{const: null}", "null"],
  ["nothing, in a list", "{enum: [null]}", "null"],
  ["alternatives", "{anyOf: [{type: integer}, {type: 'null'}]}", "its type is integer"],
])("a discriminator that may be no string is refused: %s", (_name, kind, what) => {
  const schemas = `Event: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: {propertyName: kind, mapping: {"a": '#/components/schemas/A', "1": '#/components/schemas/B'}}}
A: {type: object, required: [kind], properties: {kind: {type: [string, 'null'], enum: [a, null]}}}
B: {type: object, required: [kind], properties: {kind: ${kind}}}`;
  const told = problems(ENVELOPE, schemas);
  expect(told).toContain(`error: The discriminator "kind" of B is not a string: ${what}.`);
  expect(told).toContain("openapi.yaml:21:");
  expect(told.match(/error:/g)).toHaveLength(1);
});

it("a discriminator of alternatives of which one is a string is none of the others", () => {
  const schemas = `Event: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: {propertyName: kind, mapping: {a: '#/components/schemas/A', b: '#/components/schemas/B'}}}
A: {type: object, required: [kind], properties: {kind: {anyOf: [{type: string}, {type: integer}]}}}
B: {type: object, required: [kind], properties: {kind: {anyOf: [{const: b}, {const: null}]}}}`;
  expect(summary(ENVELOPE, schemas)).toContain("yield b: B (B at /components/schemas/B");
});
