import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DiagnosticsError, errorOf, failure, type Diagnostic } from "../diagnostics/diagnostics.js";
import type { GeneratedFile } from "../emit/generated-file.js";
import { OWNED_LIST, readFolder } from "./owned-folder.js";

/** A difference between the folder and what would be generated now. */
export interface Drift {
  /** Within the folder, with forward slashes. */
  readonly path: string;
  readonly kind: "stale" | "missing" | "stray";
  /** What stands there; `""` when nothing does. */
  readonly before: string;
  /** What would be written; `""` when nothing would. */
  readonly after: string;
}

export interface Comparison {
  readonly drifts: readonly Drift[];
  /** Files in the folder that are not ours: named, never touched. */
  readonly foreign: readonly string[];
}

/**
 * Compares the generated files with the folder. CRLF is the same as LF, for a checkout may turn one into the other.
 *
 * @throws {DiagnosticsError} where the folder, or a file in it, is not ours to write to.
 */
export function compareOutput(folder: string, files: readonly GeneratedFile[]): Comparison {
  const wanted = [...files, ownedList(files)];
  const { existing, owned } = readFolder(folder, files);
  const wantedPaths = new Set(wanted.map(({ path }) => path));
  const problems: Diagnostic[] = [];
  const drifts = wanted.flatMap(({ path, text }): Drift[] => {
    if (!existing.includes(path)) {
      return [{ path, kind: "missing", before: "", after: text }];
    }
    const before = readFileSync(join(folder, path), "utf8");
    if (before.replaceAll("\r\n", "\n") === text) return [];
    if (!owned.has(path)) problems.push(taken(join(folder, path)));
    return [{ path, kind: "stale", before, after: text }];
  });
  if (problems.length > 0) {
    throw new DiagnosticsError(problems);
  }
  const others = existing.filter((path) => !wantedPaths.has(path));
  const strays = others.filter((path) => owned.has(path));
  return {
    drifts: [
      ...drifts,
      ...strays.map((path) => ({
        path,
        kind: "stray" as const,
        before: readFileSync(join(folder, path), "utf8"),
        after: "",
      })),
    ],
    foreign: others.filter((path) => !strays.includes(path)),
  };
}

/** A folder, and what is to change in it. */
export interface Output {
  readonly folder: string;
  readonly drifts: readonly Drift[];
}

/**
 * Brings the folders to what was compared: everything or nothing. Every text is on the disk before the first file is
 * replaced, and every file that is replaced stays on the disk until the last one is.
 *
 * @throws {DiagnosticsError} where the file system refuses. All is as it was then.
 */
export function writeOutputs(outputs: readonly Output[]): void {
  const undo: (() => void)[] = [];
  const kept: string[] = [];
  let at = "";
  try {
    for (const { folder, drifts } of outputs) {
      at = folder;
      drifts.filter(({ kind }) => kind !== "stray").forEach((drift) => stage(folder, drift, undo));
    }
    for (const { folder, drifts } of outputs) {
      at = folder;
      drifts.forEach((drift) => replace(join(folder, drift.path), drift, undo, kept));
    }
  } catch (error) {
    undo.reverse().forEach((step) => step());
    const message = error instanceof Error ? error.message : String(error);
    throw failure(`Could not write to ${at}: ${message}`, "Nothing was changed.");
  }
  kept.forEach((file) => rmSync(file));
}

const NEW = ".openapi-stream-new";
const OLD = ".openapi-stream-old";

function stage(folder: string, { path, after }: Drift, undo: (() => void)[]): void {
  const file = join(folder, path);
  const firstMade = mkdirSync(dirname(file), { recursive: true });
  if (firstMade !== undefined) {
    undo.push(() => rmSync(firstMade, { recursive: true, force: true }));
  }
  undo.push(() => rmSync(file + NEW, { force: true }));
  writeFileSync(file + NEW, after);
}

function replace(file: string, { kind }: Drift, undo: (() => void)[], kept: string[]): void {
  if (kind !== "missing") {
    renameSync(file, file + OLD);
    undo.push(() => renameSync(file + OLD, file));
    kept.push(file + OLD);
  }
  if (kind !== "stray") {
    renameSync(file + NEW, file);
    undo.push(() => rmSync(file));
  }
}

function ownedList(files: readonly GeneratedFile[]): GeneratedFile {
  const paths = files.map(({ path }) => path).sort();
  return { path: OWNED_LIST, text: `${paths.join("\n")}\n` };
}

function taken(file: string): Diagnostic {
  return errorOf(
    `${file} is to be generated, and a file that openapi-stream did not write has that name`,
    `Only what ${OWNED_LIST} lists is ever replaced. Rename the file, or delete it.`,
  );
}
