import { componentOf } from "../document/reference.js";
import type { Path, Scalar } from "../document/source.js";

/** All that the emitters need to know of a document's streams. Plain data, in the order of the document. */
export interface StreamingModel {
  readonly streams: readonly Stream[];
  /** The types of all events, each once, in the order of their first use. */
  readonly eventTypes: readonly EventType[];
}

/** One operation that answers with an event stream. */
export interface Stream {
  /** The name of the method: the `operationId` in camelCase. */
  readonly name: string;
  /** As in the document; without one, the method's name. */
  readonly operationId: string;
  readonly method: HttpMethod;
  /** The path template, as in the document. */
  readonly path: string;
  readonly summary: string | undefined;
  readonly deprecated: boolean;
  readonly mediaType: string;
  readonly format: StreamFormatName;
  readonly item: "json" | "envelope" | "text";
  /** The property that names a JSON item's event. */
  readonly discriminator: string | undefined;
  readonly events: readonly StreamEvent[];
  /** Whether a name tells the events apart. If not, there is one event, called `message`. */
  readonly named: boolean;
  /** Items that complete the stream, where no name tells. */
  readonly end: readonly EventMatch[];
  /** Items that are thrown, where no name tells. */
  readonly error: readonly EventMatch[];
  /** What `text()` joins in every item. By event name, it stands in `events`. */
  readonly text: readonly string[] | undefined;
  readonly sentinel: string | undefined;
  /** Body fields that ask for the stream. */
  readonly request: Readonly<Record<string, Scalar>> | undefined;
  /** The Operation Object, the response that streams, and its Media Type Object, in the merged document. */
  readonly at: { readonly operation: Path; readonly response: Path; readonly mediaType: Path };
  /** The key in the response's `content` under which the stream stands, if it stands there. */
  readonly contentKey: string | undefined;
}

export interface StreamEvent {
  /** The discriminator's value, or the `event:` name. */
  readonly name: string;
  readonly role: "yield" | "end" | "throw";
  readonly type: EventType;
  /** The reference tokens of what `text()` joins. */
  readonly text: readonly string[] | undefined;
  /** In an envelope, where the branch of the item that has the name stands in the merged document. */
  readonly branch: Path | undefined;
}

/** Whether the method of a stream gives `text()`. */
export function hasText({ text, events }: Stream): boolean {
  return text !== undefined || events.some((event) => event.text !== undefined);
}

/** The TypeScript type of an event, and the schema that it comes from. */
export interface EventType {
  readonly name: string;
  readonly description: string | undefined;
  /** The schema of the item or, in an envelope, of its data. `undefined` where that is text, or one of several. */
  readonly schema: EventSchema | undefined;
  /** Where the schemas of one event are several: the types that it is one of. */
  readonly oneOf: readonly EventType[] | undefined;
  /** What the schema leaves open: the property that names the event, and the names that it can hold. */
  readonly tag: { readonly property: string; readonly values: readonly string[] } | undefined;
  /** The `event` field of an envelope. */
  readonly envelope: string | undefined;
}

/** The schemas of an event: one, several, or none where it is text. */
export function schemasOf({ schema, oneOf }: EventType): readonly EventSchema[] {
  return oneOf?.flatMap(schemasOf) ?? (schema === undefined ? [] : [schema]);
}

/** A schema that is, or by lowering becomes, a member of `components.schemas`. */
export interface EventSchema {
  /** The member's name. */
  readonly component: string;
  /** Where the schema stands in the merged document. */
  readonly path: Path;
  /** Whether its TypeScript type is one object type, which an interface can extend. */
  readonly isObject: boolean;
  /** Whether it allows `null`, which an item that a property of it names never is. */
  readonly isNonNull: boolean;
}

/** Whether a schema stands in line, and becomes a member of `components.schemas` by lowering. */
export function isInline({ path }: EventSchema): boolean {
  return componentOf({ value: null, path }) === undefined;
}

/** The name of an event that nothing names: WHATWG's default event type (HTML, section 9.2.6). */
export const UNNAMED_EVENT = "message";

/** A value to look for in an item: equal to `is`, or present. */
export interface EventMatch {
  readonly where: readonly string[];
  readonly is: Scalar | undefined;
}

export const HTTP_METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;
export type HttpMethod = (typeof HTTP_METHODS)[number];

/** The runtime's export that cuts the stream into items. */
export type StreamFormatName = "serverSentEvents" | "jsonLines" | "jsonTextSequence";
