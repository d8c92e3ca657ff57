import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { formatDiagnostic } from "../../../generator/diagnostics/diagnostics.js";
import { infer } from "../../../generator/inference/infer.js";
import { recordingText, type Recording } from "../../../generator/recording/recording.js";
import { useFolder } from "../documents.js";
import { documentWith } from "./streams.js";

/** A document that says nothing of the stream's events. */
export const EMPTY = documentWith("{application/json: {schema: {type: object, properties: {}}}}");

/** Folders of APIs with recordings, to be inferred from. They are gone after the tests of the file. */
export function useInference() {
  const { write } = useFolder();
  let folders = 0;
  const addRecordings = (name: string, recordings: readonly Recording[], first = 1): void => {
    recordings.forEach((one, index) => write(`${name}/recordings/chat-${index + first}.jsonl`, recordingText(one)));
  };
  return {
    addRecordings,
    inferred,
    /** A folder with a document, recordings, and an Overlay if there is one. */
    api(document: string, recordings: readonly Recording[], overlay?: string): string {
      const name = `api${++folders}`;
      const file = write(`${name}/openapi.yaml`, document);
      addRecordings(name, recordings);
      if (overlay !== undefined) write(`${name}/streaming.overlay.yaml`, overlay);
      return dirname(file);
    },
  };
}

/** Infers, and holds the recordings against what came out: all is declared, and there is nothing more to add. */
async function inferred(folder: string): Promise<string> {
  const report = await infer({ folder }, [], true);
  expect(warningsOf(report)).toEqual([]);
  const text = overlayOf(folder);
  // It verifies the recordings as well.
  const again = await infer({ folder }, [], true);
  expect(again.warnings.map((one) => formatDiagnostic(one))).toEqual([]);
  expect(again.lines).toEqual([expect.stringMatching(/streaming\.overlay\.yaml: nothing to add$/)]);
  expect(overlayOf(folder)).toBe(text);
  return text;
}

export function warningsOf(report: Awaited<ReturnType<typeof infer>>): readonly string[] {
  return report.warnings.map(({ severity, message }) => `${severity}: ${message}`);
}

/** The text of the Overlay that was inferred. */
export function overlayOf(folder: string): string {
  return readFileSync(join(folder, "streaming.overlay.yaml"), "utf8");
}

/** The lines of the actions. */
export function actionsOf(text: string): string {
  return text.slice(text.indexOf("actions:") + "actions:\n".length);
}
