import { describe, expect, it } from "vitest";
import { SchemaReader } from "../../../generator/review/alternatives.js";
import { branchName, matchBranches } from "../../../generator/review/match-branches.js";
import { documentOf } from "../streams.js";
import type { Editable } from "./petchat.js";

const schemas = {
  Cat: { type: "object", properties: { kind: { const: "cat" }, lives: {} } },
  Dog: { type: "object", properties: { kind: { const: "dog" } } },
};
const ref = (name: string): Editable => ({ $ref: `#/components/schemas/${name}` });
const tagged = (kind: string, ...fields: readonly string[]): Editable => ({
  properties: { kind: { enum: [kind] }, ...Object.fromEntries(fields.map((field) => [field, {}])) },
});
const fields = (...names: readonly string[]): Editable => ({
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
});

/** `base=head`, `-gone`, `+added`. */
function match(base: readonly Editable[], head: readonly Editable[]): string {
  const read = (oneOf: readonly Editable[]) => {
    const reader = new SchemaReader(documentOf({ components: { schemas } }));
    return reader.alternativesOf([{ value: { oneOf } as Editable, path: [] }]) ?? [];
  };
  const { pairs, gone, added } = matchBranches(read(base), read(head));
  return [
    ...pairs.map((pair) => `${branchName(pair.base)}=${branchName(pair.head)}`),
    ...gone.map((branch) => `-${branchName(branch)}`),
    ...added.map((branch) => `+${branchName(branch)}`),
  ].join(" ");
}

describe("the branches of two unions are matched", () => {
  it.each<[string, readonly Editable[], readonly Editable[], string]>([
    ["by component", [ref("Cat"), ref("Dog")], [ref("Dog"), ref("Cat")], "Cat=Cat Dog=Dog"],
    [
      "by a constant",
      [tagged("a"), tagged("b")],
      [tagged("b"), tagged("a", "x")],
      '{kind: "a"}={kind: "a"} {kind: "b"}={kind: "b"}',
    ],
    [
      "by a constant, where one got a name",
      [tagged("cat"), tagged("b")],
      [ref("Cat"), tagged("b")],
      '{kind: "cat"}=Cat {kind: "b"}={kind: "b"}',
    ],
    [
      "by all that they say",
      [fields("a"), fields("b"), fields("c")],
      [fields("c"), fields("b")],
      "{b}={b} {c}={c} -{a}",
    ],
    [
      "last, where they have no names",
      [fields("a"), fields("b")],
      [fields("a"), fields("b", "c")],
      "{a}={a} {b}={b, c}",
    ],
    [
      "not, where both have a name",
      [ref("Cat"), tagged("b")],
      [ref("Cat"), tagged("c")],
      'Cat=Cat -{kind: "b"} +{kind: "c"}',
    ],
    ["if each is the only one", [ref("Cat")], [ref("Dog")], "Cat=Dog"],
  ])("%s", (_, base, head, expected) => {
    expect(match(base, head)).toBe(expected);
  });
});
