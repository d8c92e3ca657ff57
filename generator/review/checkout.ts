import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join, posix, relative, resolve, sep } from "node:path";
import { DiagnosticsError, failure } from "../diagnostics/diagnostics.js";
import { toPosix } from "../document/display-name.js";
import { folderOf, inputFiles, type InputRequest } from "../input/inputs.js";
import { mustGit } from "./git.js";

/** The files of a request as a commit has them, in a folder of their own until that is disposed of. */
export interface Checkout extends Disposable {
  /** The same request in that folder; `undefined` where the commit has no document there. */
  readonly request: InputRequest | undefined;
  /** The path in the repository of a file in that folder; `undefined` of any other file. */
  repositoryPath(file: string): string | undefined;
}

const READABLE = /\.(ya?ml|json)$/i;

/**
 * Writes the files of a request, as a commit has them, into a temporary folder. Neither the work tree nor git's index is
 * touched: the files go through an index of their own, and come as a checkout gives them. Links come as text.
 *
 * @throws {DiagnosticsError} where a file of the request is outside of the repository.
 */
export function checkOut(request: InputRequest, commit: string): Checkout {
  const anchor = resolve(folderOf(request));
  const top = mustGit(anchor, ["rev-parse", "--show-toplevel"]).trim();
  const prefix = mustGit(anchor, ["rev-parse", "--show-prefix"]).trim();
  const inRepository = (file: string): string => {
    const path = posix.join(prefix === "" ? "." : prefix, toPosix(relative(anchor, resolve(file))));
    if (path.startsWith("..") || isAbsolute(path)) throw outside(file, top);
    return path.replace(/\/$/, "");
  };
  const named = [request.spec, request.client, ...(request.overlays ?? [])].filter((file) => file !== undefined);
  const files = named.map(inRepository);
  const folders = [inRepository(folderOf(request)), ...files.map((file) => posix.dirname(file))];
  const root = mkdtempSync(join(tmpdir(), "openapi-stream-base-"));
  const dispose = (): void => rmSync(root, { recursive: true, force: true });
  const there = (file: string): string => join(root, inRepository(file));
  const repositoryPath = (file: string): string | undefined => {
    const inside = relative(root, resolve(file));
    return inside.split(sep)[0] === ".." || isAbsolute(inside) ? undefined : toPosix(inside);
  };
  const moved: InputRequest = {
    ...(request.spec === undefined ? { folder: there(folderOf(request)) } : { spec: there(request.spec) }),
    overlays: request.overlays?.map(there),
    client: request.client === undefined ? undefined : there(request.client),
  };
  try {
    writeFiles(top, root, commit, folders, files);
    // What an Overlay extends can stand in another folder.
    const missing = inputFiles(moved).filter((file) => !existsSync(file));
    const elsewhere = missing.flatMap((file) => repositoryPath(file) ?? []);
    writeFiles(
      top,
      root,
      commit,
      elsewhere.map((path) => posix.dirname(path)),
      elsewhere,
    );
  } catch (error) {
    dispose();
    throw error;
  }
  const isThere = request.spec === undefined ? inputFiles(moved).some(existsSync) : existsSync(there(request.spec));
  return { request: isThere ? moved : undefined, repositoryPath, [Symbol.dispose]: dispose };
}

/** Writes the named files of a commit, and all in the folders that a document can be in several files of. */
function writeFiles(
  top: string,
  root: string,
  commit: string,
  folders: readonly string[],
  files: readonly string[],
): void {
  const paths = folders.includes(".") || folders.includes("") ? [] : [...new Set([...folders, ...files])];
  const listed = mustGit(top, ["ls-tree", "-r", "-z", "--full-tree", commit, "--", ...paths]);
  const entries = listed.split("\0").filter((entry) => {
    const path = entry.slice(entry.indexOf("\t") + 1);
    return / blob /.test(entry.slice(0, 20)) && (READABLE.test(path) || files.includes(path));
  });
  if (entries.length === 0) return;
  const env = { GIT_INDEX_FILE: join(root, ".git-index") };
  mustGit(top, ["update-index", "-z", "--index-info"], { input: `${entries.join("\0")}\0`, env });
  mustGit(top, ["-c", "core.symlinks=false", "checkout-index", "-a", "-f", "-q", `--prefix=${root}/`], { env });
}

function outside(file: string, top: string): DiagnosticsError {
  const message = `${file} is outside of the repository ${top}, so there is no earlier state of it`;
  return failure(message, "Name the earlier files with --base and a folder.");
}
