import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { GeneratedFile } from "../../../generator/emit/generated-file.js";
import { readDocument, type JsonValue } from "../../../generator/document/source.js";
import { applyOverlays } from "../../../generator/overlay/overlay.js";
import { mutated, mutationsOf, type Mutation } from "./mutants.js";
import { dangersIn, outcomeOf } from "./safety.js";
import { typeErrorsOf } from "./type-check.js";

/** Other ones in every run: one that found something is repeated by its seed. */
const SEED = Number(process.env["MUTANTS_SEED"] ?? Date.now() % 1e6);
/** So many a document, at the least: a thousand in all. */
const COUNT = Number(process.env["MUTANTS"] ?? 335);

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "openapi-stream-"))));
afterAll(() => rmSync(folder, { recursive: true }));

/** The API of this project, the API of the templates, and one with every object of OpenAPI. */
const documents: readonly JsonValue[] = [
  applyOverlays(readDocument("spec/openapi.yaml"), [readDocument("spec/streaming.overlay.yaml")]).value,
  applyOverlays(readDocument("test/echo/openapi.yaml"), [readDocument("test/echo/streaming.overlay.yaml")]).value,
  readDocument("test/generator/hostile/every-object.yaml").value,
];
const mutants = documents.flatMap((document) =>
  mutationsOf(document, COUNT, SEED).map((mutation) => ({ document, mutation })),
);

/** Some of the packages that come of them, for the compiler: a whole thousand would take it a minute. */
const packages = new Map<string, readonly GeneratedFile[]>();
const COMPILED = 100;
let generated = SEED;

async function dangersOf(document: JsonValue, mutation: Mutation): Promise<readonly string[]> {
  const spec = join(folder, "openapi.json");
  writeFileSync(spec, JSON.stringify(mutated(document, mutation)));
  const outcome = await outcomeOf({ spec, overlays: [] });
  // Of every document some, and in no order that is always the same.
  if (outcome.generated !== undefined && packages.size < COMPILED && ++generated % 4 === 0) {
    packages.set(JSON.stringify(mutation), outcome.generated.files);
  }
  return dangersIn(outcome);
}

describe(`${mutants.length} mutants, MUTANTS_SEED=${SEED}`, () => {
  it("there are enough", () => expect(mutants.length).toBeGreaterThan(3 * COUNT - 1));

  it(
    "each comes to a safe package, or to errors that say where",
    async () => {
      for (const { document, mutation } of mutants) {
        expect({ mutation, dangers: await dangersOf(document, mutation) }).toEqual({ mutation, dangers: [] });
      }
    },
    mutants.length * 1000,
  );

  it("what is generated from them has no type error", () => {
    expect(packages.size).toBe(COMPILED);
    expect(typeErrorsOf(packages)).toEqual([]);
  });
});
