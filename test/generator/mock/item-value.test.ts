import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { withValue } from "../../../generator/mock/item-value.js";
import { at, documentOf } from "../streams.js";

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
