import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { generate } from "../../generator/generate.js";
import { compareOutput, MANIFEST } from "../../generator/output.js";

const TEMPLATES = new URL("../../templates/", import.meta.url);

describe("the fixed point", async () => {
  const { files, warnings } = await generate({ folder: "test/echo" });

  test("the echo API has no warning", () => {
    expect(warnings).toEqual([]);
  });

  test("the echo API gives the templates, and nothing else", async () => {
    const entries = await readdir(TEMPLATES, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile() && !entry.parentPath.includes("node_modules"))
      .map((entry) => `${entry.parentPath}/${entry.name}`.split("/templates/").at(-1)?.replace(/^\/+/, ""));
    expect(files.map(({ path }) => path).sort()).toEqual(paths.sort());
  });

  // `npx vitest run -u test/generator/generate.test.ts` accepts a change of what is generated.
  test.each(files.map(({ path, text }) => ({ path, text })))(
    "$path is the template, byte for byte",
    async ({ path, text }) => {
      await expect(text).toMatchFileSnapshot(new URL(path, TEMPLATES).pathname);
    },
  );
});

describe("the committed client", () => {
  test("is what the spec and its Overlay give now", async () => {
    const { out, files } = await generate({ folder: "spec" });
    expect(compareOutput(out, files)).toEqual({ drifts: [], foreign: [] });
  });

  test("lists every file that is generated", async () => {
    const { files } = await generate({ folder: "spec" });
    const listed = readFileSync(`generated/${MANIFEST}`, "utf8").trim().split("\n");
    expect(listed).toEqual(files.map(({ path }) => path).sort());
  });
});

test("two runs give the same bytes", async () => {
  const [first, second] = [await generate({ folder: "spec" }), await generate({ folder: "spec" })];
  expect(second.files).toEqual(first.files);
});
