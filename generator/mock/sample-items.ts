import { nodeAt, type Node } from "../document/reference.js";
import { isNullable } from "../document/schema-kind.js";
import { schemasAt } from "../document/schema-pointer.js";
import { isObject, type Document, type JsonValue } from "../document/source.js";
import { schemasOf, type EventMatch, type Stream, type StreamEvent } from "../model/model.js";
import { declares, planEvents, type PlannedEvent } from "./event-order.js";
import { matchesAny } from "../recording/client-runtime.js";
import { valueAtPointer } from "../recording/json.js";
import { withoutValue, withValue } from "./item-value.js";
import type { SentItem } from "./sent-text.js";
import { hash, type Sampler } from "./sampler.js";

/** What a stream is sampled from. */
export interface SampledStream {
  readonly document: Document;
  readonly stream: Stream;
  readonly sampler: Sampler;
  readonly seed: string;
}

/** What the text of a sampled stream says. It is not of ASCII alone, for bytes may be cut anywhere. */
const SENTENCES = [
  "None of this was thought of – it is sampled from the document, naïvely, word by word. 👋",
  "Every event here is made up: as valid as the document wants it, and as empty as “hello”. 🦜",
  "Où sont les vrais mots ? This stream has none, but its events are in order and complete. ✅",
];
/** How often another sample is tried for where one will not do. */
const ATTEMPTS = 12;

/** The items of a whole stream, without an error; the sentinel that completes it is the last of them. */
export function sampleItems(source: SampledStream): readonly SentItem[] {
  const { document, stream, seed } = source;
  const sentence = SENTENCES[hash(seed) % SENTENCES.length] as string;
  const planned = planEvents(document, stream, sentence.split(/(?<= )/));
  const items = planned.map((one) => toSentItem(stream, one.event, sampleItem(source, one)));
  return stream.sentinel === undefined ? items : [...items, { data: stream.sentinel }];
}

/** An error event as the document has it; `undefined` where it has none. */
export function sampleError(source: SampledStream): SentItem | undefined {
  const { document, stream } = source;
  const [match] = stream.error;
  const named = stream.events.find(({ role }) => role === "throw");
  const event = named ?? stream.events.find((one) => match !== undefined && declares(document, one, match.where));
  if (event === undefined) {
    return undefined;
  }
  const value = acceptable(source, event, (one) => named !== undefined || matchesAny(one, stream.error));
  return toSentItem(stream, event, named || !match ? value : withMatch(source, event, value, match));
}

function sampleItem(whole: SampledStream, { event, text, turn, isLast }: PlannedEvent): JsonValue {
  const source = { ...whole, seed: `${whole.seed} ${turn}` };
  const { end, error } = source.stream;
  const [match] = isLast && event.role !== "end" ? end : [];
  const unwanted = isLast ? error : [...end, ...error];
  const sampled = acceptable(source, event, (value) => {
    // No event that a property names is `null`, whatever its schema allows.
    if (source.stream.discriminator !== undefined && !isObject(value)) return false;
    const hasText = text === undefined || typeof valueAtPointer(value, text.pointer) === "string";
    return hasText && !matchesAny(value, unwanted) && (match === undefined || matchesAny(value, [match]));
  });
  const spoken = text === undefined ? sampled : put(source, event, sampled, text.pointer, text.word);
  const plain = unwanted.reduce((value, one) => withoutMatch(source, event, value, one), spoken);
  return match === undefined ? plain : withMatch(source, event, plain, match);
}

/** The first of some samples that will do; the first of all, where none does. */
function acceptable(source: SampledStream, event: StreamEvent, accepts: (value: JsonValue) => boolean): JsonValue {
  let first: JsonValue | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const value = itemOf(source, event, attempt);
    if (accepts(value)) {
      return value;
    }
    first ??= value;
  }
  return first as JsonValue;
}

/** An item as a client sees it. */
function itemOf({ document, stream, sampler, seed }: SampledStream, event: StreamEvent, attempt: number): JsonValue {
  const schema = schemaOf(document, event, attempt);
  const payload = schema === undefined ? "" : sampler.sample(schema, `${seed} ${event.name} ${attempt}`);
  if (stream.item !== "json") {
    return { ...(stream.item === "envelope" && { event: event.name }), data: payload };
  }
  const { discriminator } = stream;
  return discriminator !== undefined && isObject(payload) ? { ...payload, [discriminator]: event.name } : payload;
}

/** Of an event of several schemas, one in turn. */
function schemaOf(document: Document, { type }: StreamEvent, attempt = 0): Node | undefined {
  const schemas = schemasOf(type);
  const schema = schemas[attempt % schemas.length];
  return schema && nodeAt(document, schema.path);
}

function put(
  { document, stream, sampler, seed }: SampledStream,
  event: StreamEvent,
  value: JsonValue,
  pointer: readonly string[],
  leaf: JsonValue,
): JsonValue {
  const schema = schemaOf(document, event);
  const sample = (one: Node): JsonValue => sampler.sample(one, seed);
  const [first, ...rest] = pointer;
  if (stream.item === "json") {
    return withValue(document, schema, value, pointer, leaf, sample);
  }
  const data = withValue(document, schema, valueAtPointer(value, ["data"]), rest, leaf, sample);
  return withValue(document, undefined, value, [String(first)], first === "data" ? data : leaf, sample);
}

function withMatch(source: SampledStream, event: StreamEvent, value: JsonValue, match: EventMatch): JsonValue {
  if (matchesAny(value, [match])) {
    return value;
  }
  return put(source, event, value, match.where, match.is === undefined ? "sampled" : match.is);
}

/** What ends or fails a stream where it shows is another value, or `null`, or not there: whatever the schema allows. */
function withoutMatch(source: SampledStream, event: StreamEvent, value: JsonValue, match: EventMatch): JsonValue {
  const { document, stream } = source;
  const { where, is } = match;
  if (!matchesAny(value, [match])) return value;
  if (typeof is === "boolean") return put(source, event, value, where, !is);
  const schema = schemaOf(document, event);
  const places = schema ? schemasAt(document, schema, stream.item === "json" ? where : where.slice(1)) : [];
  const mayBeNull = places.length === 0 || places.some((place) => isNullable(document, place));
  return mayBeNull ? put(source, event, value, where, null) : withoutValue(value, where);
}

function toSentItem({ item }: Stream, { type }: StreamEvent, value: JsonValue): SentItem {
  if (item === "json") {
    return { data: JSON.stringify(value) };
  }
  const [event, data] = [valueAtPointer(value, ["event"]), valueAtPointer(value, ["data"])];
  return {
    ...(typeof event === "string" && { event }),
    data: schemasOf(type).length === 0 ? String(data) : JSON.stringify(data),
  };
}
