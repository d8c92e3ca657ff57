import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../../../generator/document/source.js";
import { flatUnionOf } from "../../../generator/model/flat-union.js";
import { at, documentOf } from "../streams.js";

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const [A, B] = ["A", "B"].map(ref) as [JsonObject, JsonObject];
const ID = { required: ["id"], properties: { id: { type: "integer" } } };
const SCHEMAS: JsonObject = {
  A: { required: ["type"], properties: { type: { const: "a" } } },
  B: { required: ["type"], properties: { type: { const: "b" }, id: { type: "integer" } } },
  Union: { oneOf: [A, B] },
  Base: { discriminator: { propertyName: "type" }, properties: { type: { type: "string" } } },
  Heir: { allOf: [ref("Base"), { properties: { text: { type: "string" } } }] },
};

/** The members of a union as they are written, each with what is said of it elsewhere. */
function flat(Event: JsonValue, more: JsonObject = {}): readonly JsonValue[] | undefined {
  const document = documentOf({ components: { schemas: { ...SCHEMAS, ...more, Event } } });
  const union = flatUnionOf(document, at(document, "#/components/schemas/Event"));
  return union?.members.map(({ schema, shared }) => [schema.value, ...shared.map(({ value }) => value)]);
}

describe("a union of events", () => {
  it("has its members, each once, and no null", () => {
    expect(flat({ oneOf: [A, B, A, { type: "null" }] })).toEqual([[A], [B]]);
    expect(flat({ anyOf: [A, { oneOf: [A, B] }] })).toEqual([[A], [B]]);
    expect(flat({ type: "object" })).toBeUndefined();
  });

  it("shares what stands beside it, where a member does not say it", () => {
    const optional = { properties: { id: { type: "integer" } } };
    expect(flat({ ...optional, oneOf: [A, B] })).toEqual([[A, optional], [B]]);
    expect(flat({ ...ID, oneOf: [A, B] })).toEqual([
      [A, ID],
      [B, ID],
    ]);
    expect(flat({ description: "An event.", type: "object", oneOf: [A, B] })).toEqual([[A], [B]]);
  });

  it("is found in an allOf and beside a reference, and shares what is around it", () => {
    expect(flat({ allOf: [ref("Union"), ID] })).toEqual([
      [A, { allOf: [ID] }],
      [B, { allOf: [ID] }],
    ]);
    expect(flat({ ...ref("Union"), ...ID })).toEqual([
      [A, ID],
      [B, ID],
    ]);
    expect(flat({ allOf: [{ allOf: [ref("Union")] }] })).toEqual([[A], [B]]);
    expect(flat({ ...ID, ...ref("Base"), oneOf: [A] })).toEqual([[A, { ...ID, allOf: [ref("Base")] }]]);
  });

  it("shares another union that holds with it, unless that only requires one thing or another", () => {
    const other = [{ properties: { x: {} } }, { properties: { y: {} } }];
    expect(flat({ allOf: [ref("Union"), { anyOf: other }] })).toEqual([
      [A, { allOf: [{ anyOf: other }] }],
      [B, { allOf: [{ anyOf: other }] }],
    ]);
    expect(flat({ oneOf: [A], anyOf: other })).toEqual([[A, { anyOf: other }]]);
    expect(flat({ oneOf: [A], anyOf: [{ required: ["x"] }, { required: ["y"] }] })).toEqual([[A]]);
    const inherited = { allOf: [ref("Other"), { properties: { type: { const: "c" } } }] };
    expect(flat({ allOf: [{ oneOf: [ref("C")] }, ref("Other")] }, { C: inherited, Other: { anyOf: other } })).toEqual([
      [ref("C")],
    ]);
  });

  it("in a union shares what both say", () => {
    const seq = { properties: { seq: { type: "integer" } } };
    expect(flat({ ...ID, oneOf: [A, { ...seq, oneOf: [B] }] })).toEqual([
      [A, ID],
      [B, ID, seq],
    ]);
  });

  it("is that of the heirs of a base, around which something is said", () => {
    expect(flat({ allOf: [ref("Base"), ID] })).toEqual([[ref("Heir"), { allOf: [ID] }]]);
    expect(flat(ref("Base"))).toEqual([[ref("Heir")]]);
  });

  it("ends where it holds itself, and where it forks without end", () => {
    expect(flat({ ...ID, oneOf: [A, { allOf: [ref("Event"), ID] }] })).toEqual([
      [A, ID],
      [{ allOf: [ref("Event"), ID] }],
    ]);
    const names = Array.from({ length: 40 }, (_, index) => `U${index}`);
    const forks = names.map((name, index) => [
      name,
      { oneOf: [ref(names[index + 1] ?? "A"), ref(names[index + 1] ?? "B")] },
    ]);
    expect(flat(ref("U0"), Object.fromEntries(forks) as JsonObject)).toEqual([[A], [B]]);
  });
});

describe("an event that has alternatives", () => {
  it.each([
    ["and says its name", { properties: { type: { const: "c" } }, oneOf: [{ required: ["x"] }, ref("A")] }],
    [
      "of what it requires",
      { properties: { type: { type: "string" } }, anyOf: [{ required: ["x"] }, { required: ["y"] }] },
    ],
  ])("%s is one event", (_, C) => {
    const document = documentOf({ components: { schemas: { ...SCHEMAS, C, Event: { oneOf: [ref("C"), B] } } } });
    const union = flatUnionOf(document, at(document, "#/components/schemas/Event"));
    expect(union?.members.map(({ schema, isMade }) => [schema.value, isMade])).toEqual([
      [ref("C"), true],
      [B, false],
    ]);
  });
});

it("the discriminator is that of the outermost schema that has one", () => {
  const discriminatorOf = (Event: JsonValue): unknown => {
    const document = documentOf({ components: { schemas: { ...SCHEMAS, Event } } });
    return flatUnionOf(document, at(document, "#/components/schemas/Event"))?.discriminator;
  };
  const [outer, inner] = [{ propertyName: "outer" }, { propertyName: "inner" }];
  expect(discriminatorOf({ discriminator: outer, allOf: [{ oneOf: [A], discriminator: inner }] })).toBe(outer);
  expect(discriminatorOf({ allOf: [{ oneOf: [A], discriminator: inner }] })).toBe(inner);
  expect(discriminatorOf({ oneOf: [A] })).toBeUndefined();
});
