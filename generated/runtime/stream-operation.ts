/**
 * What happens to an event of a known name: it is yielded, it is yielded and completes the stream, or it is thrown.
 */
export type EventRole = "yield" | "end" | "throw";

/** The reference tokens of a JSON Pointer (RFC 6901) into an item, already unescaped. */
export type Pointer = readonly string[];

/** A value to look for in an item. Without `is`, it is enough that something other than `null` stands there. */
export interface EventMatch {
  readonly where: Pointer;
  readonly is?: string | number | boolean | null;
}

/** One media type's way of cutting a body into items. */
export interface StreamFormat {
  /** The media types that are read this way, in lower case and without parameters. */
  readonly mediaTypes: readonly string[];
  /** What a body of this format begins with, where that is enough to tell it from any other. */
  readonly begins?: RegExp;
  createDecoder(): StreamDecoder;
}

/**
 * Cuts the text of one body into items. The text may be cut anywhere; the items are the same.
 *
 * The decoder is pulled: `push()` one piece of text, call `next()` until it answers `false`, push the next piece. After
 * the last piece, `end()` and `next()` once more until `false`.
 */
export interface StreamDecoder {
  push(text: string): void;
  /** The body has ended. */
  end(): void;
  /** Moves to the next item, which `data`, `event` and `lastEventId` then hold. `false` when more text is needed. */
  next(): boolean;
  /** The item's data, as text. */
  readonly data: string;
  /** The item's event name; `""` when it has none. */
  readonly event: string;
  /** The last event ID of the stream so far (WHATWG HTML, section 9.2.6); `""` when none was sent. */
  readonly lastEventId: string;
  /** How much is held of an item that is not complete yet, in UTF-16 code units. */
  readonly pending: number;
}

/** How an event stream is asked for and read: all that the runtime knows of one operation. */
export interface StreamOperation {
  /** As the document has it. */
  readonly operationId: string;
  readonly method: "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace";
  /** The path template. */
  readonly path: string;
  /** The media type of the stream: asked for first, and expected. */
  readonly mediaType: string;
  /** Cuts the body into items. */
  readonly format: StreamFormat;
  /**
   * What an item is: the JSON in its data; the data and its event name side by side, narrowed by the name; or text.
   */
  readonly item: "json" | "envelope" | "text";
  /** The property of a JSON item that names its event. An envelope is named by its `event` field. */
  readonly discriminator?: string;
  /** Every event that the document names, and what becomes of it. Empty when nothing tells the events apart. */
  readonly events: Readonly<Record<string, EventRole>>;
  /** The events of an envelope whose data is text, not JSON. */
  readonly textEvents?: readonly string[];
  /** Items that complete the stream, where no name tells. */
  readonly end?: readonly EventMatch[];
  /** Items that are thrown, where no name tells. */
  readonly error?: readonly EventMatch[];
  /** What `text()` joins: by event name, or the same in every item. */
  readonly text?: Readonly<Record<string, Pointer>> | Pointer;
  /** Data that is no item, compared whole, and completes the stream. */
  readonly sentinel?: string;
  /** Body fields that ask for the stream. */
  readonly request?: Readonly<Record<string, unknown>>;
}
