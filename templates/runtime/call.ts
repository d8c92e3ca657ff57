import { createClock, type Clock } from "./clock.js";
import { StreamError, type StreamErrorKind } from "./errors.js";
import { listen } from "./listen.js";
import type { StreamSettings } from "./options.js";
import type { StreamOperation } from "./stream-operation.js";
import { createUtf8Decoder } from "./utf8.js";

/**
 * One call, from its request to the last byte of its answer: aborts it, watches its clock, reads its text, makes its
 * errors. It stops once: failed, closed or complete. From then on it holds no timer of a clock, and no listener.
 */
export interface Call {
  readonly operation: StreamOperation;
  readonly settings: StreamSettings;
  readonly clock: Clock;
  /**
   * Aborts the request when the call stops early. Nothing of ours may listen to it: while a Request is alive, undici keeps
   * all that listens to its signal, and the call keeps its requests.
   */
  readonly signal: AbortSignal;
  /** Rejects when the call fails. */
  readonly failure: Promise<never>;
  /**
   * The requests that were sent, each by itself and by what became of it: a Response, or an error. Kept, because once a
   * Request is garbage its fetch no longer hears the signal that it was made with; and once a Response is, undici cancels
   * the body, though a middleware has put it into another.
   */
  readonly requests: Map<unknown, Request>;
  /** The one that was answered or failed; before that, the one that is to be sent. */
  request: Request | undefined;
  /**
   * Its body is locked when reading begins, and not before where fetch itself has made it: until then it is cancelled when
   * it is collected as garbage.
   */
  response: Response | undefined;
  eventsReceived: number;
  lastEventId: string;
  /** Whether there may be more. Throws what the call failed with. */
  isOpen(): boolean;
  /** Throws the reason, where the call was closed early: what came until then is not the whole. */
  throwIfClosed(): void;
  /**
   * Makes a function that reads the next piece of the answer's text, and gives it to `use`: `undefined` when there is no
   * more, whatever the reason. The call fails with what `use` throws.
   */
  reading<T>(use: (text: string | undefined) => T | Promise<T>): () => Promise<T>;
  /** Stops because of an error. Returns what the caller is to see: the first error. */
  fail(error: unknown): unknown;
  /** Stops because nobody wants the rest. */
  close(reason?: unknown): void;
  /** Stops because the stream is complete. */
  drain(): Promise<void>;
  /** @param message What is wrong, without the request: that is added. */
  error(kind: StreamErrorKind, message: string, more?: { readonly cause?: unknown; readonly event?: unknown }): Error;
  /** What the caller is to see when fetch, or the reading of its answer, fails. */
  networkFailure(error: unknown): unknown;
}

// How much of a completed stream is read unseen, so that the server may finish and the connection be used again.
const DRAIN_BYTES = 65_536;
const DRAIN_MILLISECONDS = 1000;

/** @param caller The signal that the caller gave. */
export function createCall(operation: StreamOperation, settings: StreamSettings, caller?: AbortSignal | null): Call {
  const controller = new AbortController();
  const { signal } = controller;
  const utf8 = createUtf8Decoder();
  let reject: (error: unknown) => void;
  const failure = new Promise<never>((_resolve, rejectIt) => (reject = rejectIt));
  failure.catch(ignore);
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let end: "failed" | "closed" | "complete" | undefined;
  let failedBy: unknown;
  let stopListening: (() => void) | undefined;

  function stop(how: "failed" | "closed" | "complete"): boolean {
    if (end) return false;
    end = how;
    call.clock.close();
    stopListening?.();
    return true;
  }

  // Both: nothing but the signal is heard before there is a body, and cancelling reaches one where the signal is lost. Not
  // at once: what undici then does to a body that a middleware has cloned rejects unheard.
  function abort(reason?: unknown): void {
    controller.abort(reason);
    Promise.resolve()
      .then(() => (reader ?? call.response?.body)?.cancel(reason))
      .catch(ignore);
  }

  const call: Call = {
    operation,
    settings,
    clock: createClock(settings, (limit, missing) => {
      call.fail(call.error("timeout", `No ${missing} for ${settings[limit]} ms (${limit})`));
    }),
    signal,
    failure,
    requests: new Map(),
    request: undefined,
    response: undefined,
    eventsReceived: 0,
    lastEventId: "",
    isOpen() {
      if (end === "failed") throw failedBy;
      return !end;
    },
    throwIfClosed() {
      if (end === "closed") throw signal.reason;
    },
    reading<T>(use: (text: string | undefined) => T | Promise<T>) {
      // Not made anew for each chunk, nor is a promise for each step.
      function onRead({ value, done }: ReadableStreamReadResult<Uint8Array>): T | Promise<T> {
        call.clock.stop();
        try {
          const text = utf8(value, done);
          return use(done ? text || undefined : text);
        } catch (error) {
          throw call.fail(error);
        }
      }
      function onFailure(error: unknown): T | Promise<T> {
        call.clock.stop();
        call.fail(call.networkFailure(error));
        return use(undefined);
      }
      // One without a URL was made of another. Once that is garbage, undici cancels the body, unless it is locked.
      if (!call.response?.url) reader ??= call.response?.body?.getReader();
      return () => {
        reader ??= call.response?.body?.getReader();
        if (!reader || end) return Promise.resolve(use(undefined));
        call.clock.start();
        return reader.read().then(onRead, onFailure);
      };
    },
    fail(error) {
      if (stop("failed")) {
        reject((failedBy = error));
        abort(error);
      }
      return end === "failed" ? failedBy : error;
    },
    close(reason) {
      if (stop("closed")) abort(reason);
    },
    async drain() {
      if (!stop("complete")) return;
      const timer = setTimeout(abort, DRAIN_MILLISECONDS);
      try {
        for (let size = 0, chunk; (chunk = (await reader?.read())?.value);) {
          if ((size += chunk.length) > DRAIN_BYTES) abort();
        }
      } catch {
        // The stream is complete: whatever becomes of the rest is no failure.
      }
      clearTimeout(timer);
    },
    error(kind, message, more) {
      const { eventsReceived, lastEventId } = call;
      return new StreamError(call, message, { kind, eventsReceived, lastEventId, ...more });
    },
    networkFailure(error) {
      // What aborted the request: the call's own failure, or a middleware's signal.
      const { request } = call;
      if (request?.signal.aborted) return request.signal.reason;
      const { code, message } = Object(Object(error).cause ?? error) as Readonly<Record<string, unknown>>;
      // undici's own limits: 300 seconds without headers, and as long without a byte of the body.
      const kind = /^UND_ERR_(HEADERS|BODY)_TIMEOUT$/.test(code as string) ? "timeout" : "network";
      return call.error(kind, `The connection failed (${message || code || error})`, { cause: error });
    },
  };

  if (caller?.aborted) call.fail(caller.reason);
  else if (caller) stopListening = listen(caller, () => call.fail(caller.reason));
  return call;
}

export function ignore(): void {}

/** The start of a text, quoted. */
export function excerpt(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
