import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { diffLines } from "diff";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import type { GeneratedFile } from "../../../generator/emit/generated-file.js";
import { generate } from "../../../generator/generate.js";
import { RULES } from "../../../generator/review/rules.js";
import { ROOT, temporaryFolder } from "../../support/run.js";
import { changesBetween, type Editable } from "./petchat.js";
import { REALISTIC_EDITS, textsOf, type RealisticEdit } from "./realistic-edits.js";

interface FileDiff {
  readonly path: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What is generated from a document. */
async function filesOf(text: string): Promise<readonly GeneratedFile[]> {
  await using folder = await temporaryFolder();
  const spec = join(folder.path, "spec");
  await mkdir(spec);
  await writeFile(join(spec, "openapi.yaml"), text);
  await writeFile(join(spec, "client.yaml"), "name: petchat\nversion: 1.0.0\n");
  return (await generate({ folder: spec })).files;
}

async function diffOf(edit: RealisticEdit): Promise<readonly FileDiff[]> {
  const texts = textsOf(edit);
  const [base, head] = [await filesOf(texts.base), await filesOf(texts.head)];
  return head.flatMap(({ path, text }) => {
    const parts = diffLines(base.find((file) => file.path === path)?.text ?? "", text);
    const lines = (wanted: typeof parts): readonly string[] =>
      wanted.flatMap(({ value }) => value.split("\n").slice(0, -1));
    const added = lines(parts.filter((part) => part.added));
    const removed = lines(parts.filter((part) => part.removed));
    return added.length + removed.length === 0 ? [] : [{ path, added, removed }];
  });
}

function verdictOf(edit: RealisticEdit): string {
  const { base, head } = textsOf(edit);
  const changes = changesBetween(parse(base) as Editable, parse(head) as Editable);
  const verdicts = new Set<string>(changes.map(({ rule }) => RULES[rule].verdict));
  return ["major", "minor", "patch"].find((verdict) => verdicts.has(verdict)) ?? "none";
}

function rowOf({ name, verdict }: RealisticEdit, diff: readonly FileDiff[]): string {
  const files = diff.map(({ path, added, removed }) => `${path} +${added.length} -${removed.length}`).join(", ");
  return `| ${name} | ${verdict} | ${files === "" ? "none" : files} |`;
}

describe("the diff of generated output", async () => {
  const diffs = new Map<RealisticEdit, readonly FileDiff[]>();
  for (const edit of REALISTIC_EDITS) diffs.set(edit, await diffOf(edit));

  it.each(REALISTIC_EDITS)("of $name is in at most $files files", (edit) => {
    expect(diffs.get(edit)?.map(({ path }) => path).length).toBeLessThanOrEqual(edit.files);
  });

  it.each(REALISTIC_EDITS.filter(({ moves }) => moves))("of $name moves lines, and changes none", (edit) => {
    const diff = diffs.get(edit) ?? [];
    const sorted = (lines: readonly string[]): readonly string[] => lines.filter((line) => line !== "").toSorted();
    expect(diff.map(({ added }) => sorted(added))).toEqual(diff.map(({ removed }) => sorted(removed)));
  });

  it.each(REALISTIC_EDITS)("of $name is judged: $verdict", (edit) => {
    expect(verdictOf(edit)).toBe(edit.verdict);
  });

  it("is what docs/review.md shows", async () => {
    const table = [
      "| edit | verdict | lines of the output that change |",
      "| --- | --- | --- |",
      ...[...diffs].map(([edit, diff]) => rowOf(edit, diff)),
    ];
    console.log(table.join("\n"));
    const docs = await readFile(join(ROOT, "docs/review.md"), "utf8");
    const lines = docs.split("\n").map((line) => line.replace(/ +/g, " ").replace(/-{3,}/g, "---"));
    const start = lines.indexOf(table[0] as string);
    expect(lines.slice(start, lines.indexOf("", start))).toEqual(table);
  });
});
