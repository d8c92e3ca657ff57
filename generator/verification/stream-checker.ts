import { isObject, type Document, type JsonValue, type Path } from "../document/source.js";
import type { Stream } from "../model/model.js";
import { STREAM_FORMATS, toOperation, type ClientFailure, type StreamOperation } from "../recording/client-runtime.js";
import { itemsOf, nameOf, type RecordedItem } from "../recording/items.js";
import { parseJson } from "../recording/json.js";
import type { Recording } from "../recording/recording.js";
import { EventChecker, type Mismatch } from "./event-checker.js";
import { replay } from "./replay.js";

export type Rule =
  | "missing-field"
  | "wrong-value"
  | "undeclared-field"
  | "unknown-event"
  | "no-json"
  | "missing-end"
  | "after-end"
  | "client-fails"
  | "cut"
  | "no-stream";

/** One thing that a recording shows, in one place of it. */
export interface Observation {
  readonly rule: Rule;
  /** The name of the event, where it is about one. */
  readonly event?: string;
  /** The steps to the field; every item of an array is `*`. */
  readonly field: readonly string[];
  /** What is wrong, less the subject. */
  readonly problem: string;
  /** The item that shows it; without one, the recording as a whole does. */
  readonly item?: RecordedItem | undefined;
  /** Where in the document that is said, or could be. */
  readonly declared: Path;
}

/** What a recording shows of its stream. */
export interface CheckedRecording {
  /** How many events there are, by name. */
  readonly events: ReadonlyMap<string, number>;
  readonly observations: readonly Observation[];
}

/** What an event is called that nothing names (WHATWG HTML, section 9.2.6). */
const UNNAMED = "message";

const NONE: readonly Mismatch[] = [];

/** An event, and what is wrong with it. */
interface ReadEvent {
  readonly name: string;
  readonly found: readonly Omit<Observation, "event" | "item">[];
}

/** Holds recordings of one stream against what the document says of it. */
export class StreamChecker {
  readonly #stream: Stream;
  readonly #operation: StreamOperation;
  /** `undefined` for an event whose data is text. */
  readonly #checkers: ReadonlyMap<string, EventChecker | undefined>;

  /** @throws {DiagnosticsError} when a schema is none. */
  constructor(document: Document, stream: Stream) {
    this.#stream = stream;
    this.#operation = toOperation(stream);
    this.#checkers = new Map(
      stream.events.map(({ name, type }) => [name, type.schema && new EventChecker(document, type.schema)]),
    );
  }

  /** Reads a recording as a client does. What a client cannot read is looked at, and what comes after it. */
  async check(recording: Recording): Promise<CheckedRecording> {
    const counts = new Map<string, number>();
    const seen: { readonly index: number; readonly event: string; readonly found: ReadEvent["found"] }[] = [];
    let index = 0;
    const see = ({ name, found }: ReadEvent): void => {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      if (found.length > 0) seen.push({ index, event: name, found });
      index++;
    };
    const failure = await replay(this.#operation, recording, {
      onEvent: (event) => see(this.#readEvent(event)),
      onUnknownEvent: (event) => see(this.#unknown(nameOf(event, this.#stream.discriminator))),
    });
    if (failure?.kind === "event") see(this.#readEvent(failure.event));
    const items = this.#itemsOf(recording);
    const read = index;
    if (failure?.kind === "decode" || failure?.kind === "overflow") {
      items.slice(read).forEach((item) => see(this.#readItem(item)));
    }
    const isKnown = seen.some((one) => one.index === read && one.found.some(({ rule }) => rule !== "undeclared-field"));
    return {
      events: counts,
      observations: [
        ...seen.flatMap(({ event, found, index: at }) => found.map((one) => ({ ...one, event, item: items[at] }))),
        ...(isKnown ? [] : this.#outcomeOf(recording, failure, items[read])),
      ],
    };
  }

  /** The items that a client counts as events. */
  #itemsOf(recording: Recording): readonly RecordedItem[] {
    const items = itemsOf(recording, STREAM_FORMATS[this.#stream.format]);
    const end = items.findIndex(({ data }) => data === this.#stream.sentinel);
    const sent = end === -1 ? items : items.slice(0, end);
    return sent.filter(({ data, event }) => data !== "" || this.#isText(event));
  }

  #isText(event: string): boolean {
    const { item } = this.#stream;
    const name = event || UNNAMED;
    return item === "text" || (item === "envelope" && this.#checkers.has(name) && !this.#checkers.get(name));
  }

  /** An event that the client has read. */
  #readEvent(event: unknown): ReadEvent {
    const { item, discriminator } = this.#stream;
    const fields = event as { readonly [name: string]: JsonValue };
    if (item === "json")
      return this.#checked(discriminator === undefined ? UNNAMED : String(fields[discriminator]), fields);
    const name = String(fields["event"] ?? UNNAMED);
    return item === "text" ? { name, found: NONE } : this.#checked(name, fields["data"]!);
  }

  /** An item that the client may have failed at. */
  #readItem({ data, event }: RecordedItem): ReadEvent {
    const { item, discriminator } = this.#stream;
    const named = event || UNNAMED;
    if (this.#isText(event)) return { name: named, found: NONE };
    if (item === "envelope" && !this.#checkers.has(named)) return this.#unknown(named);
    const value = parseJson(data);
    if (value === undefined) return this.#wrong(named, "no-json", `is no JSON: ${data.slice(0, 60)}`);
    if (item === "envelope") return this.#checked(named, value);
    if (discriminator === undefined) return this.#checked(UNNAMED, value);
    const name = isObject(value) ? value[discriminator] : undefined;
    if (typeof name !== "string") {
      return this.#wrong(UNNAMED, "missing-field", "is no string, and tells the events apart", [discriminator]);
    }
    return this.#checkers.has(name) ? this.#checked(name, value) : this.#unknown(name);
  }

  #checked(name: string, value: JsonValue): ReadEvent {
    return { name, found: this.#checkers.get(name)?.check(value) ?? NONE };
  }

  #unknown(name: string): ReadEvent {
    return this.#wrong(name, "unknown-event", "is not in the document");
  }

  #wrong(name: string, rule: Rule, problem: string, field: readonly string[] = []): ReadEvent {
    return { name, found: [{ rule, field, problem, declared: this.#stream.at.mediaType }] };
  }

  /** What is wrong with the stream as a whole. */
  #outcomeOf(
    { end }: Recording,
    failure: ClientFailure | undefined,
    next: RecordedItem | undefined,
  ): readonly Observation[] {
    const { mediaType } = this.#stream.at;
    const one = (rule: Rule, problem: string, declared = mediaType, item?: RecordedItem): readonly Observation[] => {
      return [{ rule, field: [], problem, declared, item }];
    };
    const ends = [...mediaType, "x-event-stream", "end"];
    switch (failure?.kind) {
      case undefined:
        return next
          ? one("after-end", "Events come after the one that ends the stream: no client sees them", ends, next)
          : [];
      case "event":
        return [];
      case "status":
        return one("no-stream", failure!.message);
      case "truncated":
        return one("missing-end", "The server closed without the event that ends the stream", ends);
      case "network":
        return one(
          "cut",
          `The stream was cut, and how it ends is not known${"error" in end ? `: ${end.error.message}` : ""}`,
        );
      default:
        return one("client-fails", failure!.message, mediaType, next);
    }
  }
}
