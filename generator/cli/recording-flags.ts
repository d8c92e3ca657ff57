import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { Command } from "commander";
import { apiFolderAt } from "../input/api-folder.js";
import type { InputRequest } from "../input/inputs.js";
import { recordingsFolder, recordingsIn } from "../recording/recordings-folder.js";
import { toRequest, withFiles, type InputFlags } from "./input-flags.js";
import { UsageError } from "./run.js";

/** Gives a verb its recordings, and the flags in place of the API's files. */
export function withRecordings(command: Command): Command {
  return withFiles(command.argument("[recordings...]", "recordings, and folders of them or of APIs (default: spec)"));
}

/** The recordings of paths, of which one may be the folder of an API, or its document, as for other verbs. */
export function recordingsAt(paths: readonly string[]): readonly string[] {
  return paths.map((path) => {
    const folder = apiFolderAt(path);
    if (folder === undefined) return path;
    const recordings = recordingsFolder(folder);
    // They may stand beside the document.
    return existsSync(recordings) || recordingsIn(folder).length === 0 ? recordings : folder;
  });
}

/** The request of a verb that takes recordings: they stand in the folder of their API. */
export function toRecordingsRequest(verb: string, paths: readonly string[], flags: InputFlags): InputRequest {
  const missing = paths.filter((path) => !existsSync(path));
  if (missing.length > 0) {
    const all = missing.join(", ");
    const remedy = "Make a recording with `npx openapi-stream record <operationId>`";
    throw new UsageError(`There is no recording, and no folder of recordings, ${all}. ${remedy}`);
  }
  const document = paths.find((path) => /\.(ya?ml|json)$/i.test(path));
  if (document !== undefined) {
    const remedy = `Of another document than a folder's: ${verb} --spec ${document}`;
    throw new UsageError(`${document} is no recording. ${remedy}`);
  }
  const folders = new Set(
    flags.spec === undefined ? paths.map(apiFolder).filter((folder) => folder !== undefined) : [],
  );
  if (folders.size > 1) throw new UsageError(`The recordings are of several APIs: ${[...folders].join(", ")}`);
  return toRequest(verb, [...folders], flags);
}

function apiFolder(path: string): string | undefined {
  const folder = [path, dirname(path)].find((one) => basename(one) === "recordings");
  return folder && dirname(folder);
}
