import { type CallState, createStreamError, excerpt } from "./call-state.js";
import type { Connection } from "./connection.js";
import type { StreamSettings } from "./options.js";
import { ItemReader } from "./read-item.js";
import type { StreamDecoder } from "./stream-operation.js";

type Result<E> = IteratorResult<E, undefined>;

/**
 * The events of one answer, pulled. Written by hand, because it answers from memory while it has events: a generator
 * costs twice as much for each.
 */
export class EventPuller<E> {
  readonly #call: CallState;
  readonly #connection: Connection;
  readonly #settings: StreamSettings;
  readonly #decoder: StreamDecoder;
  readonly #items: ItemReader;
  readonly #endsByClosing: boolean;
  #skipped = 0;
  #closed = false;
  #done = false;
  // The last of the calls of `next()` that wait, and how many they are: each waits for the one before.
  #tail: Promise<Result<E>> | undefined;
  #waiting = 0;

  /** @param start The text that has been read already. */
  constructor(call: CallState, connection: Connection, settings: StreamSettings, start: string) {
    const { format, sentinel, end, events } = call.operation;
    this.#call = call;
    this.#connection = connection;
    this.#settings = settings;
    this.#decoder = call.decoder = format.createDecoder();
    this.#items = new ItemReader(call.operation, (what, data, cause) => this.#problem(what, data, cause));
    this.#endsByClosing = sentinel === undefined && !end?.length && !Object.values(events).includes("end");
    this.#decoder.push(start);
  }

  /** What `text()` takes of the latest event. */
  get text(): string {
    return this.#items.text;
  }

  /** The next event. Calls may overlap. A failure stays: every later call rejects with it. */
  next(): Promise<Result<E>> {
    if (this.#tail === undefined) {
      try {
        if (this.#take()) return Promise.resolve({ value: this.#items.value as E, done: false });
      } catch (error) {
        return Promise.reject(this.#connection.fail(error));
      }
      if (this.#done) return Promise.resolve({ value: undefined, done: true });
    }
    this.#waiting++;
    const step = (): Promise<Result<E>> => this.#step();
    return (this.#tail = this.#tail === undefined ? step() : this.#tail.then(step, step));
  }

  async #step(): Promise<Result<E>> {
    try {
      while (!this.#take()) {
        if (this.#done) return { value: undefined, done: true };
        const text = await this.#connection.read();
        if (text !== undefined) this.#decoder.push(text);
        else if (!this.#connection.stopped) {
          this.#closed = true;
          this.#decoder.end();
        }
      }
      return { value: this.#items.value as E, done: false };
    } catch (error) {
      throw this.#connection.fail(error);
    } finally {
      if (--this.#waiting === 0) this.#tail = undefined;
    }
  }

  /** Moves to the next event, as far as it is in memory. */
  #take(): boolean {
    const decoder = this.#decoder;
    const connection = this.#connection;
    if (this.#done) return false;
    if (connection.stopped) return this.#finish();

    while (decoder.next()) {
      this.#limit(decoder.data.length);
      const outcome = this.#items.read(decoder);
      if (outcome === "ignore") continue;
      if (outcome === "complete") return this.#finish();
      this.#call.eventsReceived++;
      connection.clock.restart();
      if (outcome === "yield") return true;
      if (outcome === "end") {
        this.#finish();
        return true;
      }
      if (outcome === "throw") {
        const message = `The server sent an error event: ${excerpt(decoder.data)}`;
        throw createStreamError(this.#call, "event", message, { event: this.#items.value });
      }
      this.#skip(decoder);
      // By the callback.
      if (connection.stopped) return this.#finish();
    }
    this.#limit(decoder.pending);
    if (!this.#closed) return false;
    if (this.#endsByClosing) return this.#finish();
    const events = `${this.#call.eventsReceived} events, ${this.#skipped} of them unknown`;
    throw createStreamError(this.#call, "truncated", `The connection closed before the stream's end, after ${events}`);
  }

  /** No more events: the stream is complete, or was stopped. */
  #finish(): false {
    this.#connection.throwIfFailed();
    this.#done = true;
    this.#connection.drain();
    return false;
  }

  #skip({ event, data, lastEventId }: StreamDecoder): void {
    this.#skipped++;
    this.#settings.onUnknownEvent?.(
      { ...(event !== "" && { event }), data, ...(lastEventId !== "" && { id: lastEventId }) },
      this.#call.operation.operationId,
    );
  }

  #limit(size: number): void {
    const { maxEventSize } = this.#settings;
    if (size > maxEventSize) {
      throw createStreamError(this.#call, "overflow", `An event is larger than maxEventSize (${maxEventSize})`);
    }
  }

  #problem(what: string, data: string, cause?: unknown): Error {
    const message = `Event ${this.#call.eventsReceived + 1} ${what}. Its data begins with ${excerpt(data)}`;
    return createStreamError(this.#call, "decode", message, { cause });
  }
}
