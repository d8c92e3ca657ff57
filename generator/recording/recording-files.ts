import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { collect, DiagnosticsError, failure, type Diagnostic, type Location } from "../diagnostics/diagnostics.js";
import { displayName } from "../document/display-name.js";
import { readText } from "../document/read-text.js";
import { writeText } from "../document/write-text.js";
import { groupBy } from "../group-by.js";
import { parseRecording } from "./parse-recording.js";
import { recordingText, type Recording } from "./recording.js";
import { EXTENSION, recordingsIn } from "./recordings-folder.js";

/** A recording, and the file that it stands in. */
export interface RecordingFile {
  /** As diagnostics name it. */
  readonly file: string;
  readonly text: string;
  readonly recording: Recording;
}

/** Where a recording says of which operation it is. */
export function locateRequest({ file, text }: RecordingFile): Location {
  return { file, text, line: 1, column: 1 };
}

/**
 * Reads recordings: files, and all that are in folders, in the order of their numbers.
 *
 * @throws {DiagnosticsError} with all that is wrong with any of them, or when there is none.
 */
export function readRecordings(paths: readonly string[]): readonly RecordingFile[] {
  const isNothing = paths.every((path) => !existsSync(path));
  const files = isNothing ? [] : paths.flatMap((path) => (isFolder(path) ? recordingsIn(path) : [path]));
  const recordings = readFiles(files);
  if (recordings.length === 0) {
    const hint = "Make one with `npx openapi-stream record <operationId>`.";
    throw failure(`There is no recording in ${paths.join(", ")}`, hint);
  }
  return recordings;
}

/**
 * Reads the recordings of a folder in the order of their numbers: none where there is no folder.
 *
 * @throws {DiagnosticsError} with all that is wrong with any of them.
 */
export function readFolder(folder: string): readonly RecordingFile[] {
  return readFiles(isFolder(folder) ? recordingsIn(folder) : []);
}

function readFiles(paths: readonly string[]): readonly RecordingFile[] {
  const problems: Diagnostic[] = [];
  const read = (path: string): RecordingFile => {
    const file = displayName(path);
    const text = readText(path, file);
    return { file, text, recording: parseRecording(file, text) };
  };
  const recordings = paths.flatMap((path) => collect(problems, () => read(path)) ?? []);
  if (problems.length > 0) throw new DiagnosticsError(problems);
  return recordings;
}

/** Recordings by the operation that they are of, in order. */
export function byOperation(
  files: readonly RecordingFile[],
): ReadonlyMap<string, readonly [RecordingFile, ...RecordingFile[]]> {
  return groupBy(files, ({ recording }) => recording.request.operationId);
}

/**
 * Writes a recording.
 *
 * @param out The file, if it ends with `.jsonl`, whose place it takes where there is one; else the folder, where it is
 *   numbered after the last one of its operation.
 * @returns The file.
 * @throws {DiagnosticsError} where the file system refuses.
 */
export function writeRecording(out: string, recording: Recording): string {
  const file = out.endsWith(EXTENSION) ? out : join(out, nextName(out, recording.request.operationId));
  writeText(file, recordingText(recording), out.endsWith(EXTENSION) ? "w" : "wx");
  return file;
}

function nextName(folder: string, operationId: string): string {
  // A document's string becomes a path: nothing that leads elsewhere, that a file system refuses, or that hides it.
  const base =
    operationId
      .replace(/[^\w.-]+/g, "-")
      .replace(/^[.-]+/, "")
      .slice(0, 100) || "operation";
  const numbered = new RegExp(`^${base.replaceAll(".", "\\.")}-(\\d+)\\${EXTENSION}$`, "i");
  const numbers = isFolder(folder) ? readdirSync(folder).map((name) => Number(numbered.exec(name)?.[1] ?? 0)) : [];
  return `${base}-${Math.max(0, ...numbers) + 1}${EXTENSION}`;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
