import { isDeepStrictEqual } from "node:util";
import type { JsonValue } from "../document/source.js";
import type { Stream } from "../model/model.js";
import { toOperation } from "../recording/client-runtime.js";
import { itemsOf, nameOf } from "../recording/items.js";
import { parseJson } from "../recording/json.js";
import type { RecordingFile } from "../recording/recording-files.js";
import type { Recording } from "../recording/recording.js";

/** Whether a recording is fit to be played: its stream came, and did not break. */
export function isPlayable({ recording: { response, end } }: RecordingFile): boolean {
  return response !== undefined && response.status >= 200 && response.status < 300 && end.end !== "failed";
}

/**
 * The recording to answer a request with: one of the same request body, where there is one, else one that holds no error;
 * of several, each in its turn.
 *
 * @param turn How many requests of the operation came before.
 */
export function chooseRecording(
  stream: Stream,
  recordings: readonly RecordingFile[],
  body: JsonValue | undefined,
  turn: number,
): RecordingFile | undefined {
  const same = recordings.filter(({ recording }) => isDeepStrictEqual(recording.request.body, body));
  const whole = recordings.filter(({ recording }) => !holdsError(stream, recording));
  const candidates = [same, whole, recordings].find(({ length }) => length > 0) ?? [];
  return candidates[turn % candidates.length];
}

function holdsError(stream: Stream, recording: Recording): boolean {
  const { format, error } = toOperation(stream);
  const thrown = new Set(stream.events.filter(({ role }) => role === "throw").map(({ name }) => name));
  return itemsOf(recording, format).some(
    (item) => thrown.has(nameOf(item, stream.discriminator)) || error?.(parseJson(item.data)) === true,
  );
}
