import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { writeText } from "../../../generator/document/write-text.js";
import { problemsOf } from "../documents.js";

const folder = mkdtempSync(join(tmpdir(), "openapi-stream-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("writes a file, and the folders that it is in", () => {
  const file = join(folder, "a/b.txt");
  writeText(file, "1\n");
  writeText(file, "2\n");
  expect(readFileSync(file, "utf8")).toBe("2\n");
});

it("says what the file system refuses: no bug of ours", () => {
  const file = join(folder, "c.txt");
  writeText(file, "1\n");
  const refused = /^error: .* cannot be written: E[A-Z]+: .*\.\n\n {2}Name another place with --out\.$/;
  expect(problemsOf(() => writeText(file, "2\n", "wx"))).toMatch(refused);
  expect(problemsOf(() => writeText(join(file, "d.txt"), "2\n"))).toMatch(refused);
  expect(problemsOf(() => writeText(folder, "2\n"))).toMatch(refused);
  expect(readFileSync(file, "utf8")).toBe("1\n");
});
