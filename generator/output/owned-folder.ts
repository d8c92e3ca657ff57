import { lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix, relative } from "node:path";
import { DiagnosticsError, errorOf, failure } from "../diagnostics/diagnostics.js";
import { toPosix } from "../document/display-name.js";
import { BANNER, type GeneratedFile } from "../emit/generated-file.js";

/** The list of the files that are ours, in the folder that they are in. */
export const OWNED_LIST = ".openapi-stream";

/** How the folder begins that a run writes in before it replaces anything: one that was killed may have left it. */
export const STAGING = `${OWNED_LIST}-`;

const ANOTHER = "Choose a new or an empty folder with `out` in client.yaml or with --out.";

/** Folders that a build, an install or a version control system makes. */
const NEVER_STRAY: ReadonlySet<string> = new Set(["dist", "node_modules", ".git"]);

/** What stands in a folder to write to, with forward slashes. */
export interface OwnedFolder {
  /** All files that a person or we put there, sorted. */
  readonly existing: readonly string[];
  /** The files that an earlier run wrote, be they there or not. */
  readonly owned: ReadonlySet<string>;
}

/**
 * Reads the folder that files are to be written to; it need not be there.
 *
 * @throws {DiagnosticsError} where it is not ours to write to.
 */
export function readFolder(folder: string, files: readonly GeneratedFile[]): OwnedFolder {
  try {
    if (!isFolder(folder)) return { existing: [], owned: new Set() };
    const owned = ownedFiles(folder, files);
    return { existing: listFolder(folder), owned };
  } catch (error) {
    if (error instanceof DiagnosticsError || !(error instanceof Error && "code" in error)) throw error;
    throw failure(`The folder ${folder} cannot be read: ${error.message}`, ANOTHER);
  }
}

/**
 * The files that an earlier run wrote. A folder with other people's files and no such list is not ours, and need not be
 * read further than to the first of them: it may be the root of a disk.
 */
function ownedFiles(folder: string, files: readonly GeneratedFile[]): ReadonlySet<string> {
  const list = join(folder, OWNED_LIST);
  if (lstatSync(list, { throwIfNoEntry: false })?.isFile()) {
    return new Set([OWNED_LIST, ...readFileSync(list, "utf8").split(/\r?\n/).filter(isInside)]);
  }
  const [first] = entriesIn(folder);
  if (first === undefined) return new Set();
  if (files.some(({ path, text }) => text.startsWith(BANNER) && isBannered(join(folder, path)))) {
    const hint = `Only what it lists is ever replaced. Restore it, such as by \`git checkout -- ${list}\`, or remove the folder, if nothing in it is yours.`;
    throw failure(`The folder ${folder} holds a client, and the list of its files, ${OWNED_LIST}, is missing`, hint);
  }
  throw failure(`The folder ${folder} holds files that openapi-stream did not write, such as ${first.path}`, ANOTHER);
}

function isBannered(file: string): boolean {
  const isFile = lstatSync(file, { throwIfNoEntry: false })?.isFile() === true;
  return isFile && readFileSync(file, "utf8").replaceAll("\r\n", "\n").startsWith(BANNER);
}

/** A list that someone tampered with must not reach out of the folder. */
function isInside(path: string): boolean {
  return path !== "" && posix.normalize(path) === path && !path.startsWith("../") && !posix.isAbsolute(path);
}

function listFolder(folder: string): readonly string[] {
  const entries = [...entriesIn(folder)];
  const links = entries.filter(({ isLink }) => isLink);
  if (links.length > 0) {
    const hint = "What is written here must stay here: remove the link.";
    throw new DiagnosticsError(links.map(({ path }) => errorOf(`${join(folder, path)} is a symbolic link`, hint)));
  }
  return entries.map(({ path }) => path).sort();
}

interface Entry {
  /** Within the folder, with forward slashes. */
  readonly path: string;
  readonly isLink: boolean;
}

/** The files and links in a folder, one after the other. A folder in it with a list of its own is another client. */
function* entriesIn(folder: string, directory = folder): Generator<Entry, void> {
  const entries = readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const isStaging = (name: string): boolean => directory === folder && name.startsWith(STAGING);
  for (const entry of entries.filter(({ name }) => !NEVER_STRAY.has(name) && !isStaging(name))) {
    const file = join(directory, entry.name);
    if (!entry.isDirectory()) {
      yield { path: toPosix(relative(folder, file)), isLink: entry.isSymbolicLink() };
    } else if (lstatSync(join(file, OWNED_LIST), { throwIfNoEntry: false }) === undefined) {
      yield* entriesIn(folder, file);
    }
  }
}

/**
 * Whether the folder is there. It may be a link to one: whoever names a folder to write to could name that as well, and
 * in it the same holds.
 */
function isFolder(folder: string): boolean {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats === undefined && lstatSync(folder, { throwIfNoEntry: false }) !== undefined) {
    throw failure(`${folder} is a symbolic link to what is not there`, "Make the folder that it names, or remove it.");
  }
  if (stats !== undefined && !stats.isDirectory()) {
    throw failure(`${folder} is not a folder`, "Choose another one with --out.");
  }
  return stats !== undefined;
}
