import type { Call } from "./call.js";
import { checkContentType } from "./content-type.js";
import { StreamError } from "./errors.js";
import { createEventReader } from "./event-reader.js";
import type { TextEventStream } from "./event-stream.js";
import type { StreamOperation } from "./stream-operation.js";

/** An event stream as this client makes it. */
export interface ReadStream<E> extends TextEventStream<E> {
  readonly operation: StreamOperation;
  /** Throws the reason, where the stream was cancelled before it was complete. */
  throwIfClosed(): void;
  [Symbol.asyncIterator](): AsyncIterableIterator<E>;
}

type Result<E> = IteratorResult<E, undefined>;

/**
 * Sees to it that an answer is an event stream, and makes one of it.
 *
 * @throws StreamError of kind `content-type`, when it is none.
 */
export async function readStream(call: Call, response: Response): Promise<ReadStream<unknown>> {
  return createStream(call, response, await checkContentType(call, response));
}

/**
 * The events of one answer, pulled. Written by hand, because it answers from memory while it has events: a generator
 * costs twice as much for each.
 *
 * @param start The text that has been read already.
 */
function createStream<E>(call: Call, response: Response, start: string): ReadStream<E> {
  const events = createEventReader(call);
  const readOnce = call.reading(take);
  const readMore = call.reading<Result<E>>((text) => take(text) ?? readOn());
  let used = false;
  // The last call of `next()` that waits, and how many do. They may overlap: each waits for the one before.
  let last: Promise<Result<E>>;
  let waiting = 0;
  events.push(start);
  if (call.isOpen()) call.clock.rest(response.body?.locked);

  /** What is next, from memory; `undefined` when more must be read for it. */
  function look(): Result<E> | undefined {
    const result = events.next() as Result<E> | undefined;
    if (result) waiting--;
    return result;
  }

  function take(text: string | undefined): Result<E> | undefined {
    events.push(text);
    return look();
  }

  // A loop: promises that end in one another would pile up while nothing but comments comes.
  async function readOn(): Promise<Result<E>> {
    let result: Result<E> | undefined;
    while (!result) result = await readOnce();
    return result;
  }

  /** At once while there are events in memory. A failure stays: every later call ends in it, after those that wait. */
  function find(): Result<E> | Promise<Result<E>> {
    try {
      return look() ?? readMore();
    } catch (error) {
      return Promise.reject(call.fail(error));
    }
  }

  function next(): Promise<Result<E>> {
    if (waiting++ > 0) return (last = last.then(find, find));
    const result = Promise.resolve(find());
    if (waiting > 0) last = result;
    return result;
  }

  function use(): void {
    if (used) throw new TypeError("This stream was read already: keep its events with collect(), or call again");
    used = true;
    call.clock.close();
  }

  async function gather<T>(partial: T, add: (event: E, partial: T) => T): Promise<T> {
    use();
    try {
      for (let result; !(result = await next()).done;) partial = add(result.value, partial);
      call.throwIfClosed();
      return partial;
    } catch (error) {
      throw error instanceof StreamError ? Object.assign(error, { partial }) : error;
    }
  }

  async function cancel(reason?: unknown): Promise<void> {
    call.close(reason);
  }

  return {
    response,
    operation: call.operation,
    throwIfClosed: call.throwIfClosed,
    [Symbol.asyncIterator]() {
      use();
      return {
        next,
        async return(value?: unknown) {
          call.close();
          return { value, done: true };
        },
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    },
    collect: () => gather<E[]>([], (event, all) => (all.push(event), all)),
    // Nothing, where the document names no text: nor does the type of the stream have it.
    text: (call.operation.text && (() => gather("", (_event, all) => all + events.text))) as ReadStream<E>["text"],
    toReadableStream() {
      use();
      return new ReadableStream<E>(
        {
          async pull(controller) {
            const { value, done } = await next();
            if (done) controller.close();
            else controller.enqueue(value);
          },
          cancel,
        },
        // Nothing is read ahead.
        { highWaterMark: 0 },
      );
    },
    cancel,
    [Symbol.asyncDispose]: cancel,
  };
}
