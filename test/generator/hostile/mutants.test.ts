import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { GeneratedFile } from "../../../generator/emit/generated-file.js";
import { readDocument, type JsonValue } from "../../../generator/document/source.js";
import { applyOverlays } from "../../../generator/overlay/overlay.js";
import { SEED } from "../../support/seed.js";
import { allMutationsOf, mutated, mutationsOf, type Mutation } from "./mutants.js";
import { dangersIn, outcomeOf } from "./safety.js";
import { typeErrorsOf } from "./type-check.js";

/** So many a document, at the least: a thousand in all. `MUTANTS=all` are some minutes of them. */
const ENOUGH = 335;

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "openapi-stream-"))));
afterAll(() => rmSync(folder, { recursive: true }));

/** The API of this project, the API of the templates, and one with every object of OpenAPI. */
const documents: readonly JsonValue[] = [
  applyOverlays(readDocument("spec/openapi.yaml"), [readDocument("spec/streaming.overlay.yaml")]).value,
  applyOverlays(readDocument("test/echo/openapi.yaml"), [readDocument("test/echo/streaming.overlay.yaml")]).value,
  readDocument("test/generator/hostile/every-object.yaml").value,
];
const mutationsFor = (document: JsonValue): readonly Mutation[] =>
  process.env["MUTANTS"] === "all" ? allMutationsOf(document) : mutationsOf(document, ENOUGH, SEED);
const mutants = documents.flatMap((document) => mutationsFor(document).map((mutation) => ({ document, mutation })));

/** The packages that come of them, until the compiler has seen them. */
const packages = new Map<string, readonly GeneratedFile[]>();
/** So many at once: more would fill the memory. */
const BATCH = 500;
const typeErrors: string[] = [];
let compiled = 0;

function compile(): void {
  typeErrors.push(...typeErrorsOf(packages));
  compiled += packages.size;
  packages.clear();
}

async function dangersOf(document: JsonValue, mutation: Mutation): Promise<readonly string[]> {
  const spec = join(folder, "openapi.json");
  writeFileSync(spec, JSON.stringify(mutated(document, mutation)));
  const outcome = await outcomeOf({ spec, overlays: [] });
  if (outcome.generated !== undefined) packages.set(JSON.stringify(mutation), outcome.generated.files);
  if (packages.size === BATCH) compile();
  return dangersIn(outcome);
}

describe(`${mutants.length} mutants, TEST_SEED=${SEED}`, () => {
  it("there are enough", () => expect(mutants.length).toBeGreaterThan(3 * ENOUGH - 1));

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
    compile();
    expect(typeErrors).toEqual([]);
    expect(compiled).toBeGreaterThan(mutants.length / 2);
  });
});
