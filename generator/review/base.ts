import { statSync } from "node:fs";
import { resolve } from "node:path";
import { DiagnosticsError, errorOf, failure, type Diagnostic, type Location } from "../diagnostics/diagnostics.js";
import { folderOf, type InputRequest } from "../input/inputs.js";
import { findBaseCommit, short } from "./base-commit.js";
import { checkOut } from "./checkout.js";
import { git } from "./git.js";
import { readRevision, type Revision } from "./revision.js";

/** What a client is compared with. */
export interface Base {
  /** What it is called for people: `main (3877ebc)`, or the path of a folder. */
  readonly name: string;
  /** `undefined` where there was no client yet. */
  readonly revision: Revision | undefined;
  /** The name of a file of the base: `3877ebc:spec/openapi.yaml`, as git understands it. */
  fileName(file: string): string;
}

/**
 * Reads what a client is compared with: an earlier document, an earlier folder, or the same files at a commit.
 *
 * @throws {DiagnosticsError} where there is no such thing, or with what is wrong with it.
 */
export function readBase(request: InputRequest, name: string | undefined): Base {
  const stats = name === undefined ? undefined : statSync(name, { throwIfNoEntry: false });
  if (name !== undefined && stats !== undefined) {
    // Another document under the same flags; a folder brings its own Overlays and client.yaml.
    const earlier = stats.isDirectory() ? { folder: name } : { ...request, spec: name };
    return { name, revision: readEarlier(earlier, name, (file) => file), fileName: (file) => file };
  }
  const folder = resolve(folderOf(request));
  if (git(folder, ["rev-parse", "--is-inside-work-tree"])?.trim() !== "true") {
    throw noRepository(name);
  }
  const base = findBaseCommit(folder, name);
  using checkout = checkOut(request, base.commit);
  const fileName = (file: string): string => {
    const path = checkout.repositoryPath(file);
    return path === undefined ? file : `${short(base.commit)}:${path}`;
  };
  const revision = checkout.request && readEarlier(checkout.request, base.name, fileName);
  return { name: base.name, revision, fileName };
}

/** What is wrong with the base is wrong with files that the user cannot open as they are named. */
function readEarlier(request: InputRequest, name: string, fileName: (file: string) => string): Revision {
  try {
    return readRevision(request);
  } catch (error) {
    if (!(error instanceof DiagnosticsError)) throw error;
    const move = (location: Location): Location => ({ ...location, file: fileName(location.file) });
    throw new DiagnosticsError([
      ...error.diagnostics.map((problem): Diagnostic => ({
        ...problem,
        location: problem.location && move(problem.location),
        related: problem.related?.map((one) => ({ ...one, location: move(one.location) })),
      })),
      errorOf(
        `No client can be generated from ${name}, so there is nothing to compare with`,
        "Name another state of the files with --base: one that `generate` takes.",
      ),
    ]);
  }
}

function noRepository(name: string | undefined): DiagnosticsError {
  const message =
    name === undefined
      ? "These files are in no git repository, so there is no earlier state of them"
      : `There is no file or folder ${name}, and these files are in no git repository`;
  const hint = "Name an earlier state with --base: a document, or a folder with its Overlays.";
  return failure(message, hint);
}
