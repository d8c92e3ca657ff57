/// <reference lib="esnext.disposable" preserve="true" />

/** The events of one answer, as they come. Can be read once, in one way. */
export interface EventStream<E> extends AsyncIterable<E>, AsyncDisposable {
  readonly response: Response;
  /**
   * All events of the stream.
   * @throws StreamError whose `partial` is the events that came before.
   */
  collect(): Promise<E[]>;
  /** The events as a stream. Nothing is read before it is asked for, and cancelling it aborts the request. */
  toReadableStream(): ReadableStream<E>;
  /** Aborts the request. A loop over the stream then ends; `text()` and `collect()` reject with the reason. */
  cancel(reason?: unknown): Promise<void>;
}

/** An event stream that carries a text in pieces. */
export interface TextEventStream<E> extends EventStream<E> {
  /**
   * The text of the whole stream.
   * @throws StreamError whose `partial` is the text that came before.
   */
  text(): Promise<string>;
}
