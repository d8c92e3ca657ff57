import type { EventType, Stream } from "./model.js";

/** All that the client's table has of a stream. What is `undefined` or empty is not written. */
export interface StreamRow extends Pick<
  Stream,
  | "operationId"
  | "method"
  | "path"
  | "mediaType"
  | "format"
  | "discriminator"
  | "end"
  | "error"
  | "text"
  | "sentinel"
  | "request"
> {
  /** The runtime's export that makes an item of what came. */
  readonly item: ItemReaderName;
  readonly events: Readonly<Record<string, Role>>;
  /** The events of an envelope whose data is text. */
  readonly textEvents: readonly string[];
  /** The reference tokens of what `text()` joins, by event name. In every item, it is `text`. */
  readonly textByName: Readonly<Record<string, readonly string[]>> | undefined;
}

export type ItemReaderName = "jsonItem" | "objectItem" | "envelopeItem" | "textItem";

type Role = Stream["events"][number]["role"];

export function rowOf(stream: Stream): StreamRow {
  const { operationId, method, path, mediaType, format, discriminator, end, error, text, sentinel, request } = stream;
  const texts = stream.events.flatMap((event) => (event.text === undefined ? [] : [[event.name, event.text] as const]));
  return {
    operationId,
    method,
    path,
    mediaType,
    format,
    item: itemReaderOf(stream),
    discriminator,
    events: Object.fromEntries(stream.named ? stream.events.map(({ name, role }) => [name, role]) : []),
    textEvents: stream.events
      .filter(({ type }) => type.envelope !== undefined && type.schema === undefined)
      .map(({ name }) => name),
    end,
    error,
    text,
    textByName: texts.length > 0 ? Object.fromEntries(texts) : undefined,
    sentinel,
    request,
  };
}

/** A name in an item says that it is an object. */
function itemReaderOf({ item, named, events }: Stream): ItemReaderName {
  return item === "json" && !named && events.every(({ type }) => isObjectType(type)) ? "objectItem" : `${item}Item`;
}

function isObjectType({ schema, oneOf }: EventType): boolean {
  return oneOf === undefined ? schema?.isObject === true : oneOf.every(isObjectType);
}
