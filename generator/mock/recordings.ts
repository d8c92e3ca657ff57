import { isDeepStrictEqual } from "node:util";
import { isObject, type JsonValue } from "../document/source.js";
import { withoutKeys } from "../emit/operation-init.js";
import type { Stream } from "../model/model.js";
import { toOperation } from "../recording/client-runtime.js";
import { itemsOf, nameOf } from "../recording/items.js";
import { parseJson } from "../recording/json.js";
import { isSuccess } from "../recording/recorded-answer.js";
import type { RecordingFile } from "../recording/recording-files.js";

/** Whether a recording is fit to be played: its stream came, and did not break. */
export function isPlayable({ recording }: RecordingFile): boolean {
  return isSuccess(recording) && recording.end.end !== "failed";
}

/** A recording that is fit to be played. */
export interface PlayableRecording extends RecordingFile {
  /** Whether the error of the stream is among its events. */
  readonly holdsError: boolean;
  /** The body that it answers, less what asks for the stream. */
  readonly body: JsonValue | undefined;
}

/** The recordings of a stream, looked through once: a request is not to wait for that. */
export function toPlayable(stream: Stream, files: readonly RecordingFile[]): readonly PlayableRecording[] {
  const { format, error } = toOperation(stream);
  const thrown = new Set(stream.events.filter(({ role }) => role === "throw").map(({ name }) => name));
  return files.map((file) => ({
    ...file,
    body: lessRequest(stream, file.recording.request.body),
    holdsError: itemsOf(file.recording, format).some(
      (item) => thrown.has(nameOf(item, stream.discriminator)) || error?.(parseJson(item.data)) === true,
    ),
  }));
}

/** The client adds the fields that ask for the stream, and who records by hand may not: they tell no requests apart. */
function lessRequest({ request }: Stream, body: JsonValue | undefined): JsonValue | undefined {
  if (request === undefined || !isObject(body)) return body;
  const rest = withoutKeys(body, request);
  return Object.keys(rest).length === 0 ? undefined : rest;
}

/**
 * The recording to answer a request with: one of the same request body, where there is one, whether or not it asks for
 * the stream; else one that holds no error; of several, each in its turn.
 *
 * @param turn How many requests of the operation came before.
 */
export function chooseRecording(
  stream: Stream,
  recordings: readonly PlayableRecording[],
  body: JsonValue | undefined,
  turn: number,
): PlayableRecording | undefined {
  const asked = lessRequest(stream, body);
  const same = recordings.filter((recording) => isDeepStrictEqual(recording.body, asked));
  const whole = recordings.filter(({ holdsError }) => !holdsError);
  const candidates = [same, whole, recordings].find(({ length }) => length > 0) ?? [];
  return candidates[turn % candidates.length];
}
