import { isDeepStrictEqual } from "node:util";
import type { JsonValue } from "../document/source.js";
import type { RecordingFile } from "../recording/recording-files.js";

/** Whether a recording is fit to be played: its stream came, and did not break. */
export function isPlayable({ recording: { response, end } }: RecordingFile): boolean {
  return response !== undefined && response.status >= 200 && response.status < 300 && end.end !== "failed";
}

/**
 * The recording to answer a request with: one of the same request body, where there is one; of several, each in its turn.
 *
 * @param turn How many requests of the operation came before.
 */
export function chooseRecording(
  recordings: readonly RecordingFile[],
  body: JsonValue | undefined,
  turn: number,
): RecordingFile | undefined {
  const same = recordings.filter(({ recording }) => isDeepStrictEqual(recording.request.body, body));
  const candidates = same.length > 0 ? same : recordings;
  return candidates[turn % candidates.length];
}
