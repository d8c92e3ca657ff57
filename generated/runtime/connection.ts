import { type CallState, createNetworkError, createStreamError } from "./call-state.js";
import { Clock, type ClockName } from "./clock.js";
import type { StreamSettings } from "./options.js";
import { createUtf8Decoder } from "./utf8.js";

// How much of a completed stream is read unseen, for how long, so that the server may finish and the connection be used
// again: in bytes, and in milliseconds.
const DRAIN_SIZE = 65_536;
const DRAIN_TIME = 1000;

/**
 * The network side of one call: aborts it, watches its clocks, reads the text of the answer. It stops once: failed,
 * closed or drained. From then on it holds no timer and no listener.
 */
export class Connection {
  readonly clock: Clock;
  readonly #call: CallState;
  readonly #caller: AbortSignal | null | undefined;
  readonly #controller = new AbortController();
  readonly #utf8 = createUtf8Decoder();
  // Kept, because a Request forgets the signal that it was made with once it is garbage, and the fetch runs on.
  readonly #requests = new Set<Request>();
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #stopped = false;
  #failure: { readonly error: unknown } | undefined;
  #reject!: (error: unknown) => void;
  readonly #failed: Promise<never>;

  /** @param caller The signal that the caller gave. */
  constructor(call: CallState, settings: StreamSettings, caller?: AbortSignal | null) {
    this.#call = call;
    this.#caller = caller;
    this.clock = new Clock(settings.idleTimeout, settings.eventTimeout, (clock) => this.#timeOut(clock, settings));
    this.#failed = new Promise((_resolve, reject) => (this.#reject = reject));
    this.#failed.catch(ignore);
    caller?.addEventListener("abort", this.#onAbort);
    if (caller?.aborted) this.#onAbort();
  }

  /** Aborts the request when the connection stops early. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** A request is about to be sent. */
  hold(request: Request): void {
    this.#requests.add(request);
    this.#call.url = request.url;
  }

  /** Rejects as soon as the connection fails, whatever the promise does. */
  race<T>(promise: Promise<T>): Promise<T> {
    return Promise.race([this.#failed, promise]);
  }

  throwIfFailed(): void {
    if (this.#failure) throw this.#failure.error;
  }

  attach(response: Response): void {
    this.#call.response = response;
    this.#reader = response.body?.getReader();
  }

  /** The next piece of the answer's text. `undefined` when it is complete, or the connection was closed. */
  async read(): Promise<string | undefined> {
    const reader = this.#reader;
    if (!reader || this.#stopped) return undefined;
    this.clock.start();
    try {
      const { value } = await reader.read();
      this.throwIfFailed();
      if (value) return this.#utf8.decode(value);
    } catch (error) {
      throw this.networkFailure(error);
    } finally {
      this.clock.stop();
    }
    this.#reader = undefined;
    return this.#utf8.end() || undefined;
  }

  /** What the caller is to see when fetch, or the reading of its body, fails. */
  networkFailure(error: unknown): unknown {
    if (this.#failure) return this.#failure.error;
    // A signal of a middleware's own.
    for (const { signal } of this.#requests) if (signal.aborted) return signal.reason;
    return createNetworkError(this.#call, error);
  }

  /** Stops because of an error, and returns what the caller is to see: the first error. */
  fail(error: unknown): unknown {
    if (this.#stopped) return this.#failure ? this.#failure.error : error;
    this.#failure = { error };
    this.#reject(error);
    this.close(error);
    return error;
  }

  /** Stops because nobody wants the rest. */
  close(reason?: unknown): void {
    if (!this.#release()) return;
    this.#abort(reason);
  }

  /** Stops because the stream is complete. Does not wait for the rest of the body, but reads some of it. */
  drain(): void {
    const reader = this.#reader;
    if (this.#release() && reader) void this.#drain(reader);
  }

  async #drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    const timer: { unref?(): void } & ReturnType<typeof setTimeout> = setTimeout(() => this.#abort(), DRAIN_TIME);
    timer.unref?.();
    let size = 0;
    try {
      for (;;) {
        const { value } = await reader.read();
        if (!value) break;
        size += value.length;
        if (size > DRAIN_SIZE) this.#abort();
      }
    } catch {
      // The stream is complete: whatever becomes of the rest is no failure.
    }
    clearTimeout(timer);
  }

  #release(): boolean {
    if (this.#stopped) return false;
    this.#stopped = true;
    this.clock.close();
    this.#caller?.removeEventListener("abort", this.#onAbort);
    return true;
  }

  // Both: cancelling reaches the body even where the signal is lost, and nothing but the signal is heard before it.
  #abort(reason?: unknown): void {
    this.#reader?.cancel(reason).catch(ignore);
    this.#controller.abort(reason);
  }

  readonly #onAbort = (): void => {
    this.fail(this.#caller?.reason);
  };

  #timeOut(clock: ClockName, settings: StreamSettings): void {
    const what = clock === "idleTimeout" ? "Nothing came" : "No event came";
    this.fail(createStreamError(this.#call, "timeout", `${what} for ${settings[clock]} ms (${clock})`));
  }
}

function ignore(): void {}
