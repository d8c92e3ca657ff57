import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { formatTypeScript } from "../../../generator/emit/format.js";
import { readTemplate, verbatimFiles } from "../../../generator/emit/templates.js";

it("a template is read as it stands", () => {
  expect(readTemplate("operations.ts")).toBe(readFileSync("templates/operations.ts", "utf8").replaceAll("\r\n", "\n"));
});

it("all of the runtime is copied, sorted, and nothing that is filled", () => {
  const paths = verbatimFiles().map(({ path }) => path);
  expect(paths.slice(0, 2)).toEqual(["index.ts", "tsconfig.json"]);
  expect(paths.slice(2)).toEqual(paths.slice(2).sort());
  expect(paths.slice(2).every((path) => /^runtime\/[a-z0-9-]+\.ts$/.test(path))).toBe(true);
});

it("what is formatted already stays as it is", async () => {
  const text = readTemplate("operations.ts");
  expect(await formatTypeScript(text)).toBe(text);
});
