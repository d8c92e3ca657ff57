import { describe, expect, it } from "vitest";

import type { Diagnostic } from "../../../generator/diagnostics/diagnostics.js";
import { dangersIn } from "./safety.js";

function dangersInFile(path: string, text: string): readonly string[] {
  return dangersIn({
    generated: { out: "", files: [{ path, text }], model: { streams: [], eventTypes: [] }, warnings: [] },
    diagnostics: [],
  });
}

function dangersInDiagnostic(diagnostic: Partial<Diagnostic>): readonly string[] {
  const location = { file: "a", line: 1, column: 1, text: "a" };
  return dangersIn({
    generated: undefined,
    diagnostics: [{ severity: "error", message: "", location, ...diagnostic }],
  });
}

describe("what is looked for is found", () => {
  it.each([
    ["types.ts", "const a = canary(1);"],
    ["types.ts", "const a = `${canary}`;"],
    ["types.ts", "/* a */ canary() /* b */"],
    ["types.ts", 'const a = { ["canary"]: canary };'],
    ["types.ts", "const a = /canary/;"],
    ["types.ts", "const a = ;"],
    ["types.ts", "// \u202e"],
    ["types.ts", 'const a = "\u2028";'],
    ["README.md", "<b>x</b>"],
    ["README.md", "[a](https://canary.example)"],
    ["README.md", "https://canary.example"],
    ["README.md", "![a](b.png)"],
    ["README.md", "[a]: https://canary.example"],
    ["README.md", "```ts\ncanary();\n```"],
    ["README.md", "```sh\nnpm install a; canary\n```"],
    ["package.json", '{"name": "a", "bin": "canary"}'],
    ["package.json", '{"scripts": {"build": "canary"}}'],
  ])("in %s: %j", (path, text) => expect(dangersInFile(path, text)).not.toEqual([]));

  it.each<[string, Partial<Diagnostic>]>([
    ["no place", { location: undefined as never }],
    ["a word of a library's", { message: "Cannot read properties of null" }],
  ])("in a diagnostic: %s", (_, diagnostic) => expect(dangersInDiagnostic(diagnostic)).not.toEqual([]));
});

describe("and nothing else", () => {
  it.each([
    ["types.ts", '/** canary() */ const a = { "canary": "canary()", canaryOf: 1 }; // canary'],
    ["README.md", "`canary` [API.md](./API.md) \\<b\\> https\\://canary\n\n```ts\nconst canaryOne = 1;\n```"],
    ["README.md", "```sh\nnpm install @a/canary-1\n```"],
    ["package.json", '{"name": "canary", "description": "canary()"}'],
    ["runtime/a.ts", "canary();"],
  ])("in %s: %j", (path, text) => expect(dangersInFile(path, text)).toEqual([]));

  it("in a diagnostic", () => expect(dangersInDiagnostic({ message: "\u202e a\nb", hint: "\0" })).toEqual([]));
});
