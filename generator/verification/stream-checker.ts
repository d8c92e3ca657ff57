import { isObject, type Document, type JsonValue, type Path } from "../document/source.js";
import { createValidator } from "../json-schema/validator.js";
import { placeOfEvents } from "../model/find-union.js";
import { UNNAMED_EVENT, type Stream } from "../model/model.js";
import { hasNoEnd } from "../model/stream-end.js";
import { matchesAny, STREAM_FORMATS, toOperation, type StreamOperation } from "../recording/client-runtime.js";
import { eachItem, itemsOf, nameOf, type RecordedItem } from "../recording/items.js";
import { parseJson } from "../recording/json.js";
import type { Recording } from "../recording/recording.js";
import { EventChecker, type Mismatch } from "./event-checker.js";
import type { Observation, Rule } from "./observation.js";
import { missingEnd, outcomeOf } from "./outcome.js";
import { replay } from "./replay.js";

/** What a recording shows of its stream. */
export interface CheckedRecording {
  /** How many events there are, by name. */
  readonly events: ReadonlyMap<string, number>;
  readonly observations: readonly Observation[];
}

const NONE: readonly Mismatch[] = [];

/** What is wrong with an event. */
type Faults = readonly Omit<Observation, "event" | "item">[];

/** Is told of each event, in order. A call is all that an event costs that is as it should be. */
type See = (name: string, faults: Faults) => void;

/** Holds recordings of one stream against what the document says of it. */
export class StreamChecker {
  readonly #stream: Stream;
  readonly #operation: StreamOperation;
  readonly #events: Path;
  /** By event name. One has several where its schemas are, and none where its data is text. */
  readonly #checkers: ReadonlyMap<string, readonly EventChecker[]>;

  /** @throws {DiagnosticsError} when a schema is none. */
  constructor(document: Document, stream: Stream) {
    this.#stream = stream;
    this.#operation = toOperation(stream);
    this.#events = placeOfEvents(document, stream);
    const validator = createValidator(document, "response");
    this.#checkers = new Map(
      stream.events.map(({ name, type }) => {
        const schemas = (type.oneOf ?? [type]).flatMap(({ schema }) => schema ?? []);
        return [name, schemas.map((schema) => new EventChecker(document, validator, schema))];
      }),
    );
  }

  /** Reads a recording as a client does. What a client cannot read is looked at, and what comes after it. */
  async check(recording: Recording): Promise<CheckedRecording> {
    const counts = new Map<string, { times: number }>();
    const seen: { readonly index: number; readonly event: string; readonly faults: Faults }[] = [];
    let index = 0;
    const see: See = (name, faults) => {
      const count = counts.get(name);
      if (count) count.times++;
      else counts.set(name, { times: 1 });
      if (faults.length > 0) seen.push({ index, event: name, faults });
      index++;
    };
    const failure = await replay(this.#operation, recording, {
      onEvent: (event) => this.#readEvent(event, see),
      onUnknownEvent: (event) => see(nameOf(event, this.#stream.discriminator), this.#unknown()),
    });
    if (failure?.kind === "event") this.#readEvent(failure.event, see);
    const read = index;
    // Items are kept where there is something to say of one, which is rare.
    const isWhole = seen.length === 0 && failure === undefined && this.#countOf(recording) === read;
    const items = isWhole ? [] : this.#itemsOf(recording);
    if (failure?.kind === "decode" || failure?.kind === "overflow") {
      items.slice(read).forEach((item) => this.#readItem(item, see));
    }
    const isKnown = seen.some(
      (one) => one.index === read && one.faults.some(({ rule }) => rule !== "undeclared-field"),
    );
    return {
      events: new Map([...counts].map(([name, { times }]) => [name, times])),
      observations: [
        ...seen.flatMap(({ event, faults, index: at }) => faults.map((one) => ({ ...one, event, item: items[at] }))),
        ...(isKnown ? [] : outcomeOf(recording, failure, this.#stream.at.mediaType, items[read])),
        ...(failure?.kind === "decode" && this.#lacksEnd(recording, counts)
          ? [missingEnd(this.#stream.at.mediaType)]
          : []),
      ],
    };
  }

  /** Whether nothing completes the stream, though something should. A client that failed before does not see it. */
  #lacksEnd(recording: Recording, names: ReadonlyMap<string, unknown>): boolean {
    const { end, events, format, item, sentinel } = this.#stream;
    const isNamed = events.some(({ name, role }) => role === "end" && names.has(name));
    if (hasNoEnd(this.#stream) || isNamed || recording.end.end !== "closed") return false;
    return !itemsOf(recording, STREAM_FORMATS[format]).some(({ data, event }) => {
      const payload = parseJson(data) ?? data;
      const value = item === "json" ? payload : { event: event || UNNAMED_EVENT, data: payload };
      return data === sentinel || matchesAny(value, end);
    });
  }

  /** The items that a client counts as events, and those behind the stream's end. */
  #itemsOf(recording: Recording): readonly RecordedItem[] {
    const items = itemsOf(recording, STREAM_FORMATS[this.#stream.format]);
    return items.filter(({ data, event }) => this.#isEvent(data, event));
  }

  #countOf(recording: Recording): number {
    let count = 0;
    eachItem(recording, STREAM_FORMATS[this.#stream.format], (data, event) => {
      if (this.#isEvent(data, event)) count++;
    });
    return count;
  }

  #isEvent(data: string, event: string): boolean {
    return data !== this.#stream.sentinel && (data !== "" || this.#isText(event));
  }

  #isText(event: string): boolean {
    const { item } = this.#stream;
    const name = event || UNNAMED_EVENT;
    return item === "text" || (item === "envelope" && this.#checkers.get(name)?.length === 0);
  }

  /** An event that the client has read. */
  #readEvent(event: unknown, see: See): void {
    const { item, discriminator } = this.#stream;
    const fields = event as { readonly [name: string]: JsonValue };
    if (item === "json") {
      const name = discriminator === undefined ? UNNAMED_EVENT : (fields[discriminator] as string);
      return see(name, this.#check(name, fields));
    }
    const name = (fields["event"] as string | undefined) ?? UNNAMED_EVENT;
    return see(name, item === "text" ? NONE : this.#check(name, fields["data"]!));
  }

  /** An item that the client may have failed at. */
  #readItem({ data, event }: RecordedItem, see: See): void {
    const { item, discriminator } = this.#stream;
    const named = event || UNNAMED_EVENT;
    if (this.#isText(event)) return see(named, NONE);
    if (item === "envelope" && !this.#checkers.has(named)) return see(named, this.#unknown());
    const value = parseJson(data);
    if (value === undefined) return see(named, this.#wrong("no-json", `is not JSON: ${data.slice(0, 60)}`));
    if (item === "envelope") return see(named, this.#check(named, value));
    if (discriminator === undefined) return see(UNNAMED_EVENT, this.#check(UNNAMED_EVENT, value));
    const name = isObject(value) ? value[discriminator] : undefined;
    if (typeof name !== "string") {
      const problem = "is not a string, and tells the events apart";
      return see(UNNAMED_EVENT, this.#wrong("missing-field", problem, [discriminator]));
    }
    return see(name, this.#checkers.has(name) ? this.#check(name, value) : this.#unknown());
  }

  /** By the schema that the value is nearest to. */
  #check(name: string, value: JsonValue): Faults {
    let least: readonly Mismatch[] | undefined;
    for (const checker of this.#checkers.get(name) ?? []) {
      const found = checker.check(value);
      if (least === undefined || found.length < least.length) least = found;
      if (least.length === 0) break;
    }
    return least ?? NONE;
  }

  #unknown(): Faults {
    return this.#wrong("unknown-event", "is not in the document");
  }

  #wrong(rule: Rule, problem: string, field: readonly string[] = []): Faults {
    return [{ rule, field, problem, declared: this.#events }];
  }
}
