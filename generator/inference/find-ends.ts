import { isObject, toJsonPointer, type JsonValue } from "../document/source.js";
import { valueAtPointer } from "../recording/json.js";
import type { SeenRecording, SeenStream } from "./seen-stream.js";

/** What ends a stream: events of a name, or a value in one that nothing names. */
export interface FoundEnd {
  readonly match: string | { readonly where: string; readonly is?: string | boolean };
  /** How many recordings ended so. */
  readonly count: number;
  readonly of: number;
}

const ERROR = /error|fail|exception/i;
const DEEPEST = 4;
const VALUE = /^[\w.-]{1,40}$/;
const USUAL = /^(?:done|finished|is_?final|final|completed?|last|stop|eos)$/i;

/** The events that are failures: called so, and nothing came after them. */
export function findErrors({ recordings, naming, events }: SeenStream): readonly FoundEnd[] {
  const sent = recordings.filter((one) => one.events.length > 0);
  if (naming.named) {
    return events
      .filter(({ name }) => ERROR.test(name) && isAlwaysLast(sent, name))
      .map(({ name }) => ({ match: name, count: endedBy(sent, name), of: sent.length }));
  }
  const count = sent.filter(({ events: all }) => all.some(({ value }) => hasError(value))).length;
  return naming.item === "json" && count > 0 ? [{ match: { where: "/error" }, count, of: sent.length }] : [];
}

/**
 * The events that complete the stream: nothing came after them, and most answers ended so. Recordings that were cut, or
 * ended with an error, say nothing of it.
 */
export function findEnds(seen: SeenStream, errors: readonly FoundEnd[]): readonly FoundEnd[] {
  const failed = new Set(errors.map(({ match }) => match));
  const whole = seen.recordings.filter(({ isWhole, events }) => {
    const last = events.at(-1);
    return isWhole && last !== undefined && !failed.has(last.name) && !(failed.size > 0 && hasError(last.value));
  });
  const names = seen.naming.named ? new Set(whole.map(({ events }) => events.at(-1)!.name)) : [];
  const found = seen.naming.named
    ? [...names]
        .filter((name) => isAlwaysLast(seen.recordings, name))
        .map((name) => ({ match: name, count: endedBy(whole, name), of: whole.length }))
    : findEndValue(whole);
  const count = found.reduce((sum, one) => sum + one.count, 0);
  return count * 2 > whole.length ? found : [];
}

function endedBy(recordings: readonly SeenRecording[], name: string): number {
  return recordings.filter(({ events }) => events.at(-1)?.name === name).length;
}

function isAlwaysLast(recordings: readonly SeenRecording[], name: string): boolean {
  return recordings.every(({ events }) => events.slice(0, -1).every((event) => event.name !== name));
}

function hasError(value: JsonValue): boolean {
  return isObject(value) && value["error"] !== undefined && value["error"] !== null;
}

/** The value that is in the last event of every recording, and in no other. */
function findEndValue(whole: readonly SeenRecording[]): readonly FoundEnd[] {
  const [first, ...others] = whole.map(({ events }) => events);
  if (first === undefined) return [];
  const isLastOnly = ({ where, is }: EndValue): boolean =>
    [first, ...others].every((events) =>
      events.every(({ value }, index) => (valueAtPointer(value, where) === is) === (index === events.length - 1)),
    );
  const candidates = endValues(first.at(-1)!.value, [])
    // A word may be the last by chance, and a flag that is set hardly.
    .filter(({ is }) => is === true || others.length > 0)
    .filter(isLastOnly)
    .sort((a, b) => rank(a) - rank(b) || a.where.length - b.where.length);
  const [best] = candidates;
  if (best === undefined) return [];
  return [{ match: { where: toJsonPointer(best.where), is: best.is }, count: whole.length, of: whole.length }];
}

interface EndValue {
  readonly where: readonly string[];
  readonly is: string | boolean;
}

function endValues(value: JsonValue, where: readonly string[]): readonly EndValue[] {
  if (value === true || (typeof value === "string" && VALUE.test(value)))
    return where.length > 0 ? [{ where, is: value }] : [];
  if (typeof value !== "object" || value === null || where.length >= DEEPEST) return [];
  const entries = Array.isArray(value)
    ? ([["0", value[0]]] as [string, JsonValue | undefined][])
    : Object.entries(value);
  return entries.flatMap(([key, child]) => (child === undefined ? [] : endValues(child, [...where, key])));
}

function rank({ where, is }: EndValue): number {
  return (is === true ? 0 : 2) + (USUAL.test(where.at(-1)!) ? 0 : 1);
}
