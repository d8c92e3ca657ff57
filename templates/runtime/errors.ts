import { streamOperations } from "../operations.js";
import type { ErrorBodyOf, ErrorEventOf, StreamName } from "./operation-types.js";

/**
 * What went wrong with a stream:
 * - `content-type`: the answer is no event stream
 * - `truncated`: the connection closed before the event that completes the stream
 * - `network`: no connection, or it broke
 * - `event`: the server sent an error event
 * - `decode`: an event is not what the document says
 * - `timeout`: nothing came for `idleTimeout`, or no event for `eventTimeout`
 * - `overflow`: an event is larger than `maxEventSize`
 */
export type StreamErrorKind = "content-type" | "truncated" | "network" | "event" | "decode" | "timeout" | "overflow";

export interface StreamErrorFields {
  readonly kind: StreamErrorKind;
  readonly operationId: string;
  readonly eventsReceived: number;
  readonly lastEventId: string;
  readonly response?: Response | undefined;
  readonly event?: unknown;
  readonly cause?: unknown;
}

/** A `StreamError` of one stream. */
export type StreamErrorOf<K extends StreamName> = StreamError &
  (
    | { readonly kind: "event"; readonly event: ErrorEventOf<K> }
    | { readonly kind: Exclude<StreamErrorKind, "event">; readonly event?: undefined }
  );

/** The server answered with a status other than 2xx. */
export class ApiError extends Error {
  override readonly name: string = "ApiError";
  /** The `operationId`, as the document has it. */
  readonly operationId: string;
  readonly status: number;
  /** The body: parsed where it is JSON, else text; `undefined` when it is empty. */
  readonly body: unknown;
  readonly #response: Response;

  constructor(message: string, operationId: string, response: Response, body: unknown) {
    super(message);
    this.operationId = operationId;
    this.status = response.status;
    this.body = body;
    this.#response = response;
  }

  /** Its body has been read. An accessor, so that a logged error does not print headers and queries. */
  get response(): Response {
    return this.#response;
  }

  get headers(): Headers {
    return this.#response.headers;
  }

  /** Whether the stream method of this name threw it. Narrows `body` to the errors that its operation documents. */
  is<K extends StreamName>(name: K): this is ApiError & { readonly body: ErrorBodyOf<K> } {
    return isOperation(name, this.operationId);
  }
}

/** What should have been an event stream is none, or broke off, or cannot be read. */
export class StreamError extends Error {
  override readonly name: string = "StreamError";
  declare readonly kind: StreamErrorKind;
  /** The `operationId`, as the document has it. */
  declare readonly operationId: string;
  /** How many events came before the failure: yielded, or skipped because the document does not know them. */
  declare readonly eventsReceived: number;
  /** The last event ID of the stream (WHATWG HTML, section 9.2.6); `""` when none was sent. */
  declare readonly lastEventId: string;
  /** The error event, where `kind` is `event`. */
  declare readonly event?: unknown;
  /** What `text()` or `collect()` had gathered. */
  declare readonly partial?: string | readonly unknown[];
  readonly #response: Response | undefined;

  constructor(message: string, { response, ...fields }: StreamErrorFields) {
    super(message, fields);
    Object.assign(this, fields);
    this.#response = response;
  }

  /** `undefined` when there was no answer. An accessor, so that a logged error does not print headers and queries. */
  get response(): Response | undefined {
    return this.#response;
  }

  /** Whether the stream method of this name threw it. Narrows `event` to the error events of that stream. */
  is<K extends StreamName>(name: K): this is StreamErrorOf<K> {
    return isOperation(name, this.operationId);
  }
}

function isOperation(name: string, operationId: string): boolean {
  const operations: Readonly<Record<string, { readonly operationId: string }>> = streamOperations;
  return Object.hasOwn(operations, name) && operations[name]!.operationId === operationId;
}
