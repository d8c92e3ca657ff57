import fc from "fast-check";
import { expect, it } from "vitest";

import { jsonProblems, parseStrictJson } from "../../../generator/document/json-text.js";
import { json } from "../json.js";

it("parseStrictJson reads all JSON that says everything once, and leaves the rest to the YAML reader", () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(parseStrictJson(JSON.stringify(value, null, 2))).toEqual(value);
    }),
  );
  for (const text of ['{"a": 1, "a": 2}', "[1e999]", "[1,", "", `${"[".repeat(502)}${"]".repeat(502)}`]) {
    expect(parseStrictJson(text)).toBeUndefined();
  }
});

it.each([
  ['{"a": 1} // one', 9],
  ['{/* one */"a": 1}', 1],
  ['{"a": "b\\"", // one\n}', 13],
  ["{'a//': 1, /* one */}", 11],
  ['{"a": "https://example.com", "b": "/*"}', undefined],
  ["{'a': 'https://example.com'}", undefined],
  ['{"a": 1 / 2}', undefined],
  ['{"a": "//', undefined],
  ["", undefined],
])("the comment in %j begins at %j", (text, offset) => {
  expect(jsonProblems(text, [])[0]?.offset).toBe(offset);
});

it("what YAML says of a text that should be JSON is said of JSON", () => {
  const ofYaml = [{ offset: 3, message: "Invalid YAML: missing closing 'quote", hint: "Close it." }];
  expect(jsonProblems('{"a', ofYaml)).toEqual([
    { offset: 3, message: "Invalid JSON: missing closing 'quote", hint: "Close it." },
  ]);
});
