import { createClock, type Clock } from "./clock.js";
import { StreamError, type StreamErrorKind } from "./errors.js";
import type { StreamSettings } from "./options.js";
import type { StreamDecoder, StreamOperation } from "./stream-operation.js";
import { createUtf8Decoder } from "./utf8.js";

// How much of a completed stream is read unseen, so that the server may finish and the connection be used again.
const DRAIN_BYTES = 65_536;
const DRAIN_MILLISECONDS = 1000;

/**
 * One call, from its request to the last byte of its answer: aborts it, watches its clocks, reads its text, makes its
 * errors. It stops once: failed, closed or drained. From then on it holds no timer of a clock, and no listener.
 */
export class Call {
  readonly operation: StreamOperation;
  readonly settings: StreamSettings;
  /** Its body is locked when reading begins, not before: one that nobody holds is cancelled as garbage. */
  response: Response | undefined;
  decoder: StreamDecoder | undefined;
  eventsReceived = 0;
  stopped = false;
  readonly idleClock: Clock;
  readonly eventClock: Clock;
  readonly #controller = new AbortController();
  /** Aborts the request when the call stops early. */
  readonly signal: AbortSignal = this.#controller.signal;
  readonly #caller: AbortSignal | null | undefined;
  readonly #utf8 = createUtf8Decoder();
  // Kept, because once a Request is garbage its fetch no longer hears the signal that it was made with.
  readonly #requests: Request[] = [];
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #ended = false;
  #failure: { readonly error: unknown } | undefined;
  #reject!: (error: unknown) => void;
  readonly #failed = new Promise<never>((_resolve, reject) => (this.#reject = reject));

  /** @param caller The signal that the caller gave. */
  constructor(operation: StreamOperation, settings: StreamSettings, caller?: AbortSignal | null) {
    this.operation = operation;
    this.settings = settings;
    this.idleClock = this.#createClock("idleTimeout", "bytes");
    this.eventClock = this.#createClock("eventTimeout", "event");
    this.#failed.catch(ignore);
    this.#caller = caller;
    caller?.addEventListener("abort", this.#onAbort);
    if (caller?.aborted) this.#onAbort();
  }

  /** A request is about to be sent. */
  hold(request: Request): void {
    this.#requests.push(request);
  }

  /** Rejects as soon as the call fails, whatever the promise does. */
  race<T>(promise: Promise<T>): Promise<T> {
    return Promise.race([this.#failed, promise]);
  }

  throwIfFailed(): void {
    if (this.#failure) throw this.#failure.error;
  }

  /** The network is waited for. */
  startClocks(): void {
    this.idleClock.restart();
    this.idleClock.start();
    this.eventClock.start();
  }

  stopClocks(): void {
    this.idleClock.stop();
    this.eventClock.stop();
  }

  /** The next piece of the answer's text. `undefined` when it is complete, or the call was closed. */
  async read(): Promise<string | undefined> {
    const reader = (this.#reader ??= this.response?.body?.getReader());
    if (!reader || this.#ended || this.stopped) return undefined;
    this.startClocks();
    try {
      const { value } = await reader.read();
      this.throwIfFailed();
      if (value) return this.#utf8.decode(value);
    } catch (error) {
      throw this.networkFailure(error);
    } finally {
      this.stopClocks();
    }
    this.#ended = true;
    return this.#utf8.end() || undefined;
  }

  /** Stops because of an error. Returns what the caller is to see: the first error. */
  fail(error: unknown): unknown {
    if (!this.stopped) {
      this.#failure = { error };
      this.#reject(error);
      this.close(error);
    }
    return this.#failure ? this.#failure.error : error;
  }

  /** Stops because nobody wants the rest. */
  close(reason?: unknown): void {
    if (this.#release()) this.#abort(reason);
  }

  /** Stops because the stream is complete. */
  drain(): void {
    const reader = this.#reader;
    if (this.#release() && reader) void this.#drain(reader);
  }

  /** @param message What is wrong, without the request: that is added. */
  error(
    kind: StreamErrorKind,
    message: string,
    more?: { readonly cause?: unknown; readonly event?: unknown },
  ): StreamError {
    return new StreamError(this.describe(message), {
      kind,
      operationId: this.operation.operationId,
      eventsReceived: this.eventsReceived,
      lastEventId: this.decoder?.lastEventId ?? "",
      response: this.response,
      ...more,
    });
  }

  /** Ends a message with the request, less what may be secret: credentials and query. */
  describe(message: string): string {
    const url = this.#requests
      .at(-1)
      ?.url.replace(/[?#].*/, "")
      .replace(/\/\/[^/]*@/, "//");
    return `${message}: ${this.operation.method.toUpperCase()} ${url ?? this.operation.path}`;
  }

  /** What the caller is to see when fetch, or the reading of its answer, fails. */
  networkFailure(error: unknown): unknown {
    this.throwIfFailed();
    // A signal of a middleware's own.
    const aborted = this.#requests.find(({ signal }) => signal.aborted);
    if (aborted) return aborted.signal.reason;
    const cause = Object(Object(error).cause ?? error) as { readonly code?: unknown; readonly message?: unknown };
    // undici's own limits: 300 seconds without headers, and as long without a byte of the body.
    const kind = /^UND_ERR_(HEADERS|BODY)_TIMEOUT$/.test(String(cause.code)) ? "timeout" : "network";
    return this.error(kind, `The connection failed (${String(cause.message || cause.code)})`, { cause: error });
  }

  async #drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    const clock = createClock(DRAIN_MILLISECONDS, () => this.#abort());
    clock.start();
    try {
      for (let size = 0; ;) {
        const { value } = await reader.read();
        if (!value) break;
        size += value.length;
        if (size > DRAIN_BYTES) this.#abort();
      }
    } catch {
      // The stream is complete: whatever becomes of the rest is no failure.
    }
    clock.close();
  }

  #release(): boolean {
    if (this.stopped) return false;
    this.idleClock.close();
    this.eventClock.close();
    this.#caller?.removeEventListener("abort", this.#onAbort);
    return (this.stopped = true);
  }

  // Both: cancelling reaches the body even where the signal is lost, and nothing but the signal is heard before it.
  #abort(reason?: unknown): void {
    (this.#reader ?? this.response?.body)?.cancel(reason).catch(ignore);
    this.#controller.abort(reason);
  }

  readonly #onAbort = (): void => {
    this.fail(this.#caller?.reason);
  };

  #createClock(name: "idleTimeout" | "eventTimeout", what: string): Clock {
    const limit = this.settings[name];
    return createClock(limit, () => this.fail(this.error("timeout", `No ${what} for ${limit} ms (${name})`)));
  }
}

export function ignore(): void {}

/** The start of a text, quoted. */
export function excerpt(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
