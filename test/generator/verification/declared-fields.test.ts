import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { DeclaredFields } from "../../../generator/verification/declared-fields.js";
import { at, documentOf } from "../streams.js";

const SCHEMAS: { readonly [name: string]: JsonValue } = {
  Base: { properties: { base: {} } },
  Tree: {
    properties: { name: { type: "string" }, children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } },
  },
  Loop: { allOf: [{ $ref: "#/components/schemas/Loop" }, { properties: { a: {} } }] },
};

/** The fields of a value that a schema does not declare. */
function undeclared(schema: JsonValue, value: JsonValue): readonly string[] {
  const document = documentOf({ components: { schemas: { ...SCHEMAS, A: schema } } });
  return new DeclaredFields(document, at(document, "#/components/schemas/A"))
    .undeclared(value)
    .map(({ field }) => field.join("."));
}

describe("DeclaredFields", () => {
  it("finds what nobody wrote down, in an open object as in a closed one", () => {
    for (const additionalProperties of [true, false, {}]) {
      expect(undeclared({ properties: { a: {} }, additionalProperties }, { a: 1, b: 2, c: { d: 1 } })).toEqual([
        "b",
        "c",
      ]);
    }
    expect(undeclared({ type: "object", properties: {} }, { a: 1 })).toEqual(["a"]);
    expect(undeclared({ type: ["object", "null"] }, { a: 1 })).toEqual(["a"]);
  });

  it("looks into objects and arrays", () => {
    const schema = {
      properties: { list: { type: "array", items: { properties: { a: {} } } }, one: { properties: { a: {} } } },
    };
    expect(undeclared(schema, { list: [{ a: 1, b: 1 }, { c: 1 }], one: { d: 1 } })).toEqual([
      "list.*.b",
      "list.*.c",
      "one.d",
    ]);
    expect(
      undeclared({ prefixItems: [{ properties: { a: {} } }], items: { properties: { b: {} } } }, [{ a: 1, c: 1 }]),
    ).toEqual(["*.c"]);
  });

  it("takes a field for declared that any part of the schema names", () => {
    const schema = {
      $ref: "#/components/schemas/Base",
      properties: { own: {} },
      allOf: [{ properties: { all: {} } }],
      oneOf: [{ properties: { one: {} } }, { anyOf: [{ properties: { any: {} } }] }],
      if: { properties: { if: {} } },
      else: { properties: { else: {} } },
      dependentSchemas: { own: { properties: { dependent: {} } } },
    };
    const value = { base: 1, own: 1, all: 1, one: 1, any: 1, if: 1, else: 1, dependent: 1 };
    expect(undeclared(schema, { ...value, other: 1 })).toEqual(["other"]);
  });

  it("takes the keys of a map for data, and looks into its values", () => {
    expect(undeclared({ type: "object", additionalProperties: true }, { a: { b: 1 } })).toEqual([]);
    expect(undeclared({ additionalProperties: { properties: { a: {} } } }, { x: { a: 1, b: 1 } })).toEqual(["x.b"]);
    expect(undeclared({ properties: { a: {} }, additionalProperties: { type: "integer" } }, { a: 1, x: 1 })).toEqual(
      [],
    );
    expect(
      undeclared({ properties: { a: {} }, patternProperties: { "^x-": {}, "(": {} } }, { "x-1": 1, y: 1 }),
    ).toEqual(["y"]);
  });

  it("says nothing of what may be anything, and of no object", () => {
    for (const schema of [{}, true, { description: "x" }, { type: "string" }, { properties: { a: {} } }]) {
      expect(undeclared(schema, "text")).toEqual([]);
    }
    expect(undeclared({ properties: { a: {}, b: true } }, { a: { x: 1 }, b: { x: 1 } })).toEqual([]);
    expect(undeclared({ type: "string" }, { a: 1 })).toEqual([]);
  });

  it("ends in schemas that hold themselves, and with names that objects inherit", () => {
    const tree = { $ref: "#/components/schemas/Tree" };
    expect(undeclared(tree, { name: "a", children: [{ children: [{ x: 1 }] }] })).toEqual(["children.*.children.*.x"]);
    expect(undeclared({ $ref: "#/components/schemas/Loop" }, { a: 1, b: 1 })).toEqual(["b"]);
    const hostile = JSON.parse('{"__proto__": 1, "constructor": {"a": 1}, "toString": 1}') as JsonValue;
    expect(undeclared({ properties: { a: {} } }, hostile)).toEqual(["__proto__", "constructor", "toString"]);
  });
});
