/**
 * What happens to an event of a known name: it is yielded, it is yielded and completes the stream, or it is thrown.
 */
export type EventRole = "yield" | "end" | "throw";

/** The reference tokens of a JSON Pointer (RFC 6901) into an item, already unescaped. */
export type Pointer = readonly string[];

/** Whether an item is one that completes the stream, or one that is thrown. */
export type EventMatch = (item: unknown) => boolean;

/** One media type's way of cutting a body into items. */
export interface StreamFormat {
  /** The media types that are read this way, in lower case and without parameters. */
  readonly mediaTypes: readonly string[];
  /** What a body of this format begins with, where that is enough to tell it from any other. */
  readonly begins?: RegExp;
  createDecoder(): StreamDecoder;
}

/** An item as it came, or what has come of one. */
interface PartialItem {
  /** How much of the text it takes, in UTF-16 code units. */
  readonly size: number;
  /** The last event ID of the stream so far (WHATWG HTML, section 9.2.6); `""` when none was sent. */
  readonly id: string;
}

/** An item as it came. */
export interface RawItem extends PartialItem {
  readonly data: string;
  /** The event's name; `""` when it has none. */
  readonly event: string;
}

/**
 * Cuts the text of one body into items. The text may be cut anywhere; the items are the same. It stands for the item that
 * is not complete yet.
 */
export interface StreamDecoder extends PartialItem {
  /** The items that this piece of the text completes. `last`: no more is to come. */
  decode(text: string, last: boolean): readonly RawItem[];
}

/** What the making of an item needs. */
export interface ItemReading {
  /** Parses the data. */
  json(): unknown;
  /** The error to throw where an item is not what the document says. */
  problem(what: string): Error;
  /** The events of an envelope whose data is text, not JSON. */
  readonly textEvents: readonly string[] | undefined;
}

/** Makes an item of what came. `undefined` is a heartbeat, which is ignored: data that is empty where JSON is expected. */
export type ItemReader = (raw: RawItem, reading: ItemReading) => unknown;

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
  /** What an item is: the JSON in its data; the data and its event name side by side, narrowed by the name; or text. */
  readonly item: ItemReader;
  /** The property of a JSON item that names its event. An envelope is named by its `event` field. */
  readonly discriminator?: string;
  /** Every event that the document names, and what becomes of it. Empty when nothing tells the events apart. */
  readonly events: Readonly<Record<string, EventRole>>;
  /** The events of an envelope whose data is text, not JSON. */
  readonly textEvents?: readonly string[];
  /** Items that complete the stream, where no name tells. */
  readonly end?: EventMatch;
  /** Items that are thrown, where no name tells. */
  readonly error?: EventMatch;
  /** What `text()` joins: by event name, or the same in every item. */
  readonly text?: Readonly<Record<string, Pointer>> | Pointer;
  /** Data that is no item, compared whole, and completes the stream. */
  readonly sentinel?: string;
  /** Body fields that ask for the stream. */
  readonly request?: Readonly<Record<string, unknown>>;
}
