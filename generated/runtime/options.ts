/** An event whose name the document does not know, as it came. */
export interface UnknownEvent {
  /** The `event:` name; `""` when none was sent. */
  readonly event: string;
  readonly data: string;
  /** The last event ID of the stream; `""` when none was sent. */
  readonly id: string;
}

/** How a stream is asked for and read. A limit is a number from 0 up: for anything else there is a RangeError. */
export interface StreamOptions {
  /**
   * How long the server may send nothing at all, in milliseconds, from the call on; then `StreamError` of kind
   * `timeout`. Runs only while the network is waited for, not while a middleware works, though it reads the answer; and
   * on a stream that nobody has begun to read. 0: for ever.
   * @default 60000
   */
  readonly idleTimeout?: number | undefined;
  /**
   * How long the server may send no event, though it sends comments, in milliseconds of waiting for it; then
   * `StreamError` of kind `timeout`. One that the document does not know is an event. 0: for ever.
   * @default 0
   */
  readonly eventTimeout?: number | undefined;
  /**
   * How large an event may be, in UTF-16 code units; then `StreamError` of kind `overflow`.
   * @default 16777216
   */
  readonly maxEventSize?: number | undefined;
  /**
   * How often a request that is answered with 429 or 503 is repeated. Nothing else ever is, nor a body that is a stream.
   * @default 2
   */
  readonly retries?: number | undefined;
  /**
   * How long to wait before a repetition, at most, in milliseconds. When `Retry-After` asks for longer, there is none.
   * @default 30000
   */
  readonly maxRetryDelay?: number | undefined;
  /**
   * Is told of events that the stream skips, because the document does not know them. What it throws, the loop throws; it is
   * not awaited.
   */
  readonly onUnknownEvent?: ((event: UnknownEvent, operationId: string) => void) | undefined;
}

/** Stream options, complete. */
export type StreamSettings = { readonly [K in keyof StreamOptions]-?: NonNullable<StreamOptions[K]> };

const DEFAULTS: StreamSettings = {
  idleTimeout: 60_000,
  eventTimeout: 0,
  maxEventSize: 2 ** 24,
  retries: 2,
  maxRetryDelay: 30_000,
  onUnknownEvent() {},
};

/**
 * Takes the stream options out of a call's init, for openapi-fetch would put them on the Request.
 *
 * @throws RangeError where a limit is none.
 */
export function splitInit<T extends StreamOptions>(
  init: T,
  defaults: StreamSettings = DEFAULTS,
): readonly [settings: StreamSettings, rest: Omit<T, keyof StreamOptions>] {
  const settings: Record<string, unknown> = {};
  const rest = { ...init } as Record<string, unknown>;
  for (const key of Object.keys(DEFAULTS) as (keyof StreamSettings)[]) {
    const value = init[key] ?? defaults[key];
    // NaN, as of a variable that is not set, would be no limit at all; nor would a text that is no number.
    if (typeof value !== "function" && !(value >= 0)) throw new RangeError(`${key} must be 0 or more, not ${value}`);
    settings[key] = value;
    delete rest[key];
  }
  return [settings as unknown as StreamSettings, rest as unknown as Omit<T, keyof StreamOptions>];
}
