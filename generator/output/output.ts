import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DiagnosticsError, errorOf, failure, type Diagnostic } from "../diagnostics/diagnostics.js";
import type { GeneratedFile } from "../emit/generated-file.js";
import { OWNED_LIST, readFolder, STAGING } from "./owned-folder.js";

/** No run writes for so long. */
const WRITING_MS = 60_000;

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
 * replaced, each is replaced in one step, and what stood there stays on the disk until the last one is.
 *
 * @throws {DiagnosticsError} where the file system refuses. All is as it was then.
 */
export function writeOutputs(outputs: readonly Output[]): void {
  const undo: (() => void)[] = [];
  const stagings: string[] = [];
  let at = "";
  try {
    const staged = outputs.flatMap(({ folder, drifts }) => {
      at = folder;
      return drifts.length === 0 ? [] : stage(folder, drifts, undo, stagings);
    });
    for (const file of staged) {
      at = file.folder;
      replace(file, undo);
    }
  } catch (error) {
    undo.reverse().forEach((step) => step());
    const message = error instanceof Error ? error.message : String(error);
    throw failure(`Could not write to ${at}: ${message}`, "Nothing was changed.");
  }
  const left = [...stagings, ...outputs.flatMap(({ folder }) => abandonedIn(folder))];
  left.forEach((staging) => rmSync(staging, { recursive: true, force: true }));
}

/** What runs left behind that were killed. */
function abandonedIn(folder: string): readonly string[] {
  const stagings = readdirSync(folder).filter((name) => name.startsWith(STAGING));
  const modified = (staging: string): number => lstatSync(staging, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return stagings.map((name) => join(folder, name)).filter((one) => modified(one) < Date.now() - WRITING_MS);
}

/** A file that is to change. */
interface StagedFile {
  readonly folder: string;
  readonly file: string;
  readonly kind: Drift["kind"];
  /** Where its new text is. */
  readonly next: string;
  /** Where what stands there is kept. */
  readonly kept: string;
}

function stage(
  folder: string,
  drifts: readonly Drift[],
  undo: (() => void)[],
  stagings: string[],
): readonly StagedFile[] {
  makeFolder(folder, undo);
  // Of this run alone: another one may write at the same time.
  const staging = mkdtempSync(join(folder, STAGING));
  stagings.push(staging);
  undo.push(() => rmSync(staging, { recursive: true }));
  return drifts.map(({ path, kind, after }, index) => {
    const file = join(folder, path);
    const next = join(staging, `${index}.new`);
    if (kind !== "stray") {
      makeFolder(dirname(file), undo);
      writeFileSync(next, after);
    }
    return { folder, file, kind, next, kept: join(staging, `${index}.old`) };
  });
}

function makeFolder(folder: string, undo: (() => void)[]): void {
  const firstMade = mkdirSync(folder, { recursive: true });
  if (firstMade !== undefined) undo.push(() => rmSync(firstMade, { recursive: true, force: true }));
}

function replace({ file, kind, next, kept }: StagedFile, undo: (() => void)[]): void {
  if (kind !== "missing") copyFileSync(file, kept);
  if (kind === "stray") rmSync(file);
  else renameSync(next, file);
  undo.push(kind === "missing" ? () => rmSync(file, { force: true }) : () => renameSync(kept, file));
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
