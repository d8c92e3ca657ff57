import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { readPlainYaml } from "../../../generator/document/plain-yaml.js";
import { valueAt } from "../../../generator/document/source.js";
import { composeYaml, type YamlTree } from "../../../generator/document/yaml-tree.js";
import { pathsOf } from "../documents.js";
import { json } from "../json.js";

/** A bit of everything that published documents are written in. */
const SAMPLE = `# A comment
openapi: 3.1.0 # and another
info: {title: "A \\"b\\"", tags: ['it''s', 1, -0x1F, .5e3, true, null], none: }
text: |
  one
   two

folded: >-
  one
  two

  three
list:
- 1
- a: b
  c: {d: [], "e": {}}
- - nested
  -   deep: er
lines: plain
  goes on
quoted: "goes
  on \\u00e9"
"200": {}
404:
  '#': [ a, b ]
`;

/** Strings that change what is around them. */
const PIECES =
  " |\n|  |:|: |- |#| #|'|\"|\\|||>|? |[|]|{|}|,|&a |*a|!|!!str |%|\t|~|null|NULL|<<: |\r\n|\r|1|0o7|1_000|---\n|...\n|@|\\u0085|\u2028|\ufeff|é".split(
    "|",
  );

const mutation = fc.record({
  at: fc.nat({ max: SAMPLE.length }),
  removed: fc.nat({ max: 3 }),
  added: fc.constantFrom("", "|", ...PIECES),
});
const mutant = fc
  .array(mutation, { minLength: 1, maxLength: 3 })
  .map((mutations) =>
    mutations.reduce((text, { at, removed, added }) => text.slice(0, at) + added + text.slice(at + removed), SAMPLE),
  );

function expectSame(text: string, plain: YamlTree): void {
  const tree = composeYaml(text);
  expect(tree.problems).toEqual([]);
  expect(JSON.stringify(plain.value)).toBe(JSON.stringify(tree.value));
  for (const path of pathsOf(plain.value)) {
    const [found, expected] = [plain, tree].map((one) => one.find(path, "value")) as [number, number];
    // Of what is left out, every place in the line is as good.
    if (valueAt(plain.value, path) === null) expect(plain.position(found).line).toBe(tree.position(expected).line);
    else expect(found).toBe(expected);
    expect(plain.find(path, "key")).toBe(tree.find(path, "key"));
  }
}

it("reads a document as the reader of everything does, and knows where all of it stands", () => {
  const plain = readPlainYaml(SAMPLE);
  expect(plain?.value).toMatchObject({
    info: { tags: ["it's", 1, "-0x1F", 500, true, null] },
    folded: "one two\nthree",
  });
  expectSame(SAMPLE, plain as YamlTree);
});

it("reads whatever is printed in any style", () => {
  const styles = [
    (value: unknown) => stringify(value),
    (value: unknown) => stringify(value, { collectionStyle: "flow", lineWidth: 0 }),
    (value: unknown) => stringify(value, { defaultStringType: "QUOTE_SINGLE", defaultKeyType: "QUOTE_DOUBLE" }),
    (value: unknown) => stringify(value, { blockQuote: "folded", indentSeq: false }),
  ];
  let read = 0;
  fc.assert(
    fc.property(json, fc.constantFrom(...styles), (value, print) => {
      const text = print(value);
      const plain = readPlainYaml(text);
      if (plain === undefined) return;
      read += 1;
      expectSame(text, plain);
    }),
  );
  expect(read).toBeGreaterThan(25);
});

it("reads a text with mistakes and oddities in it the same, or not at all", () => {
  let read = 0;
  fc.assert(
    fc.property(mutant, (text) => {
      const plain = readPlainYaml(text);
      if (plain === undefined) return;
      read += 1;
      expectSame(text, plain);
    }),
    { numRuns: 500 },
  );
  expect(read).toBeGreaterThan(50);
});

it("reads any medley of what YAML gives a meaning the same, or not at all", () => {
  const medley = fc
    .array(fc.constantFrom(...PIECES, "a", "b: ", "- ", "\n  "), { maxLength: 12 })
    .map((all) => all.join(""));
  let read = 0;
  fc.assert(
    fc.property(medley, (text) => {
      // Behind a comment in the first column, the reader of everything loses the indentation.
      const plain = /^#/m.test(text) ? undefined : readPlainYaml(text);
      if (plain === undefined) return;
      read += 1;
      expectSame(text, plain);
    }),
    { numRuns: 3000 },
  );
  expect(read).toBeGreaterThan(50);
});

describe("leaves to the reader of everything", () => {
  it.each([
    ["a mistake", "a: b: c"],
    ["a key that stands twice", "200: a\n'200': b"],
    ["an anchor", "a: &a 1\nb: *a"],
    ["a tag", "a: !!str 1"],
    ["a tag of nobody", "a: !include b"],
    ["a merge key", "a: {<<: {b: 1}}"],
    ["a key that is null", "~: 1"],
    ["a key that is left out", "{: 1}"],
    ["a value that is left out", "{a, b: 1}"],
    ["an item that is left out", "- - \n- a: b"],
    ["a key that is a list", "[a]: 1"],
    ["a key that is a mapping", "{{a: b}, c}"],
    ["a key that is one after a mark", "? {a: b} # c\n: 1"],
    ["a marked key in a list", "[a, ? ]"],
    ["quotes that go on in the column of their key", 'a: "b\nc: "'],
    ["a list that goes on in the column of its key", "- a: [\n  b]"],
    ["a list that goes on in the column of its quoted key", "'a': [\nb]"],
    ["indentation by tabs", "a: |\n  b\n\t\nc: d"],
    ["a number that JSON has not", "a: .inf"],
    ["a number that is too large", "a: 1e999"],
    ["two documents", "a: 1\n---\nb: 2"],
    ["a directive", "%YAML 1.1\n---\na: 1"],
    ["a carriage return alone", "a: b\rc: d"],
    ["nothing", "# a comment\n"],
    ["what is nested too deeply", `${"[".repeat(501)}${"]".repeat(501)}`],
    ["a text that ends in the middle", "a: [1"],
    ["a list over several lines", "a: [b,\n  c]"],
    ["what goes on behind a bracket or a quote", "- [a]# c\n- 'b'c"],
    ["a text behind the marker of a document", "---a: b"],
    ["a tag of a block scalar", "a: !t\n  |\n  b"],
    ["an indentation in numbers", "a: |2\n    b"],
    ["a block scalar that begins with spaces", "a: |\n   \n # b"],
    ["a scalar", "a"],
  ])("%s", (_, text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });
});
