import { expect, it } from "vitest";
import { ref, useSchemas } from "./violations.js";

const said = useSchemas({
  User: {
    type: "object",
    required: ["role", "content"],
    properties: {
      role: { const: "user" },
      tone: { enum: ["kind", "curt"] },
      content: { anyOf: [{ type: "string" }, { type: "array", items: ref("Part") }] },
    },
  },
  Tool: { type: "object", required: ["role"], properties: { role: { enum: ["tool"] }, id: { type: "integer" } } },
  Message: { oneOf: [ref("User"), ref("Tool")] },
  Part: { type: "object", required: ["text"], properties: { text: { type: "string", maxLength: 3 } } },
  Messages: { type: "array", items: ref("Message") },
  Several: {
    allOf: [ref("Base"), { oneOf: [{ required: ["z"] }, true, { required: ["a"] }, { required: ["y"] }, {}] }],
    properties: { a: { type: "string" } },
  },
  Named: {
    oneOf: [{ properties: { kind: { const: "a" } } }, { properties: { kind: { const: "b" } } }],
    discriminator: { propertyName: "kind" },
  },
  Nullable: { ...(ref("Base") as object), nullable: true },
  Text: { allOf: [{ type: "string" }], nullable: true },
  Both: { oneOf: [{ type: "integer" }, { type: "number" }] },
  Mixed: { oneOf: [{ properties: { a: { const: 1 } } }, { properties: { b: { const: 1 } } }] },
  Base: { required: ["c"] },
  Parts: {
    allOf: [ref("Base"), { oneOf: [{ required: ["b"] }, { required: ["d", "e"] }] }],
    properties: { a: { type: "string" } },
  },
  Beside: { required: ["a"], anyOf: [{ required: ["b"] }, { required: ["c", "d"] }] },
});

it("what is said is of the branch whose constant the value has, however deep the unions are", () => {
  const messages = [
    { role: "tool", id: "1" },
    { role: "user", tone: "loud", content: [{ text: "long" }] },
  ];
  expect(said("Messages", messages)).toEqual([
    "/0/id must be integer (Tool/properties/id/type)",
    '/1/tone must be "kind" or "curt" (User/properties/tone/enum)',
    "/1/content/0/text must NOT have more than 3 characters (Part/properties/text/maxLength)",
  ]);
});

it("the constants are told where the value has none of them", () => {
  expect(said("Message", { role: "robot" })).toEqual(['/role must be "user" or "tool" (Message/oneOf)']);
});

it("the types are told where the value has none of them", () => {
  expect(said("User", { role: "user", content: 1 })).toEqual([
    "/content must be string or array (User/properties/content/anyOf)",
  ]);
});

it("it is said that several branches match", () => {
  expect(said("Both", 1)).toEqual(["/ matches 2 of the alternatives, where exactly one must match (Both/oneOf)"]);
});

it("what stands before and after a union in which several match is told, too", () => {
  expect(said("Several", { a: 1 })).toEqual([
    "/ must have required property 'c' (Base/required)",
    "/ matches 3 of the alternatives, where exactly one must match (Several/allOf/1/oneOf)",
    "/a must be string (Several/properties/a/type)",
  ]);
});

it("a union with a discriminator, and one with null, are told where they stand", () => {
  expect(said("Named", { kind: "x" })).toEqual(['/kind must be "a" or "b" (Named/oneOf)']);
  expect(said("Nullable", {})).toEqual(["/ must have required property 'c' (Base/required)"]);
  expect(said("Text", 1)).toEqual(["/ must be string or null (Text/anyOf)"]);
});

it("it is said that none matches, where nothing tells which was meant", () => {
  expect(said("Mixed", { a: 2, b: 2 })).toEqual(["/ matches none of the alternatives (Mixed/oneOf)"]);
});

it("what stands beside a union counts, too", () => {
  expect(said("Beside", {})).toEqual([
    "/ must have required property 'b' (Beside/anyOf/0/required)",
    "/ must have required property 'a' (Beside/required)",
  ]);
  expect(said("Parts", { a: 1 })).toEqual([
    "/ must have required property 'c' (Base/required)",
    "/ must have required property 'b' (Parts/allOf/1/oneOf/0/required)",
    "/a must be string (Parts/properties/a/type)",
  ]);
});
