import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { DiagnosticsError, type Diagnostic } from "./diagnostics.js";
import { BANNER, type GeneratedFile } from "./generated-file.js";

/** The list of the files that are ours, in the folder that they are in. */
export const MANIFEST = ".openapi-stream";

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

/** Folders that a build or an install makes. */
const NEVER_STRAY: ReadonlySet<string> = new Set(["dist", "node_modules"]);

/**
 * Compares the generated files with the folder. CRLF is the same as LF, for a checkout may turn one into the other.
 *
 * @throws {DiagnosticsError} where the folder is not ours to write to.
 */
export function compareOutput(folder: string, files: readonly GeneratedFile[]): Comparison {
  const wanted = [...files, manifestOf(files)];
  const existing = listFolder(folder);
  const owned = readManifest(folder, existing);
  const wantedPaths = new Set(wanted.map(({ path }) => path));
  const drifts = wanted.flatMap(({ path, text }): Drift[] => {
    if (!existing.includes(path)) {
      return [{ path, kind: "missing", before: "", after: text }];
    }
    const before = readFileSync(join(folder, path), "utf8");
    return before.replaceAll("\r\n", "\n") === text ? [] : [{ path, kind: "stale", before, after: text }];
  });
  const others = existing.filter((path) => !wantedPaths.has(path));
  const strays = others.filter((path) => owned.has(path) || isBannered(join(folder, path)));
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

/**
 * Brings the folder to what was compared: everything or nothing. Every text is on the disk before the first file is
 * replaced; should a replacement fail, those before it are taken back.
 */
export function writeOutput(folder: string, drifts: readonly Drift[]): void {
  const staged = drifts
    .filter(({ kind }) => kind !== "stray")
    .map((drift) => ({ drift, temporary: `${drift.path}.openapi-stream-new` }));
  const done: Drift[] = [];
  try {
    for (const { drift, temporary } of staged) {
      mkdirSync(dirname(join(folder, drift.path)), { recursive: true });
      writeFileSync(join(folder, temporary), drift.after);
    }
    for (const { drift, temporary } of staged) {
      renameSync(join(folder, temporary), join(folder, drift.path));
      done.push(drift);
    }
    for (const drift of drifts.filter(({ kind }) => kind === "stray")) {
      rmSync(join(folder, drift.path));
      done.push(drift);
    }
  } catch (error) {
    staged.forEach(({ temporary }) => rmSync(join(folder, temporary), { force: true }));
    done.forEach((drift) => takeBack(folder, drift));
    throw new DiagnosticsError([
      {
        severity: "error",
        message: `Could not write to ${folder}: ${error instanceof Error ? error.message : String(error)}`,
        hint: "Nothing was changed.",
      },
    ]);
  }
}

function takeBack(folder: string, drift: Drift): void {
  if (drift.kind === "missing") {
    rmSync(join(folder, drift.path), { force: true });
  } else {
    writeFileSync(join(folder, drift.path), drift.before);
  }
}

function manifestOf(files: readonly GeneratedFile[]): GeneratedFile {
  const paths = files.map(({ path }) => path).sort();
  return { path: MANIFEST, text: `${paths.join("\n")}\n` };
}

/** The files that an earlier run wrote. A folder with other people's files and no such list is not ours. */
function readManifest(folder: string, existing: readonly string[]): ReadonlySet<string> {
  if (!existing.includes(MANIFEST)) {
    if (existing.length > 0) {
      throw new DiagnosticsError([
        {
          severity: "error",
          message: `The folder ${folder} holds files that openapi-stream did not write, such as ${existing[0]}`,
          hint: "Choose a new or an empty folder with `out` in client.yaml or with --out.",
        },
      ]);
    }
    return new Set();
  }
  return new Set([MANIFEST, ...readFileSync(join(folder, MANIFEST), "utf8").split(/\r?\n/).filter(isInside)]);
}

/** A list that someone tampered with must not reach out of the folder. */
function isInside(path: string): boolean {
  return path !== "" && posix.normalize(path) === path && !path.startsWith("../") && !posix.isAbsolute(path);
}

function isBannered(file: string): boolean {
  return file.endsWith(".ts") && readFileSync(file, "utf8").replaceAll("\r\n", "\n").startsWith(BANNER);
}

/** All files of a folder that a person or we put there, sorted; none for a folder that is not there. */
function listFolder(folder: string): readonly string[] {
  const problems: Diagnostic[] = [];
  const paths: string[] = [];
  const visit = (directory: string): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const file = join(directory, entry.name);
      const path = relative(folder, file).split(sep).join("/");
      if (entry.isSymbolicLink()) {
        problems.push({
          severity: "error",
          message: `${file} is a symbolic link`,
          hint: "What is written here must stay here: remove the link.",
        });
      } else if (!entry.isDirectory()) {
        paths.push(path);
      } else if (!NEVER_STRAY.has(entry.name)) {
        visit(file);
      }
    }
  };
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (stats === undefined) {
    return [];
  }
  if (!stats.isDirectory()) {
    throw new DiagnosticsError([
      { severity: "error", message: `${folder} is not a folder`, hint: "Choose another one with --out." },
    ]);
  }
  visit(folder);
  if (problems.length > 0) {
    throw new DiagnosticsError(problems);
  }
  return paths.sort();
}
