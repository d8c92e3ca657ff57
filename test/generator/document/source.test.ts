import { mkdirSync } from "node:fs";
import { join, sep } from "node:path";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  isObject,
  isScalar,
  kindOf,
  locateInside,
  parsePointer,
  readDocument,
  toPointer,
} from "../../../generator/document/source.js";
import { pathsOf, placeAt, problemsOf, useFolder } from "../documents.js";
import { json } from "../json.js";

const { read, write } = useFolder();

describe("readDocument", () => {
  it("reads YAML and JSON, and says where their values stand", () => {
    const yaml = read("spec/openapi.yaml", "openapi: 3.1.0\ninfo:\n  title: T\n");
    expect(yaml).toMatchObject({ file: "spec/openapi.yaml", value: { openapi: "3.1.0", info: { title: "T" } } });
    expect(yaml.locate(["info", "title"])).toEqual({
      file: "spec/openapi.yaml",
      line: 3,
      column: 10,
      text: "openapi: 3.1.0\ninfo:\n  title: T\n",
    });
    expect(placeAt(yaml.locate(["info"], "key"))).toBe("spec/openapi.yaml:2:1 info:");

    const parsed = read("openapi.json", '{\n\t"info": {"title": "T"}\n}');
    expect(parsed).toMatchObject({ file: "openapi.json", value: { info: { title: "T" } } });
    expect(placeAt(parsed.locate(["info", "title"]))).toBe('openapi.json:2:20 "T"}');
    expect(placeAt(parsed.locate(["info", "missing"]))).toBe('openapi.json:2:10 {"title": "T"}');
  });

  it("reads the same from JSON as a JSON parser, and finds the same as in YAML", () => {
    fc.assert(
      fc.property(json, fc.constantFrom("", "\t"), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const fromJson = read("a.json", text);
        const fromYaml = read("a.yaml", text);
        expect(JSON.stringify(fromJson.value)).toBe(JSON.stringify(value));
        for (const path of pathsOf(value)) {
          for (const part of ["key", "value"] as const) {
            expect({ ...fromJson.locate(path, part), file: "" }).toEqual({ ...fromYaml.locate(path, part), file: "" });
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it("takes from a .json file what YAML has beyond JSON and nobody can misread, such as a comma at the end", () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = JSON.stringify(value, null, 2).replace(/\n(\s*[\]}])/g, ",\n$1");
        expect(JSON.stringify(read("commas.json", text).value)).toBe(JSON.stringify(value));
      }),
      { numRuns: 50 },
    );
  });

  it("passes over a byte order mark, and counts columns without it", () => {
    const document = read("bom.yaml", "\ufeffa: 1");
    expect(document.value).toEqual({ a: 1 });
    expect(document.locate(["a"], "key")).toMatchObject({ line: 1, column: 1, text: "a: 1" });
    expect(read("bom.json", '\ufeff{"a": 1}').value).toEqual({ a: 1 });
  });

  it("names files inside the working directory by their way from there, others in full", () => {
    const outside = join(write("x.yaml", "a: 1"), "..", "..", "outside.yaml");
    expect(read("..dots.yaml", "a: 1").file).toBe("..dots.yaml");
    expect(problemsOf(() => readDocument(outside))).toBe(`error: there is no file ${outside}.`);
    expect(problemsOf(() => readDocument(write("a.yaml", "a: 1").replace("a.yaml", `b${sep}c.yaml`)))).toBe(
      "error: there is no file b/c.yaml.",
    );
  });

  it("says why a file cannot be read", () => {
    mkdirSync(join(write("x.yaml", "a: 1"), "..", "folder"));
    expect(problemsOf(() => readDocument("missing.yaml"))).toBe("error: there is no file missing.yaml.");
    expect(problemsOf(() => readDocument(write("x.yaml", "a: 1").replace("x.yaml", "folder")))).toBe(
      "error: folder is a folder, where a file is wanted.",
    );
    expect(problemsOf(() => readDocument(join(write("x.yaml", "a: 1"), "y")))).toMatch(
      /^error: x\.yaml\/y cannot be read: ENOTDIR\.$|^error: there is no file/,
    );
    const hint = "Save the file with the encoding UTF-8.";
    expect(problemsOf(() => readDocument(write("latin.yaml", Uint8Array.of(0x61, 0x0a, 0x62, 0xe9, 0x0a))))).toBe(
      `latin.yaml:2:2 - error: latin.yaml is not UTF-8 text.\n\n  1 | a\n> 2 | b\ufffd\n    |  ^\n\n  ${hint}`,
    );
    const bytes = Buffer.from("\ufeffa: 1", "utf16le");
    expect(problemsOf(() => readDocument(write("wide.yaml", bytes)))).toMatch(
      /^wide.yaml:1:1 - error: wide.yaml is not UTF-8/,
    );
  });

  it.each([
    "<!doctype html>\n<title>openapi.yaml at main</title>",
    "\n<html lang=en><body>: {</html>",
    '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">',
  ])("says of a web page that it is one: %j", (page) => {
    for (const name of ["page.yaml", "page.json"]) {
      expect(problemsOf(() => read(name, page))).toMatch(
        /^page\.(yaml|json):1:1 - error: page\.\1 is a web page, and no YAML or JSON\.[^]*Save the document itself/,
      );
    }
  });

  it("shows all errors of a file", () => {
    expect(`\n${problemsOf(() => read("bad.yaml", "a: 1\na: 2\nb: .inf\n"))}\n`).toBe(`
bad.yaml:2:1 - error: The key a stands twice in this mapping.

  1 | a: 1
> 2 | a: 2
    | ^
  3 | b: .inf

  Keep one, with what is under both.

  bad.yaml:1:1 - The first one.

  > 1 | a: 1
      | ^
    2 | a: 2
    3 | b: .inf

bad.yaml:3:4 - error: This number does not exist in JSON.

  1 | a: 1
  2 | a: 2
> 3 | b: .inf
    |    ^

  Put it in quotes if it is meant to be text.
`);
  });

  it.each([
    ['{"a": {"b\\"": 1, "b\\u0022": 2}}', /^bad\.json:1:18 - error: The key b" stands twice in this mapping\./],
    ['{"a": 1e999}', /^bad\.json:1:7 - error: This number does not exist in JSON\./],
    ['{"a": [1, 2}', /^bad\.json:1:12 - error: Invalid JSON: /],
    ["[".repeat(5000) + "]".repeat(5000), /^bad\.json:1:502 - error: Nested deeper than 500 levels\./],
    ["", /^bad\.json:1:1 - error: The file is empty\.$/],
    ['{"a": "//", /* one */ "b": 1}', /^bad\.json:1:13 - error: JSON has no comments\./],
    ['{"a": 1, // two\n "b": 1}', /^bad\.json:1:10 - error: JSON has no comments\./],
  ])("finds in JSON what its parser passes over, or does not place: %.30s", (text, expected) => {
    expect(problemsOf(() => read("bad.json", text))).toMatch(expected);
  });

  it.each([
    ['{"a": "\\"b\\": 1", "c": "\\\\", "d" : "e: \\\\\\"x\\":"}', { a: '"b": 1', c: "\\", d: 'e: \\"x":' }],
    ['{"__proto__": {"x": 1}, "": "", ":": ":"}', JSON.parse('{"__proto__": {"x": 1}, "": "", ":": ":"}')],
    ["{'a': 1, # comment\n}", { a: 1 }],
  ])("is not misled by what only looks like keys: %s", (text, expected) => {
    expect(JSON.stringify(read("odd.json", text).value)).toBe(JSON.stringify(expected));
  });
});

describe("locateInside", () => {
  it.each([
    ["target: $.a['b']", 6, "']"],
    ["target: '$.a[''b'']'", 6, "'']'"],
    ["target: '$.a[''b'']'", 5, "b'']'"],
    ['target: "$.a[\\"b\\"]"', 6, '\\"]"'],
    ['target: "\\u0024.\\x61 b"', 3, ' b"'],
    ["target: $.🙂.b", 5, "b"],
    ["target: $.a", 0, "$.a"],
    ["target: $.a # why", 3, " # why"],
    ["target: |\n  $.a\n", 2, "|"],
    ["target: $.a\n  [?@.b]", 6, "$.a"],
  ])("%j, %i", (text, index, expected) => {
    const document = read("inside.yaml", text);
    const place = locateInside(document.locate(["target"]), index);
    expect(placeAt(place)).toBe(`inside.yaml:1:${place.column} ${expected}`);
  });

  it("works on lines after the first", () => {
    const document = read("inside.yaml", "a: 1\r\nb:\r\n  target: $.a.b\r\n");
    expect(locateInside(document.locate(["b", "target"]), 4)).toMatchObject({ line: 3, column: 15 });
  });
});

describe("isObject", () => {
  it.each([
    [{}, true],
    [[], false],
    [null, false],
    ["", false],
    [undefined, false],
  ])("%j: %s", (value, expected) => {
    expect(isObject(value)).toBe(expected);
  });
});

describe("JSON Pointers", () => {
  it.each<[readonly (string | number)[], string]>([
    [[], "#"],
    [["paths", "/chat/{id}", 0, "a~b", ""], "#/paths/~1chat~1{id}/0/a~0b/"],
    [["100%25"], "#/100%2525"],
  ])("%j is %s", (path, pointer) => {
    expect(toPointer(path)).toBe(pointer);
    expect(parsePointer(pointer)).toEqual(path.map(String));
  });

  it.each<[string, readonly string[] | undefined]>([
    ["", []],
    ["/", [""]],
    ["/a/~01", ["a", "~1"]],
    ["/100%25", ["100%25"]],
    ["#/a%20b/%7Bid%7D", ["a b", "{id}"]],
    ["#/50%", ["50%"]],
    ["a", undefined],
    ["#a", undefined],
    ["/~2", undefined],
    ["/~", undefined],
  ])("%j is read as %j", (pointer, expected) => {
    expect(parsePointer(pointer)).toEqual(expected);
  });
});

it("a scalar is no object and no array", () => {
  expect([null, 1, "a", true, {}, []].map(isScalar)).toEqual([true, true, true, true, false, false]);
});

describe("kindOf", () => {
  it.each([
    [null, "null"],
    [[], "an array"],
    [{}, "an object"],
    ["", "a string"],
    [0, "a number"],
    [true, "a boolean"],
  ])("%j is %s", (value, kind) => {
    expect(kindOf(value)).toBe(kind);
  });
});
