import { StreamError, type StreamErrorKind } from "./errors.js";
import type { StreamDecoder, StreamOperation } from "./stream-operation.js";

/** What is known of one call, kept up to date by whoever makes and reads it, and copied into every error. */
export interface CallState {
  readonly operation: StreamOperation;
  /** The address of the latest request; `""` before the first. */
  url: string;
  response?: Response;
  decoder?: StreamDecoder;
  eventsReceived: number;
}

export function createCallState(operation: StreamOperation): CallState {
  return { operation, url: "", eventsReceived: 0 };
}

/** @param message What is wrong, without the request: that is added. */
export function createStreamError(
  call: CallState,
  kind: StreamErrorKind,
  message: string,
  more?: { readonly cause?: unknown; readonly event?: unknown },
): StreamError {
  return new StreamError(withRequest(message, call), {
    kind,
    operationId: call.operation.operationId,
    eventsReceived: call.eventsReceived,
    lastEventId: call.decoder?.lastEventId ?? "",
    response: call.response,
    ...more,
  });
}

/** What fetch, or the reading of its body, failed with, as an error of ours. */
export function createNetworkError(call: CallState, cause: unknown): StreamError {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const { code, message } = Object(inner) as { readonly code?: unknown; readonly message?: unknown };
  // undici's own limits: 300 seconds without headers, and as long without a byte of the body.
  const timedOut = code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT";
  const what = call.response ? "The connection broke" : "The request failed";
  return createStreamError(call, timedOut ? "timeout" : "network", `${what} (${String(message || code || inner)})`, {
    cause,
  });
}

/** Ends a message with the request, less what may be secret: credentials and query. */
export function withRequest(message: string, { operation, url }: CallState): string {
  const address = url.replace(/[?#].*/s, "").replace(/\/\/[^/]*@/, "//");
  return `${message}: ${operation.method.toUpperCase()} ${address || operation.path}`;
}

/** The start of a text, quoted. */
export function excerpt(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}
