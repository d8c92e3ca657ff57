import { describe, expect, it, vi } from "vitest";
import type { JsonObject, JsonValue } from "../../../generator/document/source.js";
import { createAjv, namesInherited } from "../../../generator/json-schema/ajv.js";

/** The keywords that a value breaks, with the place in it. */
function broken(schema: JsonObject, value: unknown, coerce = false): readonly string[] {
  const validate = createAjv(coerce).compile(schema);
  validate(value);
  return (validate.errors ?? []).map(({ keyword, instancePath }) => `${instancePath} ${keyword}`.trim());
}

describe("a published schema", () => {
  it("has all that is wrong told at once, with the value that is", () => {
    const schema = { required: ["a"], properties: { b: { type: "string" } } };
    expect(broken(schema, { b: 1 })).toEqual(["required", "/b type"]);
    const validate = createAjv(false).compile(schema);
    validate({ a: 0, b: 1 });
    expect(validate.errors?.[0]).toMatchObject({ data: 1, parentSchema: { type: "string" } });
  });

  it("may hold words that JSON Schema does not know, and break its rules", () => {
    const schema = { type: "object", example: 1, "x-own": {}, readOnly: "yes", properties: { a: { minLength: 1 } } };
    expect(broken(schema, { a: "" })).toEqual(["/a minLength"]);
  });

  it("is read without a word on the console", () => {
    const warn = vi.spyOn(console, "warn");
    expect(broken({ type: "string", format: "our-own" }, "7")).toEqual([]);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it("means its formats, where they are known", () => {
    expect(broken({ type: "string", format: "uuid" }, "7")).toEqual(["format"]);
    expect(broken({ type: "string", format: "date-time" }, "2026-01-01T00:00:00Z")).toEqual([]);
  });

  it("of 2020-12 means what that says", () => {
    expect(broken({ prefixItems: [{ type: "string" }], unevaluatedItems: false }, ["a", 1])).toEqual([
      "unevaluatedItems",
    ]);
    expect(broken({ dependentRequired: { a: ["b"] } }, { a: 1 })).toEqual(["dependentRequired"]);
  });
});

describe("a pattern", () => {
  it("is read with and without the flag that ajv would give it", () => {
    expect(broken({ type: "string", pattern: "^[\\w\\-]+$" }, "a b")).toEqual(["pattern"]);
    expect(broken({ type: "string", pattern: "^.$" }, "🐾")).toEqual([]);
  });

  it("that nobody can read allows everything", () => {
    expect(broken({ type: "string", pattern: "(?i)[" }, "anything")).toEqual([]);
  });
});

describe("a text that stands for another value", () => {
  const schema = { properties: { n: { type: "integer" }, flag: { type: "boolean" }, list: { type: "array" } } };

  it("is that value where it is asked for, and one item is a list of it", () => {
    const value = { n: "3", flag: "true", list: "a" };
    expect(broken(schema, value, true)).toEqual([]);
    expect(value).toEqual({ n: 3, flag: true, list: ["a"] });
  });

  it("is a text where it is not", () => {
    expect(broken(schema, { n: "3", flag: "true", list: "a" })).toEqual(["/n type", "/flag type", "/list type"]);
  });
});

it.each<[JsonValue, boolean]>([
  [{ properties: { constructor: {} } }, true],
  [{ required: ["toString"] }, true],
  [{ allOf: [{ properties: { a: { required: ["__proto__"] } } }] }, true],
  [{ description: 'A "valueOf".' }, false],
  [{ properties: { constructors: {}, id: {} } }, false],
  [true, false],
])("that %j names what every object has is %j", (schema, names) => {
  expect(namesInherited(schema)).toBe(names);
});
