import createFetchClient from "openapi-fetch";
import { ApiError, StreamError } from "../../templates/runtime/errors.js";
import { envelopeItem, jsonItem, objectItem, textItem } from "../../templates/runtime/items.js";
import { jsonLines } from "../../templates/runtime/json-lines.js";
import { jsonTextSequence } from "../../templates/runtime/json-text-sequence.js";
import { createStreamOpener } from "../../templates/runtime/open-stream.js";
import { serverSentEvents } from "../../templates/runtime/server-sent-events.js";
import type {
  EventMatch,
  ItemReader,
  StreamFormat,
  StreamOperation,
} from "../../templates/runtime/stream-operation.js";
import { createUtf8Decoder } from "../../templates/runtime/utf8.js";
import { where } from "../../templates/runtime/where.js";
import type { Stream, StreamFormatName } from "../model/model.js";
import { rowOf, type ItemReaderName } from "../model/stream-row.js";

/**
 * The one door between the generator and the finished client: what a recording is made with and checked by is the very
 * code that users run, fed with the table that would be generated for them.
 */

export { createUtf8Decoder, type StreamFormat, type StreamOperation };

/** The formats by the names that the model has for them. */
export const STREAM_FORMATS: Readonly<Record<StreamFormatName, StreamFormat>> = {
  serverSentEvents,
  jsonLines,
  jsonTextSequence,
};

const ITEM_READERS: Readonly<Record<ItemReaderName, ItemReader>> = { jsonItem, objectItem, envelopeItem, textItem };

/** The row of the table that `operations.ts` has for this stream. */
export function toOperation(stream: Stream): StreamOperation {
  const { format, item, discriminator, textEvents, end, error, sentinel, request, ...others } = rowOf(stream);
  const { text: everywhere, textByName, ...row } = others;
  const text = everywhere ?? textByName;
  return {
    ...row,
    format: STREAM_FORMATS[format],
    item: ITEM_READERS[item],
    ...(discriminator !== undefined && { discriminator }),
    ...(textEvents.length > 0 && { textEvents }),
    ...(end.length > 0 && { end: toMatch(end) }),
    ...(error.length > 0 && { error: toMatch(error) }),
    ...(text !== undefined && { text }),
    ...(sentinel !== undefined && { sentinel }),
    ...(request !== undefined && { request }),
  };
}

/** Whether a value is one that completes a stream, or is its error. */
export function matchesAny(item: unknown, matches: Stream["end"]): boolean {
  return toMatch(matches)(item);
}

function toMatch(matches: Stream["end"]): EventMatch {
  type Match = readonly [pointer: readonly string[], is?: string | number | boolean | null];
  return where(...matches.map(({ where: pointer, is }): Match => (is === undefined ? [pointer] : [pointer, is])));
}

/** What a call needs, in the words of openapi-fetch. */
export interface CallInit {
  readonly baseUrl: string;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly params?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly bodySerializer?: (body: unknown) => string;
  /** In milliseconds; 0 is none. */
  readonly idleTimeout?: number;
}

/**
 * Calls an operation as its client's method does, once, and reads the stream to its end.
 *
 * @throws ApiError, StreamError and what else the method and its loop throw: see `failureOf`.
 */
export async function readThroughRuntime(
  operation: StreamOperation,
  { baseUrl, ...init }: CallInit,
  { onEvent, onUnknownEvent }: RuntimeListener,
): Promise<void> {
  const openStream = createStreamOpener(createFetchClient({ baseUrl }), {});
  const own = { ...init, onUnknownEvent, retries: 0 } as unknown as Parameters<typeof openStream>[1];
  const stream = await openStream(operation, own);
  for await (const event of stream) onEvent?.(event);
}

/** Is told of what the client's loop yields, and of what it skips. */
export interface RuntimeListener {
  readonly onEvent?: (event: unknown) => void;
  readonly onUnknownEvent: (event: { readonly event: string; readonly data: string }) => void;
}

/** Calls an operation of which nothing is known but its method and path. The answer's body is not read. */
export async function callPlainly(method: string, path: string, { baseUrl, ...init }: CallInit): Promise<void> {
  const client = createFetchClient<Record<string, Record<string, object>>>({ baseUrl });
  const request = client.request as unknown as (method: string, path: string, init: object) => Promise<unknown>;
  await request(method, path, { ...init, parseAs: "stream" });
}

/** What a client's method, or its loop, failed with: `status` where the server answered, else a kind of failure. */
export interface ClientFailure {
  readonly kind: "status" | StreamError["kind"];
  readonly message: string;
  /** How many events came, the one that failed included where it is of kind `event`. */
  readonly eventsReceived: number;
  /** The error event, where that is what failed. */
  readonly event?: unknown;
}

/** `undefined` for an error that is none of the client's. */
export function failureOf(error: unknown): ClientFailure | undefined {
  if (error instanceof ApiError) return { kind: "status", message: error.message, eventsReceived: 0 };
  if (!(error instanceof StreamError)) return undefined;
  const { kind, message, eventsReceived, event } = error;
  return { kind, message, eventsReceived, event };
}
