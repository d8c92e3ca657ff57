import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { SchemaReader } from "../../../generator/review/alternatives.js";
import {
  compareListed,
  compareScalars,
  compareTypes,
  constraintFindings,
} from "../../../generator/review/compare-values.js";
import type { Both, Finding } from "../../../generator/review/finding.js";
import type { Direction, Walk } from "../../../generator/review/walk.js";
import { documentOf } from "../streams.js";
import { placesIn, wordsOf } from "./comparing.js";

type Compare = (walk: Walk, label: string, schemas: Both<JsonValue>) => readonly Finding[];

function walkIn(direction: Direction, { base, head }: Both<JsonValue>): Walk {
  const readers = { base: new SchemaReader(documentOf({ base })), head: new SchemaReader(documentOf({ head })) };
  return { readers, direction, met: new Set() };
}

const types: Compare = (walk, label, { base, head }) => {
  const schemas = { base: [{ value: base, path: ["base"] }], head: [{ value: head, path: ["head"] }] };
  const alternatives = {
    base: walk.readers.base.alternativesOf(schemas.base) ?? [],
    head: walk.readers.head.alternativesOf(schemas.head) ?? [],
  };
  return compareTypes(walk, label, schemas, alternatives);
};

const ofAlternatives =
  (compare: typeof compareListed): Compare =>
  (walk, label, { base, head }) =>
    compare(walk, label, {
      base: walk.readers.base.alternativesOf([{ value: base, path: ["base"] }]) ?? [],
      head: walk.readers.head.alternativesOf([{ value: head, path: ["head"] }]) ?? [],
    });

const listed = ofAlternatives(compareListed);
const scalars = ofAlternatives(compareScalars);

function find(compare: Compare, direction: Direction, base: JsonValue, head: JsonValue): readonly Finding[] {
  return compare(walkIn(direction, { base, head }), "a", { base, head });
}

function found(compare: Compare, direction: Direction, base: JsonValue, head: JsonValue): readonly string[] {
  return wordsOf(find(compare, direction, base, head));
}

describe("the types of a value", () => {
  const [some, more] = [{ type: "string" }, { type: ["string", "null"] }];

  it("that become more are wider, and that become fewer narrower, at either side", () => {
    expect(found(types, "request", some, more)).toEqual(["request-widened: a `string` became `string | null`"]);
    expect(found(types, "request", more, some)).toEqual(["request-narrowed: a `string | null` became `string`"]);
    expect(found(types, "response", some, more)).toEqual(["response-widened: a `string` became `string | null`"]);
    expect(found(types, "response", more, some)).toEqual(["response-narrowed: a `string | null` became `string`"]);
  });

  it("that become others are worse for whoever they are told", () => {
    const other = { type: "boolean" };
    expect(found(types, "request", some, other)).toEqual(["request-narrowed: a `string` became `boolean`"]);
    expect(found(types, "response", some, other)).toEqual(["response-widened: a `string` became `boolean`"]);
  });

  it("hold the integers that are listed, whichever type they have", () => {
    const listedAs = (type: string): JsonValue => ({ type, enum: [1, 2] });
    expect(found(types, "response", listedAs("integer"), listedAs("number"))).toEqual([]);
    expect(found(types, "request", listedAs("number"), listedAs("integer"))).toEqual([]);
    expect(found(types, "response", listedAs("integer"), { type: "number", enum: [1, 2.5] })).toHaveLength(1);
  });

  it("hold integers where they hold numbers", () => {
    const [integer, number] = [{ type: "integer" }, { type: "number" }];
    expect(found(types, "request", integer, number)).toEqual(["request-widened: a `integer` became `number`"]);
    expect(found(types, "response", number, integer)).toEqual(["response-narrowed: a `number` became `integer`"]);
    expect(found(types, "request", number, { type: ["integer", "number"] })).toEqual([]);
  });

  it("are named one by one where the client has the same text for both", () => {
    const [base, head] = [
      { enum: ["a", 1], type: "string" },
      { enum: ["a", 1], type: "integer" },
    ];
    expect(found(types, "request", base, head)).toEqual([
      "request-narrowed: a takes integer now, and no longer takes string",
    ]);
    expect(found(types, "response", base, head)).toEqual([
      "response-widened: a can be integer now, and is no longer string",
    ]);
  });

  it("are shown where the type that came or went is written", () => {
    const [number, text] = [
      { type: "integer", minimum: 1 },
      { type: "string", minLength: 1 },
    ];
    const places = (one: JsonValue, other: JsonValue): readonly string[] =>
      placesIn(find(types, "response", one, other));
    const flag = { type: "boolean", not: { const: true } };
    expect(places(flag, { oneOf: [flag, number] })).toEqual(["base/type -> head/oneOf/1/type"]);
    expect(places(number, { oneOf: [number, text] })).toEqual(["base/type -> head/oneOf/1/type"]);
    expect(places({ oneOf: [number, text] }, number)).toEqual(["base/oneOf/1/type -> head/type"]);
  });
});

describe("values that are listed", () => {
  it("come and go, each told by itself", () => {
    expect(found(listed, "request", { enum: ["a", "b"] }, { enum: ["b", "c", "d"] })).toEqual([
      'request-value-removed: a no longer takes `"a"`',
      'request-value-added: a takes `"c"`, `"d"` now',
    ]);
  });

  it("are the same in any order, over however many schemas", () => {
    expect(found(listed, "request", { enum: ["a", "b"] }, { oneOf: [{ const: "b" }, { const: "a" }] })).toEqual([]);
  });

  it("where any were taken are fewer, and any where they were listed more", () => {
    const [any, two] = [{ type: "string" }, { enum: ["a", "b"] }];
    expect(found(listed, "response", any, two)).toEqual(['response-narrowed: a is always `"a"`, `"b"` now']);
    expect(found(listed, "response", two, any)).toEqual(["response-widened: a can be any string now"]);
  });

  it("are open where one schema has no list", () => {
    expect(found(listed, "request", { type: "string" }, { anyOf: [{ type: "string" }, { const: "a" }] })).toEqual([]);
  });

  it("are shown at their list", () => {
    expect(placesIn(find(listed, "request", { enum: ["a"] }, { enum: ["b"] }))).toEqual([
      "base/enum -> head/enum",
      "base/enum -> head/enum",
    ]);
  });
});

describe("what constrains a scalar", () => {
  const short = { type: "string", maxLength: 3 };
  const long = { type: "string", maxLength: 5 };
  const dated = { type: "string", format: "date" };

  it("is told keyword by keyword where one schema became another", () => {
    expect(found(scalars, "request", short, long)).toEqual([
      "request-loosened: a `maxLength: 3` became `maxLength: 5`",
    ]);
  });

  it("is told as a whole of several schemas, by whether they became more or fewer", () => {
    const [one, two] = [{ oneOf: [short, dated] }, { oneOf: [short, dated, long] }];
    expect(found(scalars, "request", one, two)).toEqual(["request-loosened: a has other constraints"]);
    expect(found(scalars, "response", two, one)).toEqual(["response-tightened: a has other constraints"]);
    expect(found(scalars, "response", one, { oneOf: [long, dated] })).toEqual([
      "response-loosened: a has other constraints",
    ]);
  });

  it("does not matter where the values are listed", () => {
    expect(found(scalars, "request", { ...short, enum: ["a"] }, long)).toEqual([]);
    expect(found(scalars, "request", short, { ...long, enum: ["a"] })).toEqual([]);
  });

  it("is the same written again", () => {
    expect(found(scalars, "request", { oneOf: [short, dated] }, { oneOf: [dated, short] })).toEqual([]);
  });

  it("and cannot be compared is bad news for either side", () => {
    const change = { effect: "changed", what: "has another `pattern`", at: {} } as const;
    const words = (direction: Direction): readonly string[] =>
      wordsOf(constraintFindings(walkIn(direction, { base: true, head: true }), "a", [change]));
    expect(words("request")).toEqual(["request-tightened: a has another `pattern`"]);
    expect(words("response")).toEqual(["response-loosened: a has another `pattern`"]);
  });
});
