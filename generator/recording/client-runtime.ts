import createFetchClient from "openapi-fetch";
import { ApiError, StreamError } from "../../templates/runtime/errors.js";
import { jsonLines } from "../../templates/runtime/json-lines.js";
import { jsonTextSequence } from "../../templates/runtime/json-text-sequence.js";
import { createStreamOpener } from "../../templates/runtime/open-stream.js";
import { serverSentEvents } from "../../templates/runtime/server-sent-events.js";
import type {
  EventMatch as RuntimeMatch,
  StreamFormat,
  StreamOperation,
} from "../../templates/runtime/stream-operation.js";
import type { EventMatch, Stream, StreamFormatName } from "../model/model.js";

/**
 * The one door between the generator and the finished client: what a recording is made with and checked by is the very
 * code that users run, fed with the table that would be generated for them.
 */

export type { StreamFormat, StreamOperation };

/** The formats by the names that the model has for them. */
export const STREAM_FORMATS: Readonly<Record<StreamFormatName, StreamFormat>> = {
  serverSentEvents,
  jsonLines,
  jsonTextSequence,
};

/** The row of the table that `operations.ts` has for this stream. */
export function toOperation(stream: Stream): StreamOperation {
  const { discriminator, sentinel, request } = stream;
  const byName = stream.events.flatMap(({ name, text }) => (text === undefined ? [] : [[name, text] as const]));
  const textEvents = stream.events
    .filter(({ type }) => type.envelope !== undefined && type.schema === undefined)
    .map(({ name }) => name);
  const text = stream.text ?? (byName.length > 0 ? Object.fromEntries(byName) : undefined);
  return {
    operationId: stream.operationId,
    method: stream.method,
    path: stream.path,
    mediaType: stream.mediaType,
    format: STREAM_FORMATS[stream.format],
    item: stream.item,
    ...(discriminator !== undefined && { discriminator }),
    events: stream.named ? Object.fromEntries(stream.events.map(({ name, role }) => [name, role])) : {},
    ...(textEvents.length > 0 && { textEvents }),
    ...(stream.end.length > 0 && { end: stream.end.map(toMatch) }),
    ...(stream.error.length > 0 && { error: stream.error.map(toMatch) }),
    ...(text !== undefined && { text }),
    ...(sentinel !== undefined && { sentinel }),
    ...(request !== undefined && { request }),
  };
}

function toMatch({ where, is }: EventMatch): RuntimeMatch {
  return { where, ...(is !== undefined && { is }) };
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
  readonly onUnknownEvent: (event: { readonly event?: string; readonly data: string }) => void;
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
