import { streamOperations } from "../operations.js";
import type { ErrorBodyOf, ErrorEventOf, OperationOf, StreamName } from "./operation-types.js";
import type { StreamOperation } from "./stream-operation.js";

/**
 * What went wrong with a stream:
 * - `content-type`: the answer is no event stream
 * - `truncated`: the connection closed before the event that completes the stream, or inside one
 * - `network`: no connection, or it broke
 * - `event`: the server sent an error event
 * - `decode`: an event is not JSON, or lacks its name or its text
 * - `timeout`: nothing came for `idleTimeout`, or no event for `eventTimeout`
 * - `overflow`: an event is larger than `maxEventSize`
 */
export type StreamErrorKind = "content-type" | "truncated" | "network" | "event" | "decode" | "timeout" | "overflow";

/** A `StreamError` of one stream. */
export type StreamErrorOf<K extends StreamName> = StreamError &
  (
    | { readonly kind: "event"; readonly event: ErrorEventOf<K> }
    | { readonly kind: Exclude<StreamErrorKind, "event">; readonly event?: undefined }
  );

/** What an error tells of its call. */
interface FailedCall {
  readonly operation: StreamOperation;
  readonly request: Request | undefined;
  readonly response: Response | undefined;
}

interface StreamErrorFields {
  readonly kind: StreamErrorKind;
  readonly eventsReceived: number;
  readonly lastEventId: string;
  readonly event?: unknown;
  readonly cause?: unknown;
}

/** What a stream method throws. */
abstract class CallError<Fields extends object> extends Error {
  /** The `operationId`, as the document has it. */
  declare readonly operationId: string;
  /** `undefined` when there was no answer. */
  declare readonly response: Response | undefined;
  readonly #operation: StreamOperation;

  /** @param message What is wrong, without the request: that is added, less its query, which may hold secrets. */
  constructor({ operation, request, response }: FailedCall, message: string, fields: Fields) {
    const url = request?.url.replace(/[?#].*/, "") ?? operation.path;
    super(`${message}: ${operation.method.toUpperCase()} ${url}`, fields);
    this.#operation = operation;
    Object.assign(this, { operationId: operation.operationId }, fields);
    // Not enumerable, so that a logged error does not print headers and queries.
    Object.defineProperty(this, "response", { value: response });
  }

  protected isOf(name: StreamName): boolean {
    return streamOperations[name] === this.#operation;
  }
}

/** The server answered with a status other than 2xx. */
export class ApiError extends CallError<{ readonly status: number; readonly body: unknown }> {
  override readonly name: string = "ApiError";
  declare readonly status: number;
  /** The body: parsed where it is JSON, else text; `undefined` when it is empty. */
  declare readonly body: unknown;
  /** Its body has been read. */
  declare readonly response: Response;

  get headers(): Headers {
    return this.response.headers;
  }

  /**
   * Whether the stream method of this name threw it. Narrows `body` to the errors that its operation documents. And the ID,
   * for where none is documented nothing else would tell an error of this operation from any other.
   */
  is<K extends StreamName>(
    name: K,
  ): this is ApiError & { readonly operationId: OperationOf<K>["operationId"]; readonly body: ErrorBodyOf<K> } {
    return this.isOf(name);
  }
}

/** What should have been an event stream is none, or broke off, or cannot be read. */
export class StreamError extends CallError<StreamErrorFields> {
  override readonly name: string = "StreamError";
  declare readonly kind: StreamErrorKind;
  /** How many events came: yielded, skipped because the document does not know them, or thrown as the error event. */
  declare readonly eventsReceived: number;
  /** The last event ID of the stream (WHATWG HTML, section 9.2.6); `""` when none was sent. */
  declare readonly lastEventId: string;
  /** The error event, where `kind` is `event`. */
  declare readonly event?: unknown;
  /** What `text()` or `collect()` had gathered. */
  declare readonly partial?: string | readonly unknown[];

  /** Whether the stream method of this name threw it. Narrows `event` to the error events of that stream. */
  is<K extends StreamName>(name: K): this is StreamErrorOf<K> {
    return this.isOf(name);
  }
}
