import { resolvePointer, describeFields, printPointer } from "./pointer.js";
import type { EventMatch, EventRole, Pointer, StreamDecoder, StreamOperation } from "./stream-operation.js";

/** `skip`: the document does not know it. `ignore`: it is a heartbeat. `complete`: the sentinel. */
export type ItemOutcome = EventRole | "skip" | "ignore" | "complete";

/** What an `event:` field is when none is sent (WHATWG HTML, section 9.2.6). */
const DEFAULT_EVENT = "message";

/** Turns what a decoder holds into the event that the document promises. */
export class ItemReader {
  /** The latest event. */
  value: unknown;
  /** What `text()` takes of it. */
  text = "";

  readonly #operation: StreamOperation;
  readonly #roles: ReadonlyMap<string, EventRole>;
  readonly #texts: ReadonlyMap<string, Pointer> | Pointer | undefined;
  readonly #problem: (what: string, data: string, cause?: unknown) => Error;

  /** @param problem Makes the error for an event that is not what the document says; `what` goes on from "Event 1". */
  constructor(operation: StreamOperation, problem: (what: string, data: string, cause?: unknown) => Error) {
    this.#operation = operation;
    this.#roles = new Map(Object.entries(operation.events));
    const { text } = operation;
    this.#texts = text && !isPointer(text) ? new Map(Object.entries(text)) : text;
    this.#problem = problem;
  }

  /** @throws What `problem` makes. */
  read(decoder: StreamDecoder): ItemOutcome {
    const { data } = decoder;
    const operation = this.#operation;
    if (data === operation.sentinel) return "complete";

    let name = decoder.event || DEFAULT_EVENT;
    if (operation.item === "json") {
      if (data === "") return "ignore";
      this.value = this.#parse(data);
      if (operation.discriminator !== undefined) {
        name = this.#discriminate(operation.discriminator, data);
        if (!this.#roles.has(name)) return "skip";
      }
    } else if (operation.item === "envelope") {
      if (this.#roles.size > 0 && !this.#roles.has(name)) return "skip";
      const isText = operation.textEvents?.includes(name);
      if (data === "" && !isText) return "ignore";
      this.value = withId({ event: name, data: isText ? data : this.#parse(data) }, decoder);
    } else {
      this.value = withId(decoder.event === "" ? { data } : { data, event: decoder.event }, decoder);
    }

    const role = this.#role(name);
    if (role !== "throw" && this.#texts !== undefined) this.text = this.#text(this.#texts, name, data);
    return role;
  }

  #parse(data: string): unknown {
    try {
      return JSON.parse(data);
    } catch (error) {
      throw this.#problem("is not JSON", data, error);
    }
  }

  #discriminate(property: string, data: string): string {
    const { value } = this;
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw this.#problem("is no JSON object", data);
    }
    const name: unknown = Object.hasOwn(value, property) ? (value as Record<string, unknown>)[property] : undefined;
    if (typeof name === "string") return name;
    throw this.#problem(`has no name in "${property}": it has ${describeFields(value)}`, data);
  }

  #role(name: string): EventRole {
    const { end, error } = this.#operation;
    if (error !== undefined && this.#matches(error)) return "throw";
    const role = this.#roles.get(name) ?? "yield";
    return role === "yield" && end !== undefined && this.#matches(end) ? "end" : role;
  }

  #matches(matches: readonly EventMatch[]): boolean {
    return matches.some(({ where, is }) => {
      const found = resolvePointer(this.value, where);
      return is === undefined ? found !== undefined && found !== null : found === is;
    });
  }

  #text(texts: ReadonlyMap<string, Pointer> | Pointer, name: string, data: string): string {
    const everywhere = isPointer(texts);
    const pointer = everywhere ? texts : texts.get(name);
    if (pointer === undefined) return "";
    const found = resolvePointer(this.value, pointer);
    if (typeof found === "string") return found;
    if (everywhere) return "";
    const seen = describeFields(this.value, pointer);
    throw this.#problem(`("${name}") has no text at ${printPointer(pointer)}: it has ${seen}`, data);
  }
}

function isPointer(text: NonNullable<StreamOperation["text"]> | ReadonlyMap<string, Pointer>): text is Pointer {
  return Array.isArray(text);
}

function withId<T extends object>(item: T, { lastEventId }: StreamDecoder): T {
  return lastEventId === "" ? item : { ...item, id: lastEventId };
}
