import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterAll, beforeAll, vi } from "vitest";

import { DiagnosticsError, type Location } from "../../generator/diagnostics/diagnostics.js";
import { readDocument, type Document, type JsonValue, type Path } from "../../generator/document/source.js";

/** A folder for the files of a test, which is the working directory while the tests of the file run. */
export function useFolder(): {
  write(name: string, text: string | Uint8Array): string;
  read(name: string, text: string): Document;
} {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "openapi-stream-"));
    vi.spyOn(process, "cwd").mockReturnValue(folder);
  });
  afterAll(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });
  const write = (name: string, text: string | Uint8Array): string => {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  return { write, read: (name, text) => readDocument(write(name, text)) };
}

/** The formatted diagnostics that `run` throws. */
export function problemsOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof DiagnosticsError) return error.message;
    throw error;
  }
  throw new Error("nothing was thrown");
}

/** The text from a location to the end of its line. */
export function textAt({ text, line, column }: Location): string {
  return (text.split("\n")[line - 1] ?? "").slice(column - 1);
}

/** `line:column text`, short enough to be compared by eye. */
export function placeAt(location: Location): string {
  return `${location.file}:${location.line}:${location.column} ${textAt(location)}`;
}

/** The way to every value of a document, the root first. */
export function pathsOf(value: JsonValue, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const steps: readonly (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const children = value as { readonly [step: string | number]: JsonValue };
  return [path, ...steps.flatMap((step) => pathsOf(children[step]!, [...path, step]))];
}
