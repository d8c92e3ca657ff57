import type { CallState } from "./call-state.js";
import type { Connection } from "./connection.js";
import { checkContentType } from "./content-type.js";
import { setPartial, StreamError } from "./errors.js";
import { EventPuller } from "./event-puller.js";
import type { TextEventStream } from "./event-stream.js";
import type { StreamSettings } from "./options.js";
import type { StreamOperation } from "./stream-operation.js";

/** An answer whose connection is attached, as its reader sees it. */
export class StreamReader<E> implements TextEventStream<E> {
  readonly response: Response;
  readonly operation: StreamOperation;
  readonly #connection: Connection;
  readonly #events: EventPuller<E>;
  #used = false;

  /** @param start The text that has been read already. */
  constructor(call: CallState, response: Response, connection: Connection, settings: StreamSettings, start: string) {
    this.response = response;
    this.operation = call.operation;
    this.#connection = connection;
    this.#events = new EventPuller(call, connection, settings, start);
    connection.clock.park();
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<E> {
    this.#use();
    const iterator: AsyncIterableIterator<E> = {
      next: () => this.#events.next(),
      return: async (value?: unknown) => {
        this.#connection.close();
        return { value, done: true };
      },
      [Symbol.asyncIterator]: () => iterator,
    };
    return iterator;
  }

  async collect(): Promise<E[]> {
    const events: E[] = [];
    await this.#gather(
      (event) => events.push(event),
      () => events,
    );
    return events;
  }

  async text(): Promise<string> {
    const { text, operationId } = this.operation;
    if (!text) throw new TypeError(`The document names no text in the stream of ${operationId}: use collect()`);
    let joined = "";
    await this.#gather(
      () => (joined += this.#events.text),
      () => joined,
    );
    return joined;
  }

  toReadableStream(): ReadableStream<E> {
    this.#use();
    return new ReadableStream<E>(
      {
        pull: async (controller) => {
          const result = await this.#events.next();
          if (result.done) controller.close();
          else controller.enqueue(result.value);
        },
        cancel: (reason) => this.cancel(reason),
      },
      // Nothing is read ahead.
      { highWaterMark: 0 },
    );
  }

  async cancel(reason?: unknown): Promise<void> {
    this.#connection.close(reason);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.cancel();
  }

  #use(): void {
    if (this.#used) {
      throw new TypeError(
        "This stream has been read already. Keep its events with collect(), or call the method again",
      );
    }
    this.#used = true;
    this.#connection.clock.stop();
  }

  async #gather(add: (event: E) => void, gathered: () => string | readonly E[]): Promise<void> {
    this.#use();
    try {
      for (let result = await this.#events.next(); !result.done; result = await this.#events.next()) add(result.value);
      this.#connection.signal.throwIfAborted();
    } catch (error) {
      if (error instanceof StreamError) setPartial(error, gathered());
      throw error;
    }
  }
}

/**
 * Reads an answer that is known to be an event stream.
 *
 * @throws StreamError of kind `content-type`, when it is none.
 */
export async function readStream(
  call: CallState,
  response: Response,
  connection: Connection,
  settings: StreamSettings,
): Promise<StreamReader<unknown>> {
  connection.attach(response);
  const start = await checkContentType(call, response, connection);
  return new StreamReader(call, response, connection, settings, start);
}
