import fc from "fast-check";
import {
  toChunk,
  type RecordedChunk,
  type RecordedEnd,
  type RecordedRequest,
  type RecordedResponse,
  type Recording,
} from "../../../generator/recording/recording.js";
import { json } from "../json.js";

const ms = fc.nat();
const text = fc.string({ unit: "grapheme" });
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/);
const headers = fc.uniqueArray(fc.tuple(name, text), { selector: ([key]) => key, maxLength: 4 }).map(fromEntries);

const request: fc.Arbitrary<RecordedRequest> = fc
  .record({
    operationId: text,
    method: fc.constantFrom("GET", "POST"),
    url: fc.webUrl(),
    headers,
    // What JSON cannot hold, such as -0, is in no recording.
    body: fc.option(json, { nil: undefined }).map((body) => (body === undefined ? body : clone(body))),
  })
  .map(({ body, ...rest }) => ({ ...rest, ...(body !== undefined && { body }) }));

const response: fc.Arbitrary<RecordedResponse> = fc.record({
  status: fc.integer({ min: 200, max: 599 }),
  headers,
  ms,
});

const chunk: fc.Arbitrary<RecordedChunk> = fc.oneof(
  fc.record({ text, ms }),
  fc.tuple(fc.uint8Array({ minLength: 1 }), ms).map(([bytes, at]) => toChunk(bytes, at)),
);

const end: fc.Arbitrary<RecordedEnd> = fc.oneof(
  fc.record({ end: fc.constantFrom("closed" as const, "completed" as const), ms }),
  fc.record({ end: fc.constant("failed" as const), error: fc.record({ kind: name, message: text }), ms }),
);

/** Any recording. */
export const recordings: fc.Arbitrary<Recording> = fc.oneof(
  fc.record({ request, response, chunks: fc.array(chunk), end }),
  fc.record({ request, chunks: fc.constant([]), end }),
);

function fromEntries(entries: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(entries);
}

function clone<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
