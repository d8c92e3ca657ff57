import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { GeneratedFile } from "../../../generator/emit/generated-file.js";
import { readDocument, type JsonValue } from "../../../generator/document/source.js";
import { applyOverlays } from "../../../generator/overlay/overlay.js";
import { mutated, mutationsOf, sampleBySeed, type Mutation } from "./mutants.js";
import { dangersIn, outcomeOf } from "./safety.js";
import { typeErrorsOf } from "./type-check.js";

const COUNT = Number(process.env["MUTANTS"] ?? 1000);
/** Another thousand in every run; a run that found something is repeated by its seed. */
const SEED = Number(process.env["MUTANTS_SEED"] ?? Date.now() % 1e6);

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "openapi-stream-"))));
afterAll(() => rmSync(folder, { recursive: true }));

/** The API of this project, the API of the templates, and one with every object of OpenAPI. */
const documents: readonly JsonValue[] = [
  applyOverlays(readDocument("spec/openapi.yaml"), [readDocument("spec/streaming.overlay.yaml")]).value,
  applyOverlays(readDocument("test/echo/openapi.yaml"), [readDocument("test/echo/streaming.overlay.yaml")]).value,
  readDocument("test/generator/hostile/every-object.yaml").value,
];
const all = documents.flatMap((document) => mutationsOf(document).map((mutation) => ({ document, mutation })));

/** Some of the packages that come of them, for the compiler: a whole thousand would take it a minute. */
const packages = new Map<string, readonly GeneratedFile[]>();
const COMPILED = 100;

async function dangersOf(document: JsonValue, mutation: Mutation): Promise<readonly string[]> {
  const spec = join(folder, "openapi.json");
  writeFileSync(spec, JSON.stringify(mutated(document, mutation)));
  const outcome = await outcomeOf({ spec, overlays: [] });
  if (outcome.generated !== undefined && packages.size < COMPILED) {
    packages.set(JSON.stringify(mutation), outcome.generated.files);
  }
  return dangersIn(outcome);
}

describe(`${COUNT} of ${all.length} mutants, MUTANTS_SEED=${SEED}`, () => {
  it("the documents themselves are fine", async () => {
    for (const document of documents) {
      const [first] = mutationsOf(document) as [Mutation];
      const value = first.path.reduce<JsonValue>(
        (at, key) => (at as Record<string, JsonValue>)[key] as JsonValue,
        document,
      );
      expect(await dangersOf(document, { ...first, payload: value })).toEqual([]);
    }
  });

  it(
    "each comes to a safe package, or to errors that say where",
    async () => {
      for (const { document, mutation } of sampleBySeed(all, COUNT, SEED)) {
        expect({ mutation, dangers: await dangersOf(document, mutation) }).toEqual({ mutation, dangers: [] });
      }
    },
    COUNT * 1000,
  );

  it("what is generated from them has no type error", () => {
    expect(packages.size).toBeGreaterThan(Math.min(COUNT, COMPILED) / 2);
    expect(typeErrorsOf(packages)).toEqual([]);
  });
});
