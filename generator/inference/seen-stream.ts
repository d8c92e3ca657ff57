import { bareMediaType } from "../document/media-type.js";
import { isObject, type JsonValue } from "../document/source.js";
import { UNNAMED_EVENT, type Stream, type StreamFormatName } from "../model/model.js";
import { hasNoEnd } from "../model/stream-end.js";
import { STREAM_FORMATS } from "../recording/client-runtime.js";
import { itemsOf } from "../recording/items.js";
import { parseJson } from "../recording/json.js";
import { streamFormatOf } from "../recording/recorded-answer.js";
import type { Recording } from "../recording/recording.js";
import { mediaTypeOf } from "../recording/sniff-format.js";
import { Evidence } from "./evidence.js";
import { findDiscriminator } from "./find-discriminator.js";
import { findSentinel, type Sentinel } from "./find-sentinel.js";

/** What the recordings of one operation show of its stream. */
export interface SeenStream {
  readonly format: StreamFormatName;
  /** As the server calls it, without parameters; where it does not, as the format is called. */
  readonly mediaType: string;
  readonly status: number;
  readonly naming: Naming;
  /** In the order that they were first seen in. */
  readonly events: readonly SeenEvent[];
  /** The recordings that hold a stream. */
  readonly recordings: readonly SeenRecording[];
  readonly sentinel: Sentinel | undefined;
}

/** What an item is, and what names its event: see `Stream`. Where nothing does, all are called `message`. */
export interface Naming {
  readonly item: Stream["item"];
  readonly discriminator: string | undefined;
  readonly named: boolean;
}

export interface SeenEvent {
  readonly name: string;
  readonly count: number;
  /** How many there are in the recording that has most of them. */
  readonly most: number;
  /** Whether its data is text, not JSON. */
  readonly isText: boolean;
  /** Of the item; in an envelope, of its data. */
  readonly evidence: Evidence;
}

export interface SeenRecording {
  /** Whether the stream came to its end. */
  readonly isWhole: boolean;
  readonly events: readonly { readonly name: string; readonly value: JsonValue }[];
}

/** An item, and its data as JSON where it is. */
interface Item {
  readonly event: string;
  readonly data: string;
  readonly value: JsonValue | undefined;
}

/**
 * Looks at recordings of one operation. `undefined` where none of them holds a stream.
 *
 * @param known What the document says of the stream, if it does.
 */
export function seeStream(recordings: readonly Recording[], known: Stream | undefined): SeenStream | undefined {
  const streams = recordings.filter((recording) => formatIn(recording) !== undefined);
  const [first] = streams;
  if (first?.response === undefined) return undefined;
  const format = known?.format ?? formatIn(first)!;
  const bodies = streams.map((recording) => itemsIn(recording, format));
  const sentinel = sentinelIn(bodies, known);
  const sent = bodies.map((items) => beforeSentinel(items, sentinel));
  const all = sent.flat();
  const naming: Naming = known ?? findNaming(all, format);
  const texts = textNames(all, naming);
  const seen = sent.map((items, index): SeenRecording => {
    const events = items.flatMap((item) => {
      const name = nameIn(item, naming);
      const value = texts.has(name) ? item.data : item.value;
      return value === undefined || name === undefined ? [] : [{ name, value }];
    });
    return { isWhole: streams[index]!.end.end !== "failed", events };
  });
  return {
    format,
    mediaType: mediaTypeIn(first) || mediaTypeOf(format),
    status: first.response.status,
    naming,
    events: gather(seen, texts),
    recordings: seen,
    sentinel,
  };
}

function formatIn(recording: Recording): StreamFormatName | undefined {
  return recording.chunks.length === 0 ? undefined : streamFormatOf(recording);
}

function mediaTypeIn({ response }: Recording): string {
  const type = bareMediaType((response?.headers["content-type"] ?? "").replace(/,.*/s, ""));
  // Whatever else a server says of server-sent events, no client may go by it.
  return Object.values(STREAM_FORMATS).some(({ mediaTypes }) => mediaTypes.includes(type)) ? type : "";
}

/** Empty data is a heartbeat. */
function itemsIn(recording: Recording, format: StreamFormatName): readonly Item[] {
  return itemsOf(recording, STREAM_FORMATS[format])
    .filter(({ data }) => data !== "")
    .map(({ event, data }) => ({ event, data, value: parseJson(data) }));
}

/** Where the document says how the stream ends, or what data is text, nothing that is sent is another's. */
function sentinelIn(bodies: readonly (readonly Item[])[], known: Stream | undefined): Sentinel | undefined {
  if (known?.sentinel !== undefined) return { text: known.sentinel, count: 0 };
  const isOpen = known === undefined || (known.item === "json" && hasNoEnd(known));
  return isOpen ? findSentinel(bodies.map((items) => items.map(({ data }) => data))) : undefined;
}

function beforeSentinel(items: readonly Item[], sentinel: Sentinel | undefined): readonly Item[] {
  const end = items.findIndex(({ data }) => data === sentinel?.text);
  return end === -1 ? items : items.slice(0, end);
}

function findNaming(all: readonly Item[], format: StreamFormatName): Naming {
  const json = all.filter(({ value }) => value !== undefined);
  // A few items that are no JSON must not hide what the others have in common.
  const isMostlyJson = json.length > 0.9 * all.length;
  const inData = isMostlyJson ? findDiscriminator(json) : undefined;
  if (inData?.by === "property") return { item: "json", discriminator: inData.property, named: true };
  if (findDiscriminator(all)?.by === "event") return { item: "envelope", discriminator: undefined, named: true };
  // `42` and `true` are JSON, and words of a text: of server-sent events, that is. A line that is no JSON is no item.
  const isJson =
    format !== "serverSentEvents" ||
    json.some(({ value }) => typeof value === "object" && value !== null) ||
    allStrings(all);
  return { item: isJson ? "json" : "text", discriminator: undefined, named: false };
}

function allStrings(all: readonly Item[]): boolean {
  return all.length > 0 && all.every(({ value }) => typeof value === "string");
}

/** The names of the events whose data is text: in an envelope, each may be. */
function textNames(all: readonly Item[], naming: Naming): ReadonlySet<string | undefined> {
  if (naming.item === "json") return new Set();
  const texts = naming.item === "text" ? all : all.filter(({ value }) => value === undefined);
  return new Set(texts.map((item) => nameIn(item, naming)));
}

/** `undefined` for an event that lacks what names all others. */
function nameIn({ event, value }: Item, { item, discriminator, named }: Naming): string | undefined {
  if (!named) return UNNAMED_EVENT;
  if (item === "envelope") return event || UNNAMED_EVENT;
  const name = isObject(value) && discriminator !== undefined ? value[discriminator] : undefined;
  return typeof name === "string" ? name : undefined;
}

function gather(recordings: readonly SeenRecording[], texts: ReadonlySet<string | undefined>): readonly SeenEvent[] {
  const events = new Map<string, { count: number; most: number; evidence: Evidence }>();
  for (const recording of recordings) {
    // An answer by itself first: that a text came again in it says something, and that two answers are alike does not.
    const here = new Map<string, Evidence>();
    for (const { name, value } of recording.events) {
      const evidence = here.get(name) ?? new Evidence();
      here.set(name, evidence);
      evidence.add(value);
    }
    for (const [name, evidence] of here) {
      const event = events.get(name) ?? { count: 0, most: 0, evidence: new Evidence() };
      events.set(name, event);
      event.count += evidence.count;
      event.most = Math.max(event.most, evidence.count);
      event.evidence.merge(evidence);
    }
  }
  return [...events].map(([name, event]) => ({ name, isText: texts.has(name), ...event }));
}
