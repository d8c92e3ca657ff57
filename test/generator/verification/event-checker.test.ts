import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { createValidator } from "../../../generator/json-schema/validator.js";
import { EventChecker } from "../../../generator/verification/event-checker.js";
import { problemsOf } from "../documents.js";
import { documentOf } from "../streams.js";

const TREE: JsonValue = { type: "object", required: ["name"], properties: { name: { type: "string" } } };

/** What is wrong with a value by a schema: rule, field, words, and where that is said. */
function mismatches(schema: JsonValue, value: JsonValue): readonly string[] {
  const document = documentOf({ components: { schemas: { A: schema, Tree: TREE } } });
  const place = { component: "A", path: ["components", "schemas", "A"], isObject: true, isNonNull: false };
  const checker = new EventChecker(document, createValidator(document, "response"), place);
  return checker.check(value).map(({ rule, field, problem, declared }) => {
    return `${rule} /${field.join("/")} ${problem} @${declared.slice(2).join("/")}`;
  });
}

function ofField(schema: JsonValue, value: JsonValue): readonly string[] {
  return mismatches({ type: "object", properties: { a: schema } }, { a: value });
}

describe("EventChecker", () => {
  it("says nothing of an event that is as described", () => {
    expect(ofField({ type: "string", format: "date-time" }, "2026-11-24T08:00:00Z")).toEqual([]);
  });

  it.each<readonly [JsonValue, JsonValue, string]>([
    [{ type: "string" }, 1, "wrong-value /a is a number, not string @A/properties/a/type"],
    [{ type: ["string", "null"] }, [], "wrong-value /a is an array, not string or null @A/properties/a/type"],
    [
      { type: ["string", "null", "object"] },
      1,
      "wrong-value /a is a number, not string, null or object @A/properties/a/type",
    ],
    [{ type: "string", nullable: true }, 1, "wrong-value /a is a number, not string or null @A/properties/a/type"],
    [{ const: "x" }, "y", 'wrong-value /a is "y", not "x" @A/properties/a/const'],
    [{ enum: ["x", 1] }, null, 'wrong-value /a is null, none of "x", 1 @A/properties/a/enum'],
    [{ format: "date-time" }, "now", 'wrong-value /a is "now", which is no date-time @A/properties/a/format'],
    [{ pattern: "^x" }, "y", 'wrong-value /a is "y", which must match pattern "^x" @A/properties/a/pattern'],
    [{ $ref: "#/components/schemas/Tree" }, {}, "missing-field /a/name is missing, and required @Tree/required"],
    [
      { type: "array", items: { $ref: "#/components/schemas/Tree" } },
      [{ name: "b" }, { name: 2 }],
      "wrong-value /a/*/name is a number, not string @Tree/properties/name/type",
    ],
    [
      { properties: {}, additionalProperties: false },
      { "b/c": 1 },
      "wrong-value /a/b/c is not declared, and others are not allowed @A/properties/a/additionalProperties",
    ],
    [{ const: 1 }, "a".repeat(90), `wrong-value /a is "${"a".repeat(59)}…, not 1 @A/properties/a/const`],
    [{ const: 1 }, "http://u:p@api/", 'wrong-value /a is "http://***@api/", not 1 @A/properties/a/const'],
  ])("%j of %j", (schema, value, words) => {
    const found = ofField(schema, value).filter((one) => !one.startsWith("undeclared"));
    expect(found).toEqual([words]);
  });

  it("says of a union what is wrong with the branch that is meant", () => {
    const union = { oneOf: [TREE, { type: "string" }, { $ref: "#/components/schemas/Tree" }] };
    expect(ofField(union, 1)).toEqual(["wrong-value /a is a number, not object or string @A/properties/a/oneOf"]);
    expect(ofField(union, { name: "b" })).toEqual([
      "wrong-value /a matches 2 of the alternatives, where exactly one must match @A/properties/a/oneOf",
    ]);
    expect(ofField({ anyOf: [TREE, { type: "null" }] }, { name: 1 })).toEqual([
      "wrong-value /a/name is a number, not string @A/properties/a/anyOf/0/properties/name/type",
    ]);
    const named = (kind: string): JsonValue => ({ properties: { kind: { const: kind } } });
    expect(ofField({ type: "array", items: { oneOf: [named("x"), named("y")] } }, [{ kind: "z" }])).toEqual([
      'wrong-value /a/*/kind is "z", none of "x", "y" @A/properties/a/items/oneOf',
    ]);
  });

  it("asks a response for no field that only requests have", () => {
    const schema = { required: ["a", "b"], properties: { a: { writeOnly: true }, b: { readOnly: true } } };
    expect(mismatches(schema, {})).toEqual(["missing-field /b is missing, and required @A/required"]);
  });

  it("names every fault at once, and what nobody wrote down", () => {
    const schema = {
      type: "object",
      required: ["a", "b"],
      properties: { a: { type: "string" }, b: {}, c: { type: "integer" } },
    };
    expect(mismatches(schema, { a: 1, c: 1.5, d: 1 })).toEqual([
      "missing-field /b is missing, and required @A/required",
      "wrong-value /a is a number, not string @A/properties/a/type",
      "wrong-value /c is a number, not integer @A/properties/c/type",
      "undeclared-field /d is not declared @A",
    ]);
  });

  it("does not take for a field what every object has", () => {
    const schema = { type: "object", required: ["constructor"], properties: { constructor: { type: "string" } } };
    expect(mismatches(schema, {})).toEqual(["missing-field /constructor is missing, and required @A/required"]);
    expect(mismatches(schema, { constructor: "x" })).toEqual([]);
  });

  it("reads patterns of all kinds, and refuses what is no schema", () => {
    expect(ofField({ type: "string", pattern: "^[\\w-]+\\-$" }, "a-")).toEqual([]);
    expect(ofField({ type: "string", pattern: "(" }, "a")).toEqual([]);
    expect(problemsOf(() => ofField({ type: "boolen" }, "a"))).toMatch(
      /^openapi.yaml:1:1 - error: The schema A cannot be checked: type must be one of JSON Schema: boolen/,
    );
    const endless = { anyOf: [{ $ref: "#/components/schemas/A" }] };
    expect(problemsOf(() => mismatches(endless, 1))).toContain(
      "The schema A cannot be checked: it is nested too deeply",
    );
  });
});
