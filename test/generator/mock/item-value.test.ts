import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { matchesAny, valueAt, withValue } from "../../../generator/mock/item-value.js";
import { at, documentOf } from "../streams.js";

it("a pointer leads into objects and lists, and to nothing that is inherited", () => {
  const value = { a: [{ "b/c": 1 }], "0": "zero" };
  expect(valueAt(value, ["a", "0", "b/c"])).toBe(1);
  expect(valueAt(value, ["0"])).toBe("zero");
  expect(valueAt(value, [])).toBe(value);
  expect(
    [["a", "1"], ["a", "length"], ["constructor"], ["a", "0", "b/c", "d"]].map((way) => valueAt(value, way)),
  ).toEqual(Array.from({ length: 4 }));
});

it.each<[JsonValue, JsonValue | undefined, boolean]>([
  [{ done: true }, true, true],
  [{ done: false }, true, false],
  [{ done: false }, undefined, true],
  [{ done: null }, undefined, false],
  [{ done: null }, null, true],
  [{}, undefined, false],
  [1, undefined, false],
])("%j matches {where: /done, is: %j}: %s", (value, is, expected) => {
  expect(matchesAny(value, [{ where: ["done"], is: is as boolean | null | undefined }])).toBe(expected);
});

describe("a value is put at a pointer", () => {
  const It: JsonValue = {
    properties: {
      choices: { type: "array", items: { properties: { delta: { $ref: "#/components/schemas/Delta" } } } },
    },
  };
  const document = documentOf({ components: { schemas: { It, Delta: { properties: { role: {}, content: {} } } } } });
  const put = (value: JsonValue, pointer: string): JsonValue =>
    withValue(
      document,
      at(document, "#/components/schemas/It"),
      value,
      pointer.split("/").slice(1),
      "word",
      (schema) => (schema.path.at(-1) === "choices" ? [] : schema.path.at(-1) === "delta" ? { role: "sampled" } : {}),
    );

  it.each<[JsonValue, string, JsonValue]>([
    [
      { choices: [{ delta: { content: "" } }, 2] },
      "/choices/0/delta/content",
      { choices: [{ delta: { content: "word" } }, 2] },
    ],
    [{ id: 1 }, "/choices/0/delta/content", { id: 1, choices: [{ delta: { role: "sampled", content: "word" } }] }],
    [{ choices: null }, "/choices/0/delta/content", { choices: [{ delta: { role: "sampled", content: "word" } }] }],
    [{ "0": "a" }, "/0", { "0": "word" }],
    [null, "/text", { text: "word" }],
    [{}, "/__proto__", JSON.parse('{"__proto__":"word"}') as JsonValue],
  ])("%j at %s", (value, pointer, expected) => {
    expect(JSON.stringify(put(value, pointer))).toBe(JSON.stringify(expected));
  });
});
