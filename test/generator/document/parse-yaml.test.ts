import fc from "fast-check";
import { stringify } from "yaml";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";

import { parseYaml } from "../../../generator/document/parse-yaml.js";
import { pathsOf } from "../documents.js";
import { json } from "../json.js";

function problems(text: string): readonly string[] {
  const tree = parseYaml(text);
  return tree.problems.map(({ offset, message, hint }) => {
    const { line, column } = tree.position(offset);
    return `${line}:${column} ${message}${hint === undefined ? "" : ` | ${hint}`}`;
  });
}

function found(text: string, path: readonly (string | number)[], part: "key" | "value" = "value"): string {
  const tree = parseYaml(text);
  expect(tree.problems).toEqual([]);
  const offset = tree.find(path, part);
  const { line, column } = tree.position(offset);
  return `${line}:${column} ${text.slice(offset).split("\n", 1)[0]}`;
}

describe("parseYaml", () => {
  it("reads back whatever was printed, as YAML of any style and as JSON, and knows where it stands", () => {
    // The printer writes a property called `<<` like a merge key unless it is told to quote all keys.
    const keys = (value: unknown) =>
      JSON.stringify(value).includes('"<<"') ? ({ defaultKeyType: "QUOTE_DOUBLE" } as const) : {};
    const styles = [
      (value: unknown) => stringify(value, keys(value)),
      (value: unknown) => stringify(value, { collectionStyle: "flow", lineWidth: 0, ...keys(value) }),
      (value: unknown) => stringify(value, { defaultStringType: "QUOTE_SINGLE", lineWidth: 0, ...keys(value) }),
      (value: unknown) => JSON.stringify(value, null, "\t"),
    ];
    fc.assert(
      fc.property(json, fc.constantFrom(...styles), (value, print) => {
        const tree = parseYaml(print(value));
        expect(tree.problems).toEqual([]);
        expect(isDeepStrictEqual(tree.value, value)).toBe(true);
        expect(JSON.stringify(tree.value)).toBe(JSON.stringify(value));
      }),
    );
  });

  it("finds each value and each key of printed JSON at its very first character", () => {
    fc.assert(
      fc.property(json, fc.constantFrom("", "\t", "  "), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const tree = parseYaml(text);
        for (const path of pathsOf(value)) {
          const own = path.reduce<unknown>((at, step) => (at as { [step: string | number]: unknown })[step], value);
          const opening =
            typeof own !== "object" || own === null ? JSON.stringify(own) : Array.isArray(own) ? "[" : "{";
          expect(text.startsWith(opening, tree.find(path, "value"))).toBe(true);
          if (typeof path.at(-1) === "string")
            expect(text.startsWith(JSON.stringify(path.at(-1)), tree.find(path, "key"))).toBe(true);
        }
      }),
    );
  });

  it.each([
    [
      "a: 1\nb: [\nc: 2",
      ["3:1 Invalid YAML: flow sequence in block collection must be sufficiently indented and end with a ]"],
    ],
    [
      "a: b: c",
      [
        "1:4 Invalid YAML: nested mappings are not allowed in compact mappings | Put a value that holds `: ` in quotes, or indent what is nested on lines of its own.",
      ],
    ],
    ["a:\n\t- b", ["2:1 Invalid YAML: tabs are not allowed as indentation | Indent with spaces."]],
    [
      "a:\n  b: 1\n c: 2\n  d: 3",
      [
        "3:2 Invalid YAML: all mapping items must start at the same column | Indent the line as those that it belongs to.",
      ],
    ],
    [
      "a:\n  b: 1\n\tc: 2\nd: @e",
      [
        "3:1 Invalid YAML: tabs are not allowed as indentation | Indent with spaces.",
        "4:4 Invalid YAML: plain value cannot start with reserved character @ | Put the value in quotes.",
      ],
    ],
    ["a: @b", ["1:4 Invalid YAML: plain value cannot start with reserved character @ | Put the value in quotes."]],
    ["", ["1:1 The file is empty"]],
    ["# nothing\n\n", ["1:1 The file is empty"]],
    [
      "---\na: 1\n---\nb: 2\n---\nc: 3",
      [
        "4:1 A second YAML document begins here | Keep one document in the file, and remove the line `---` between them.",
      ],
    ],
    [
      "a: !include b.yaml",
      ["1:4 This tag has no meaning in JSON | Remove the tag, or write out the value that it stands for."],
    ],
    [
      "a: !!binary aGk=",
      ["1:4 This tag has no meaning in JSON | Remove the tag, or write out the value that it stands for."],
    ],
  ])("refuses %j", (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it("follows a directive of version 1.1 in its syntax, and not in its types", () => {
    expect(parseYaml("%YAML 1.1\n---\na: yes\nb: 2001-01-01\nc: !!str 1").value).toEqual({
      a: "yes",
      b: "2001-01-01",
      c: "1",
    });
  });

  it("shows twenty errors of a file that is nothing but errors", () => {
    const shown = problems("a: b: c\n".repeat(30));
    expect(shown).toHaveLength(21);
    expect(shown.at(-1)).toBe("21:4 10 more errors from here on");
  });

  it.each(["[", '{"a":', "- ", "? "])("refuses 20,000 levels of %j without running out of stack", (level) => {
    expect(problems(level.repeat(20_000)).join()).toMatch(/^1:\d+ Nested deeper than 500 levels$/);
  });

  it("takes the time of its length for a mapping of many keys", () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `key${index}: ${index}\n`).join("");
    expect(Object.keys(parseYaml(text).value as object)).toHaveLength(20_000);
  });
});

describe("find", () => {
  const text = `# a comment
base: &base
  kept: 1
  replaced: 2
list:
- *base
- &item [ 'x', {y: 1} ]
derived:
  <<: [*base, {more: |
    text
    }]
  replaced: !!int "3"
200: ok
empty:
`.replace("more: |\n    text\n    ", "more: 4");

  it.each<[readonly (string | number)[], string, string?]>([
    [[], "2:1 base: &base"],
    [["base"], "3:3 kept: 1", "2:1 base: &base"],
    [["list", 0], "3:3 kept: 1", "3:3 kept: 1"],
    [["list", 0, "kept"], "3:9 1", "3:3 kept: 1"],
    [["list", 1, 0], "7:11 'x', {y: 1} ]"],
    [["list", 1, 1, "y"], "7:20 1} ]", "7:17 y: 1} ]"],
    [["derived", "kept"], "3:9 1", "3:3 kept: 1"],
    [["derived", "more"], "9:22 4}]", "9:16 more: 4}]"],
    [["derived", "replaced"], '10:19 "3"', '10:3 replaced: !!int "3"'],
    [["200"], "11:6 ok", "11:1 200: ok"],
    [[200], "11:6 ok", "11:1 200: ok"],
    [["empty"], "12:7 ", "12:1 empty:"],
  ])("%j", (path, value, key) => {
    expect(found(text, path)).toBe(value);
    if (key !== undefined) expect(found(text, path, "key")).toBe(key);
  });

  it.each<[readonly (string | number)[], string]>([
    [["nothing"], "2:1 base: &base"],
    [["base", "nothing", "below"], "3:3 kept: 1"],
    [["list", 2], "6:1 - *base"],
    [["list", "0"], "6:1 - *base"],
    [["base", "kept", "deeper"], "3:9 1"],
    [["__proto__"], "2:1 base: &base"],
  ])("%j leads nowhere, so the nearest value is found", (path, value) => {
    expect(found(text, path)).toBe(value);
    expect(found(text, path, "key")).toBe(value);
  });
});
