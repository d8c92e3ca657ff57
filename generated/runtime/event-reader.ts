import { type Call, excerpt } from "./call.js";
import { UNNAMED } from "./items.js";
import { parseTogether } from "./parse-together.js";
import { property } from "./property.js";
import type { EventRole, ItemReading, Pointer, RawItem } from "./stream-operation.js";

/** Turns the text of an answer into the events that the document promises. */
export interface EventReader {
  /** What `text()` takes of the latest event. */
  text: string;
  /** @param piece `undefined`: there is no more. */
  push(piece: string | undefined): void;
  /**
   * The next event, or that there is none because the call has stopped. `undefined` when more text is needed.
   * @throws StreamError, what a caller's callback throws, and what the call failed with.
   */
  next(): IteratorResult<unknown, undefined> | undefined;
}

// So much of a text, and the rest of its line, is cut into items at once, in UTF-16 code units: items take many times the
// memory of their text.
const PIECE = 8_192;
const NONE: readonly RawItem[] = [];

/** What is known of an event by its name. */
interface NamedEvent {
  readonly role: EventRole;
  readonly text: Pointer | undefined;
}

export function createEventReader(call: Call): EventReader {
  const { operation } = call;
  const { maxEventSize, onUnknownEvent } = call.settings;
  const { discriminator, end, error, events, item, sentinel, text } = operation;
  const decoder = operation.format.createDecoder();
  const reading: ItemReading = { json, problem, textEvents: operation.textEvents };
  const isBare = Array.isArray(text);
  const textOf = (name: string): Pointer | undefined => (isBare ? text : property(text, name)) as Pointer | undefined;
  const named = new Map(Object.entries(events).map(([name, role]) => [name, { role, text: textOf(name) }]));
  // Where nothing tells the events apart, there is one.
  const only: NamedEvent | undefined = named.size > 0 ? undefined : { role: "yield", text: textOf("") };
  // What is not cut into items yet.
  let rest = "";
  let items = NONE;
  let index = 0;
  // The JSON of the items, where they could be parsed together.
  let parsed: readonly unknown[] | undefined;
  let ended = false;
  let skipped = 0;
  let lastName: string | undefined;
  let lastNamed: NamedEvent | undefined;

  /** Most events have the name of the one before, and to compare is quicker than to look up. */
  function find(name: string): NamedEvent | undefined {
    if (name !== lastName) {
      lastName = name;
      lastNamed = named.get(name);
    }
    return lastNamed;
  }

  function problem(what: string, options?: ErrorOptions): Error {
    const { data } = items[index]!;
    return call.error("decode", `Event ${call.eventsReceived + 1} ${what}: ${excerpt(data)}`, options);
  }

  function truncated(where: string, options?: ErrorOptions): Error {
    const received = `events: ${call.eventsReceived}, unknown: ${skipped}`;
    return call.error("truncated", `The connection closed ${where} (${received})`, options);
  }

  function json(): unknown {
    parsed ??= parseTogether(items);
    if (index < parsed.length) return parsed[index];
    try {
      return JSON.parse(items[index]!.data);
    } catch (cause) {
      // What only the end of the body completes was cut, where it cannot be read.
      if (ended) throw truncated("in the middle of an event", { cause });
      throw problem("is not JSON", { cause });
    }
  }

  function stringAt(value: unknown, pointer: Pointer | undefined, isOptional?: boolean): string {
    if (!pointer) return "";
    let found = value;
    let around: unknown;
    for (const token of pointer) {
      if (typeof found === "object") around = found;
      found = property(found, token);
    }
    if (typeof found === "string") return found;
    if (isOptional) return "";
    const fields =
      Object.keys(around ?? {})
        .join(", ")
        .slice(0, 200) || "none";
    throw problem(`has no string at /${pointer.join("/")}, where its fields are ${fields}`);
  }

  function count(): void {
    call.eventsReceived++;
    call.clock.restart();
  }

  function skip({ size: _size, ...event }: RawItem): undefined {
    count();
    skipped++;
    onUnknownEvent(event, operation.operationId);
  }

  function complete(): undefined {
    void call.drain();
  }

  function checkSize(size: number): void {
    if (size > maxEventSize) throw call.error("overflow", `An event is larger than maxEventSize, ${maxEventSize}`);
  }

  /** `undefined` where an item is no event to yield. */
  function read(raw: RawItem): IteratorYieldResult<unknown> | undefined {
    call.lastEventId = raw.id;
    checkSize(raw.size);
    if (raw.data === sentinel) return complete();
    let known = only;
    if (!known && discriminator === undefined) {
      known = find(raw.event || UNNAMED);
      // Before its data is parsed. Without data and a name it is a heartbeat.
      if (!known) return raw.data || raw.event ? skip(raw) : undefined;
    }
    const value = item(raw, reading);
    // A heartbeat, but not where an event of this name fails or ends the stream.
    if (value === undefined) {
      if (known && known.role !== "yield") throw problem("has no data");
      return undefined;
    }
    // Fields are asked for here, and by `stringAt` only where that fails: an engine is quick where one place of the code
    // always wants the same field.
    const fields = (typeof value === "object" ? value : undefined) as Readonly<Record<string, unknown>> | undefined;
    // One by its content, whatever name is in it.
    const isError = error?.(value);
    const isEnd = end?.(value);
    if (!known) {
      const name = fields?.[discriminator!];
      if (typeof name === "string") known = find(name);
      else if (!isError && !isEnd) stringAt(value, [discriminator!]);
    }
    if (known?.role === "throw" || isError) {
      count();
      throw call.error("event", `The server sent ${excerpt(raw.data)}`, { event: value });
    }
    if (known) {
      const { text: pointer } = known;
      const first = pointer?.length === 1 ? fields?.[pointer[0]!] : undefined;
      reader.text = typeof first === "string" ? first : stringAt(value, pointer, isBare);
    }
    // Not before its text was found, for a stream that is complete fails no more.
    if (known?.role === "end" || isEnd) complete();
    if (!known) return skip(raw);
    count();
    return { value, done: false };
  }

  function cut(): void {
    // Of most texts there is one piece.
    const size = rest.length > PIECE && rest.indexOf("\n", PIECE) + 1;
    const piece = size ? rest.slice(0, size) : rest;
    rest = size ? rest.slice(size) : "";
    items = decoder.decode(piece, ended && !rest);
    index = -1;
    parsed = undefined;
  }

  /** Whether it is of use to look again. Where no more is to come, the stream should be complete. */
  function more(): boolean {
    call.lastEventId = decoder.id;
    checkSize(decoder.size);
    if (rest) {
      cut();
      return true;
    }
    if (!ended) {
      // What waits does not hold what it has read.
      items = NONE;
      parsed = undefined;
      return false;
    }
    if (decoder.size || sentinel !== undefined || end || Object.values(events).includes("end")) {
      throw truncated("before the stream's end");
    }
    complete();
    return true;
  }

  const reader: EventReader = {
    text: "",
    push(piece) {
      ended = piece === undefined;
      rest = piece ?? "";
      cut();
    },
    next() {
      while (call.isOpen()) {
        const raw = items[++index];
        const event = raw && read(raw);
        if (event || (!raw && !more())) return event;
      }
      return { value: undefined, done: true };
    },
  };
  return reader;
}
