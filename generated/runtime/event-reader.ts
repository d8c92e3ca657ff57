import { type Call, excerpt } from "./call.js";
import { UNNAMED } from "./items.js";
import { parseTogether } from "./parse-together.js";
import { property } from "./pointer.js";
import type { EventRole, ItemReading, Pointer, RawItem } from "./stream-operation.js";

/** Turns the text of an answer into the events that the document promises. */
export interface EventReader {
  /** The latest event. */
  value: unknown;
  /** What `text()` takes of it. */
  text: string;
  /** @param piece `undefined`: there is no more. */
  push(piece: string | undefined): void;
  /**
   * Moves to the next event. `false` when more text is needed, or the call has stopped: then the stream is complete.
   * @throws StreamError, what a caller's callback throws, and what the call failed with.
   */
  next(): boolean;
}

// So much of a text is cut into items at once, in UTF-16 code units: items take many times the memory of their text.
const PIECE = 8_192;

/** What is known of an event by its name. */
interface NamedEvent {
  readonly role: EventRole;
  readonly text: Pointer | undefined;
}

export function createEventReader(call: Call): EventReader {
  const { operation, settings } = call;
  const { discriminator, end, error, events, item, sentinel, text } = operation;
  const decoder = operation.format.createDecoder();
  const reading: ItemReading = { json, problem, textEvents: operation.textEvents };
  const isBare = Array.isArray(text);
  const textOf = (name: string): Pointer | undefined => (isBare ? text : property(text, name)) as Pointer | undefined;
  const named = new Map(Object.entries(events).map(([name, role]) => [name, { role, text: textOf(name) }]));
  // Where nothing tells the events apart, there is one.
  const only: NamedEvent | undefined = named.size > 0 ? undefined : { role: "yield", text: textOf("") };
  const nameAt = discriminator === undefined ? undefined : [discriminator];
  // What is not cut into items yet.
  let rest = "";
  let items: readonly RawItem[] = [];
  let index = 0;
  // The JSON of the items, where they could be parsed together.
  let parsed: readonly unknown[] | undefined;
  let ended = false;
  let skipped = 0;

  function problem(what: string, cause?: unknown): Error {
    const { data } = items[index]!;
    return call.error("decode", `Event ${call.eventsReceived + 1} ${what}: ${excerpt(data)}`, cause ? { cause } : {});
  }

  function json(): unknown {
    parsed ??= parseTogether(items);
    if (index < parsed.length) return parsed[index];
    try {
      return JSON.parse(items[index]!.data);
    } catch (cause) {
      throw problem("is not JSON", cause);
    }
  }

  function stringAt(pointer: Pointer, isOptional?: boolean): string {
    let found = reader.value;
    let around: unknown;
    for (const token of pointer) {
      if (typeof found === "object") around = found;
      found = property(found, token);
    }
    if (typeof found === "string") return found;
    if (isOptional) return "";
    const fields = Object.keys(around ?? {}).join(", ") || "none";
    throw problem(`has no string at /${pointer.join("/")}, where its fields are ${fields}`);
  }

  function count(): void {
    call.eventsReceived++;
    call.clock.restart();
  }

  function skip({ event, data, id }: RawItem): false {
    count();
    skipped++;
    settings.onUnknownEvent({ event, data, id }, operation.operationId);
    return false;
  }

  /** Whether an item is an event to yield. */
  function read(raw: RawItem): boolean {
    let known = only ?? (nameAt ? undefined : named.get(raw.event || UNNAMED));
    // Before its data is parsed.
    if (!known && !nameAt) return skip(raw);
    const value = (reader.value = item(raw, reading));
    // A heartbeat.
    if (value === undefined) return false;
    known ??= named.get(stringAt(nameAt!));
    if (!known) return skip(raw);
    if (known.role === "throw" || error?.(value)) {
      count();
      throw call.error("event", `The server sent ${excerpt(raw.data)}`, { event: value });
    }
    reader.text = known.text ? stringAt(known.text, isBare) : "";
    count();
    if (known.role === "end" || end?.(value)) void call.drain();
    return true;
  }

  function cut(): void {
    const piece = rest.slice(0, PIECE);
    rest = rest.slice(PIECE);
    items = decoder.decode(piece, ended && !rest);
    index = -1;
    parsed = undefined;
  }

  const reader: EventReader = {
    value: undefined,
    text: "",
    push(piece) {
      ended = piece === undefined;
      rest = piece ?? "";
      cut();
    },
    next() {
      const { maxEventSize } = settings;
      while (call.isOpen()) {
        const raw = items[++index];
        const { id, size } = raw ?? decoder;
        call.lastEventId = id;
        if (size > maxEventSize) throw call.error("overflow", `An event is larger than maxEventSize, ${maxEventSize}`);
        if (raw && raw.data !== sentinel) {
          if (read(raw)) return true;
          continue;
        }
        if (!raw && rest) {
          cut();
          continue;
        }
        if (!raw && !ended) return false;
        if (!raw && (sentinel !== undefined || end || Object.values(events).includes("end"))) {
          const received = `${call.eventsReceived} events (${skipped} unknown)`;
          throw call.error("truncated", `The connection closed before the stream's end, after ${received}`);
        }
        void call.drain();
      }
      return false;
    },
  };
  return reader;
}
