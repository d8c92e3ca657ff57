import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";

import { documentWith } from "./everywhere.js";

/**
 * The module that all texts of a document go through, as one that lets nothing through: what is left of the document in
 * the output found a way around it.
 */
const ESCAPE = "../../../generator/document/escape.js";

function openEscape(): object {
  const numbers = new Map<string, number>();
  const numberOf = (text: string): number => numbers.get(text) ?? numbers.set(text, numbers.size).size - 1;
  const name = (text: string): string => `id${numberOf(text)}`;
  const literal = (value: unknown): string => `"${name(String(value))}"`;
  return {
    toStringLiteral: literal,
    toLiteral: literal,
    toPropertyName: literal,
    toCamelCase: name,
    toPascalCase: name,
    isIdentifier: (text: string) => /^(Event)?id\d+$/.test(text),
    toComment: () => "comment",
    toMarkdown: () => "text",
    toMarkdownCode: () => "`code`",
    toMarkdownPointer: () => "`code`",
    toTableCode: () => "`code`",
    escapeInvisible: () => "",
  };
}

// Other tests, before and after, have the module itself.
afterAll(() => {
  vi.doUnmock(ESCAPE);
  vi.resetModules();
});

it("no text of a document reaches the output but through document/escape.ts", async () => {
  vi.resetModules();
  vi.doMock(ESCAPE, openEscape);
  const { generate } = await import("../../../generator/generate.js");
  const folder = mkdtempSync(join(tmpdir(), "openapi-stream-"));
  const spec = join(folder, "openapi.json");
  writeFileSync(spec, JSON.stringify(documentWith("canary")));
  const { files } = await generate({ spec });
  rmSync(folder, { recursive: true });
  const leaks = files.flatMap(({ path, text }) =>
    text
      .split("\n")
      .filter((line) => /canary/i.test(line))
      .map((line) => `${path}: ${line}`),
  );
  expect(leaks).toEqual([]);
  expect(files.find(({ path }) => path === "operations.ts")?.text).toContain('"id');
});
