import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import fc from "fast-check";
import ts from "typescript";
import { expect, it } from "vitest";
import { emitTypes } from "../../../generator/emit/emit-types.js";
import { lowerDocument } from "../../../generator/emit/lower.js";
import { RULES } from "../../../generator/review/rules.js";
import { temporaryFolder } from "../../support/run.js";
import { changesBetween, revisionOf, textOf, type Editable } from "./petchat.js";
import { randomDocument } from "./random-documents.js";
import { BREAKING_EDITS, SAFE_EDITS } from "./random-edits.js";

const CASES = 40;

/** Edits of schemas: what they do to types is there to be compared at both ends. */
const EDITS = [...SAFE_EDITS, ...BREAKING_EDITS].filter(({ name }) => /\((Sent|Read)/.test(name));

interface Case {
  readonly base: Editable;
  readonly head: Editable;
  readonly names: readonly string[];
}

/** openapi-typescript loses a property called `__proto__`. */
const document = randomDocument.map(
  (value) => JSON.parse(JSON.stringify(value).replaceAll("__proto__", "e")) as Editable,
);

const cases: fc.Arbitrary<Case> = fc
  .tuple(document, fc.subarray(EDITS, { minLength: 1, maxLength: 3 }), fc.infiniteStream(fc.nat(1000)))
  .map(([base, edits, numbers]) => {
    const head = structuredClone(base);
    const done = edits.filter((edit) => edit.apply(head, (count) => (numbers.next().value as number) % count));
    return { base, head, names: done.map(({ name }) => name) };
  });

async function typesOf(value: Editable): Promise<string> {
  const revision = revisionOf(value);
  return emitTypes(revision.document, lowerDocument(revision.document, revision.model));
}

/** Old calls against the new types, and new answers against the old types. */
function checkOf(index: number): string {
  return `import type * as Old from "./base${index}.js";
import type * as New from "./head${index}.js";
type Sent<P extends Old.paths | New.paths> = [P["/call"]["post"]["requestBody"], P["/call"]["post"]["parameters"]["query"]];
type Read<P extends Old.paths | New.paths> = P["/call"]["post"]["responses"][200]["content"]["application/json"];
export const sent = (value: Sent<Old.paths>): Sent<New.paths> => value;
export const read = (value: Read<New.paths>): Read<Old.paths> => value;
`;
}

/** The exported functions that do not compile: `check0.ts sent`. */
function refusedIn(folder: string, checks: readonly string[]): ReadonlySet<string> {
  const options: ts.CompilerOptions = { strict: true, noEmit: true, module: ts.ModuleKind.NodeNext, types: [] };
  const program = ts.createProgram(
    checks.map((name) => join(folder, name)),
    options,
  );
  const found = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file?.text.slice(0, start).split("\n").at(-1) ?? "";
    const what = /export const (\w+)/.exec(line)?.[1];
    if (file === undefined || what === undefined) throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
    return `${basename(file.fileName)} ${what}`;
  });
  return new Set(found);
}

it("what TypeScript refuses is found: no call and no reading that stops to compile is called safe", async () => {
  const sample = fc.sample(cases, CASES);
  await using folder = await temporaryFolder();
  const write = (name: string, text: string): Promise<void> => writeFile(join(folder.path, name), text);
  for (const [index, { base, head }] of sample.entries()) {
    await write(`base${index}.ts`, await typesOf(base));
    await write(`head${index}.ts`, await typesOf(head));
    await write(`check${index}.ts`, checkOf(index));
  }
  const refused = refusedIn(
    folder.path,
    sample.map((_, index) => `check${index}.ts`),
  );
  const missed = sample.flatMap(({ base, head, names }, index) => {
    const changes = changesBetween(base, head);
    const broken = new Set(changes.map(({ rule }) => RULES[rule]).map((rule) => "breaks" in rule && rule.breaks));
    return (["sent", "read"] as const)
      .filter((side) => refused.has(`check${index}.ts ${side}`))
      .filter((side) => !broken.has(side === "sent" ? "callers" : "readers"))
      .map((side) => ({ side, names, found: changes.map(textOf), base: JSON.stringify(base.components.schemas) }));
  });
  expect(missed).toEqual([]);
  // Were nothing refused, nothing would have been tried.
  expect(refused.size).toBeGreaterThan(3);
});
