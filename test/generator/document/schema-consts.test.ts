import { expect, it } from "vitest";
import { constOf, constsOf, listedValues } from "../../../generator/document/schema-consts.js";
import { document, own, ref } from "./schemas.js";

it.each([
  [{ const: "a" }, "a", ["a"]],
  [{ enum: ["a"] }, "a", ["a"]],
  [{ enum: ["a", "b"] }, undefined, ["a", "b"]],
  [{ const: 1 }, undefined, undefined],
  [{ enum: ["a", 1] }, undefined, undefined],
  [{ type: "string" }, undefined, undefined],
  [{ enum: ["a", null], nullable: true }, "a", ["a"]],
  [{ const: null }, undefined, undefined],
  [{ allOf: [{ description: "A." }, { enum: ["a"] }] }, "a", ["a"]],
  [{ anyOf: [{ const: "a" }, { type: "null" }] }, "a", ["a"]],
  [{ oneOf: [{ const: "a" }, { enum: ["b", "a"] }] }, undefined, ["a", "b"]],
  [{ oneOf: [{ const: "a" }, { type: "string" }] }, undefined, undefined],
  [ref("Circle"), undefined, undefined],
])("the constants of %j", (value, one, all) => {
  expect([constOf(document, own(value)), constsOf(document, own(value))]).toEqual([one, all]);
});

it.each([
  [{ const: null, enum: ["a"] }, [null]],
  [{ enum: ["a", 1, null] }, ["a", 1, null]],
  [{ enum: "a" }, undefined],
  [{ allOf: [{ const: 1 }] }, undefined],
])("the values that %j lists itself", (value, listed) => {
  expect(listedValues(own(value))).toEqual(listed);
});
