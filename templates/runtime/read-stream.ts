import type { Call } from "./call.js";
import { checkContentType } from "./content-type.js";
import { StreamError } from "./errors.js";
import type { TextEventStream } from "./event-stream.js";
import { ItemReader } from "./item-reader.js";
import type { StreamOperation } from "./stream-operation.js";

type Result<E> = IteratorResult<E, undefined>;

/**
 * Reads an answer that is known to be an event stream.
 *
 * @throws StreamError of kind `content-type`, when it is none.
 */
export async function readStream(call: Call, response: Response): Promise<StreamReader<unknown>> {
  call.response = response;
  const start = await checkContentType(call, response);
  call.throwIfFailed();
  return new StreamReader(call, response, start);
}

/**
 * The events of one answer, pulled. Written by hand, because it answers from memory while it has events: a generator
 * costs twice as much for each.
 */
export class StreamReader<E> implements TextEventStream<E> {
  readonly response: Response;
  readonly operation: StreamOperation;
  readonly #call: Call;
  readonly #items: ItemReader;
  #used = false;
  // The last of the calls of `next()` that wait, and how many they are: each waits for the one before.
  #tail: Promise<Result<E>> | undefined;
  #waiting = 0;

  /** @param start The text that has been read already. */
  constructor(call: Call, response: Response, start: string) {
    this.response = response;
    this.operation = call.operation;
    this.#call = call;
    this.#items = new ItemReader(call);
    this.#items.push(start);
    // Nobody reads: the connection is not held for ever.
    call.idleClock.restart();
    call.idleClock.start();
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<E> {
    this.#use();
    const iterator: AsyncIterableIterator<E> = {
      next: () => this.#next(),
      return: async (value?: unknown) => {
        this.#call.close();
        return { value, done: true };
      },
      [Symbol.asyncIterator]: () => iterator,
    };
    return iterator;
  }

  async collect(): Promise<E[]> {
    const events: E[] = [];
    return this.#gather(
      () => events,
      (event) => events.push(event),
    );
  }

  async text(): Promise<string> {
    const { text, operationId } = this.operation;
    if (!text) throw new TypeError(`The document names no text in the stream of ${operationId}: use collect()`);
    let joined = "";
    return this.#gather(
      () => joined,
      () => (joined += this.#items.text),
    );
  }

  toReadableStream(): ReadableStream<E> {
    this.#use();
    return new ReadableStream<E>(
      {
        pull: async (controller) => {
          const { value, done } = await this.#next();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        cancel: (reason) => this.cancel(reason),
      },
      // Nothing is read ahead.
      { highWaterMark: 0 },
    );
  }

  async cancel(reason?: unknown): Promise<void> {
    this.#call.close(reason);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.cancel();
  }

  #use(): void {
    if (this.#used) throw new TypeError("This stream was read already: keep its events with collect(), or call again");
    this.#used = true;
    this.#call.idleClock.stop();
  }

  async #gather<T extends string | E[]>(gathered: () => T, add: (event: E) => void): Promise<T> {
    this.#use();
    try {
      for (;;) {
        const { value, done } = await this.#next();
        if (done) break;
        add(value);
      }
      // What was cancelled is not the whole.
      this.#call.signal.throwIfAborted();
      return gathered();
    } catch (error) {
      if (error instanceof StreamError) Object.assign(error, { partial: gathered() });
      throw error;
    }
  }

  /** Calls may overlap. A failure stays: every later call rejects with it. */
  #next(): Promise<Result<E>> {
    const items = this.#items;
    if (this.#tail) return this.#enqueue(this.#tail);
    try {
      return items.next() ? Promise.resolve({ value: items.value as E, done: false }) : this.#enqueue();
    } catch (error) {
      return Promise.reject(this.#call.fail(error));
    }
  }

  #enqueue(before?: Promise<unknown>): Promise<Result<E>> {
    const step = (): Promise<Result<E>> => this.#step();
    this.#waiting++;
    return (this.#tail = before ? before.then(step, step) : step());
  }

  async #step(): Promise<Result<E>> {
    const items = this.#items;
    try {
      while (!items.next()) {
        if (items.done) return { value: undefined, done: true };
        items.push(await this.#call.read());
      }
      return { value: items.value as E, done: false };
    } catch (error) {
      throw this.#call.fail(error);
    } finally {
      if (--this.#waiting === 0) this.#tail = undefined;
    }
  }
}
