import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { DiagnosticsError, type Diagnostic } from "../diagnostics/diagnostics.js";
import type { JsonValue } from "../document/source.js";
import { parseRecording } from "../recording/parse-recording.js";
import type { Recording } from "../recording/recording.js";

/** A recording, and the file that it is from. */
export interface RecordedStream {
  readonly file: string;
  readonly recording: Recording;
}

/**
 * Reads the recordings of a folder, in the order of their numbers.
 *
 * @throws {DiagnosticsError} with what is wrong with any of them.
 */
export function readRecordings(folder: string): readonly RecordedStream[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".jsonl")) : [];
  const problems: Diagnostic[] = [];
  const read = names
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }))
    .flatMap((name): readonly RecordedStream[] => {
      const file = join(folder, name);
      try {
        return [{ file, recording: parseRecording(file, readFileSync(file, "utf8")) }];
      } catch (error) {
        if (!(error instanceof DiagnosticsError)) {
          throw error;
        }
        problems.push(...error.diagnostics);
        return [];
      }
    });
  if (problems.length > 0) {
    throw new DiagnosticsError(problems);
  }
  return read;
}

/** Whether a recording is fit to be played: its stream came, and did not break. */
export function isPlayable({ recording: { response, end } }: RecordedStream): boolean {
  return response !== undefined && response.status >= 200 && response.status < 300 && end.end !== "failed";
}

/**
 * The recording to answer a request with: one of the same request body, where there is one; of several, each in its turn.
 *
 * @param turn How many requests of the operation came before.
 */
export function chooseRecording(
  recordings: readonly RecordedStream[],
  body: JsonValue | undefined,
  turn: number,
): RecordedStream | undefined {
  const same = recordings.filter(({ recording }) => isDeepStrictEqual(recording.request.body, body));
  const candidates = same.length > 0 ? same : recordings;
  return candidates[turn % candidates.length];
}
