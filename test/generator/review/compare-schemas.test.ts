import { describe, expect, it } from "vitest";
import { changesBetween, petchat, textOf, type Editable } from "./petchat.js";

/** What changes for readers of an event's field that was one schema and is another. */
function compare(base: Editable, head: Editable, more: Editable = {}): readonly string[] {
  const documents = [base, head].map((schema) => {
    const document = petchat();
    Object.assign(document.components.schemas, structuredClone(more));
    document.components.schemas.ChatUsage.properties.value = schema;
    return document;
  });
  return changesBetween(documents[0], documents[1])
    .map(textOf)
    .filter((text) => !text.startsWith("component-"));
}

const object = (properties: Editable, required: readonly string[] = []): Editable => ({
  type: "object",
  properties,
  required,
});

describe("what a schema says in another way", () => {
  it.each<[string, Editable, Editable]>([
    ["null", { type: "string", nullable: true }, { type: ["string", "null"] }],
    [
      "null beside a reference",
      { allOf: [{ $ref: "#/components/schemas/Pet" }], nullable: true },
      { anyOf: [{ $ref: "#/components/schemas/Pet" }, { type: "null" }] },
    ],
    ["one value", { enum: ["a"] }, { const: "a" }],
    ["values", { enum: ["a", "b"] }, { oneOf: [{ const: "b" }, { const: "a", description: "A." }] }],
    ["an open enum", { type: "string" }, { anyOf: [{ type: "string" }, { enum: ["a"] }] }],
    ["parts", object({ a: {}, b: {} }, ["a"]), { allOf: [object({ a: {} }), { required: ["a"] }, object({ b: {} })] }],
    ["a reference", { $ref: "#/components/schemas/Owner" }, object({ email: { type: "string" } }, ["email"])],
    ["bounds", { type: "integer", minimum: 1, exclusiveMinimum: true }, { type: "integer", exclusiveMinimum: 1 }],
    ["anything", {}, { description: "Anything." }],
    ["types", { type: ["string", "integer"] }, { oneOf: [{ type: "integer" }, { type: "string" }] }],
  ])("is no change: %s", (_, base, head) => {
    expect(compare(base, head)).toEqual(expect.not.arrayContaining([expect.stringMatching(/^re/)]));
    expect(compare(head, base)).toEqual(expect.not.arrayContaining([expect.stringMatching(/^re/)]));
  });
});

describe("a list that says what each of its first items is", () => {
  const numbers = { type: "array", items: { type: "number" } };
  const pair = (second: string): Editable => ({ prefixItems: [{ type: "number" }, { type: second }], items: false });

  it("has the type of just these", () => {
    expect(compare(numbers, pair("number"))).toEqual([
      "response-narrowed: usage.value `number[]` became `[number, number]`",
    ]);
    expect(compare(pair("number"), numbers)).toEqual([
      "response-widened: usage.value `[number, number]` became `number[]`",
    ]);
    expect(compare({ prefixItems: [{ type: "number" }] }, pair("string"))).toEqual([
      "response-widened: usage.value `[number]` became `[number, string]`",
      "response-narrowed: usage.value[] `unknown` became `never`",
    ]);
  });

  it("is compared item by item, and what is left of it", () => {
    expect(compare(numbers, { ...pair("string"), items: { type: "boolean" } })).toEqual([
      "response-narrowed: usage.value `number[]` became `[number, string]`",
      "response-widened: usage.value[1] `number` became `string`",
      "response-widened: usage.value[] `number` became `boolean`",
    ]);
    expect(compare(pair("string"), pair("boolean"))).toEqual([
      "response-widened: usage.value[1] `string` became `boolean`",
    ]);
  });
});

describe("a schema that refers to itself", () => {
  const tree = (leaf: Editable): Editable => object({ leaf, left: { $ref: "#/components/schemas/Tree" } });

  it("is compared once", () => {
    const documents = [{ type: "integer" }, { type: "string" }].map((leaf) => {
      const document = petchat();
      document.components.schemas.Tree = tree(leaf);
      document.components.schemas.ChatUsage.properties.value = { $ref: "#/components/schemas/Tree" };
      return document;
    });
    expect(changesBetween(documents[0], documents[1]).map(textOf)).toEqual([
      "response-widened: Tree.leaf `integer` became `string`",
    ]);
  });

  it("is compared with one that is written out, as far as both go", () => {
    const once = object({ leaf: { type: "integer" }, left: tree({ type: "integer" }) });
    const found = compare({ $ref: "#/components/schemas/Tree" }, once, { Tree: tree({ type: "integer" }) });
    expect(found).toEqual([]);
  });
});

describe("a union", () => {
  const branch = (index: number): Editable =>
    object({ kind: { const: `k${index}` }, n: { type: "integer" } }, ["kind"]);

  it("is compared branch by branch", () => {
    const wider = { ...branch(2), properties: { ...branch(2).properties, n: { type: "number" } } };
    expect(compare({ oneOf: [branch(1), branch(2)] }, { oneOf: [wider, branch(1), branch(3)] })).toEqual([
      'response-widened: usage.value can be `{kind: "k3"}` now',
      'response-widened: usage.value({kind: "k2"}).n `integer` became `number`',
    ]);
  });

  it("that is too large to be looked through is compared as a whole", () => {
    const union = (part: number): Editable => ({
      oneOf: Array.from({ length: 12 }, (_, index) => object({ [`p${part}_${index}`]: {} })),
    });
    const large = { allOf: [union(1), union(2), union(3)] };
    expect(compare(large, structuredClone(large))).toEqual([]);
    expect(compare(large, { allOf: [union(1), union(2), union(4)] })).toEqual([
      "response-widened: usage.value changed, and is too large a union to say more",
    ]);
  });
});

describe("names that JavaScript knows", () => {
  it("are names like others", () => {
    const base = JSON.parse('{"type": "object", "properties": {"__proto__": {"type": "string"}, "a": {}}}') as Editable;
    expect(compare(base, object({ a: {}, constructor: { type: "string" } }))).toEqual([
      "response-removed: usage.value.__proto__ is gone",
      "response-added: usage.value.constructor is new",
    ]);
  });
});
