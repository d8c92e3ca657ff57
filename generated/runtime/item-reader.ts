import { type Call, excerpt } from "./call.js";
import { fieldsAt, resolvePointer } from "./pointer.js";
import type { EventMatch, EventRole, Pointer, StreamDecoder } from "./stream-operation.js";

/** What an event is called that has no name (WHATWG HTML, section 9.2.6). */
const UNNAMED = "message";

/** What is known of an event by its name. */
interface NamedEvent {
  readonly role: EventRole;
  readonly text: Pointer | undefined;
}

/** Turns the text of an answer into the events that the document promises. */
export class ItemReader {
  /** The latest event. */
  value: unknown;
  /** What `text()` takes of it. */
  text = "";
  /** No more events: the stream is complete, or was closed. */
  done = false;
  readonly #call: Call;
  readonly #decoder: StreamDecoder;
  readonly #events: ReadonlyMap<string, NamedEvent>;
  readonly #textOfAny: Pointer | undefined;
  readonly #nameOf: Pointer | undefined;
  #ended = false;
  #skipped = 0;

  constructor(call: Call) {
    const { discriminator, events, format, text } = call.operation;
    const texts = isPointer(text) ? undefined : new Map(Object.entries(text ?? {}));
    this.#call = call;
    this.#decoder = call.decoder = format.createDecoder();
    this.#events = new Map(Object.entries(events).map(([name, role]) => [name, { role, text: texts?.get(name) }]));
    this.#textOfAny = isPointer(text) ? text : undefined;
    this.#nameOf = discriminator === undefined ? undefined : [discriminator];
  }

  /** @param text `undefined`: there is no more. */
  push(text: string | undefined): void {
    this.#ended = text === undefined;
    if (text === undefined) this.#decoder.end();
    else this.#decoder.push(text);
  }

  /**
   * Moves to the next event. `false` when more text is needed, or `done`.
   * @throws StreamError, what a caller's callback throws, and what the call failed with.
   */
  next(): boolean {
    const call = this.#call;
    const decoder = this.#decoder;
    const { sentinel, end, events } = call.operation;
    call.throwIfFailed();
    while (!call.stopped && decoder.next()) {
      this.#limit(decoder.data.length);
      if (decoder.data === sentinel) return this.#finish();
      const role = this.#read(decoder);
      if (role === "ignore") continue;
      call.eventsReceived++;
      call.eventClock.restart();
      if (role === "yield") return true;
      if (role === "end") return !this.#finish();
      if (role === "skip") this.#skip(decoder);
      else throw call.error("event", `The server sent ${excerpt(decoder.data)}`, { event: this.value });
    }
    if (call.stopped) return this.#finish();
    this.#limit(decoder.pending);
    if (!this.#ended) return false;
    if (sentinel === undefined && !end && !Object.values(events).includes("end")) return this.#finish();
    const received = `${call.eventsReceived} events (${this.#skipped} unknown)`;
    throw call.error("truncated", `The connection closed before the stream's end, after ${received}`);
  }

  /** `skip`: the document does not know it. `ignore`: a heartbeat. */
  #read({ data, event, lastEventId }: StreamDecoder): EventRole | "skip" | "ignore" {
    const { item, textEvents, end, error } = this.#call.operation;
    let name = event || UNNAMED;
    let known = this.#events.get(name);
    if (item === "json") {
      if (data === "") return "ignore";
      this.value = this.#parse(data);
      if (this.#nameOf) {
        name = this.#name(this.#nameOf);
        known = this.#events.get(name);
        if (!known) return "skip";
      }
    } else {
      const isEnvelope = item === "envelope";
      if (isEnvelope && !known && this.#events.size > 0) return "skip";
      const isText = !isEnvelope || textEvents?.includes(name);
      if (data === "" && !isText) return "ignore";
      this.value = {
        ...((isEnvelope || event) && { event: name }),
        data: isText ? data : this.#parse(data),
        ...(lastEventId && { id: lastEventId }),
      };
    }

    const role = error && this.#matches(error) ? "throw" : (known?.role ?? "yield");
    if (role === "throw") return role;
    const pointer = this.#textOfAny ?? known?.text;
    if (pointer) this.#readText(pointer);
    else this.text = "";
    return end && this.#matches(end) ? "end" : role;
  }

  #parse(data: string): unknown {
    try {
      return JSON.parse(data);
    } catch (cause) {
      throw this.#problem("is not JSON", { cause });
    }
  }

  #name(pointer: Pointer): string {
    const name = resolvePointer(this.value, pointer);
    if (typeof name === "string") return name;
    throw this.#missing(pointer);
  }

  #readText(pointer: Pointer): void {
    const text = resolvePointer(this.value, pointer);
    if (typeof text === "string") this.text = text;
    else if (this.#textOfAny) this.text = "";
    else throw this.#missing(pointer);
  }

  #matches(matches: readonly EventMatch[]): boolean {
    return matches.some(({ where, is }) => {
      const found = resolvePointer(this.value, where);
      return is === undefined ? found !== undefined && found !== null : found === is;
    });
  }

  #skip({ event, data, lastEventId }: StreamDecoder): void {
    this.#skipped++;
    const { operation, settings } = this.#call;
    const id = lastEventId;
    settings.onUnknownEvent({ ...(event && { event }), data, ...(id && { id }) }, operation.operationId);
  }

  #finish(): false {
    this.done = true;
    this.#call.drain();
    return false;
  }

  #limit(size: number): void {
    const { maxEventSize } = this.#call.settings;
    if (size <= maxEventSize) return;
    throw this.#call.error("overflow", `An event is larger than maxEventSize, ${maxEventSize}`);
  }

  #missing(pointer: Pointer): Error {
    const fields = fieldsAt(this.value, pointer).join(", ") || "none";
    return this.#problem(`has no string at /${pointer.join("/")}, where its fields are ${fields}`);
  }

  #problem(what: string, more?: { readonly cause: unknown }): Error {
    const message = `Event ${this.#call.eventsReceived + 1} ${what}: ${excerpt(this.#decoder.data)}`;
    return this.#call.error("decode", message, more);
  }
}

function isPointer(text: unknown): text is Pointer {
  return Array.isArray(text);
}
