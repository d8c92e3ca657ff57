import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import { generate } from "../../generator/generate.js";

/** A document, and a text of TypeScript that claims things of the types that are generated from it. */
export interface Claimed {
  readonly yaml: string;
  readonly claims: string;
}

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: [
    "lib.es2022.d.ts",
    "lib.dom.d.ts",
    "lib.dom.iterable.d.ts",
    "lib.dom.asynciterable.d.ts",
    "lib.esnext.disposable.d.ts",
  ],
  types: [],
};

/** A folder in which generated packages find openapi-fetch. */
export function compilingFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "openapi-stream-"));
  symlinkSync(resolve(import.meta.dirname, "../../node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), '{"type": "module"}');
  return folder;
}

/** What the compiler has to say, in strict mode, of some files and all that they import: `file:line message`. */
export function compile(folder: string, files: readonly string[]): readonly string[] {
  const program = ts.createProgram(files, OPTIONS);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file?.text.slice(0, start).split("\n").length;
    return `${file?.fileName.slice(folder.length + 1)}:${line} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
}

/** Generates from each document, and compiles all that is generated with the claims: what is wrong with them. */
export async function problemsOfClaims(cases: Readonly<Record<string, Claimed>>): Promise<readonly string[]> {
  const folder = compilingFolder();
  const claims = await Promise.all(
    Object.entries(cases).map(async ([name, { yaml, claims: text }]) => {
      const spec = join(folder, `${name}.yaml`);
      writeFileSync(spec, yaml);
      const { files } = await generate({ spec });
      for (const file of files.filter(({ path }) => path.endsWith(".ts"))) {
        mkdirSync(dirname(join(folder, name, file.path)), { recursive: true });
        writeFileSync(join(folder, name, file.path), file.text);
      }
      const path = join(folder, `${name}.claims.ts`);
      writeFileSync(
        path,
        `import { createClient, type StreamEvents, type StreamErrorEvents, type components, type paths } from "./${name}/index.js";
declare function same<A, B>(isSame: (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false): void;
export type Keep = [StreamEvents, StreamErrorEvents, components, paths];
export const client = createClient();
${text}`,
      );
      return path;
    }),
  );
  const problems = compile(folder, claims);
  rmSync(folder, { recursive: true });
  return problems;
}
