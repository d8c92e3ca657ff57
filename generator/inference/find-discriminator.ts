import { isObject, type JsonValue } from "../document/source.js";
import { UNNAMED_EVENT } from "../model/model.js";

/** What tells the events of a stream apart: a property of their data, or the `event` field of server-sent events. */
export type Discriminator = { readonly by: "property"; readonly property: string } | { readonly by: "event" };

/** An event to be told from others. */
export interface SeenValue {
  /** Its `event` field; `""` when it has none. */
  readonly event: string;
  /** Its data; `undefined` where that is no JSON. */
  readonly value: JsonValue | undefined;
}

/** What a name looks like. A word of a text may look so, too: that is for the counts to tell. */
const NAME = /^[A-Za-z_@$][\w.:/-]{0,63}$/;
const MOST_NAMES = 64;

/** What APIs call it, the commonest first. Of others, more is asked. */
const USUAL = ["type", "event", "event_type", "eventType", "kind", "object", "message_type", "@type"];
// How much of the variety of fields a property of another name must explain.
const ENOUGH = 0.5;

/** How many events of each name have which fields. */
type Table = Map<string, Map<string, number>>;

/**
 * Finds what tells events apart: a name that every one of them has, and by which they have other fields. Where several
 * do, the one that explains most; then the property before the `event` field, for then an event is its data alone.
 */
export function findDiscriminator(events: readonly SeenValue[]): Discriminator | undefined {
  const shapes = events.map(({ value }) => shapeOf(value));
  const all = entropyOf(countsOf(shapes));
  const told = (table: Table): number => (all === 0 ? 0 : 1 - conditionalEntropyOf(table, events.length) / all);
  const properties = namesIn(events[0]?.value).flatMap((property) => {
    const names = events.map(({ value }) => (isObject(value) ? value[property] : undefined));
    const table = tableOf(names, shapes);
    return table && isTelling(table, told(table), events.length, property) ? [{ property, told: told(table) }] : [];
  });
  const [best] = properties.sort((a, b) => b.told - a.told || usual(a.property) - usual(b.property));
  const fields = tableOf(
    events.map(({ event }) => event || UNNAMED_EVENT),
    shapes,
  );
  if (fields && (best === undefined || told(fields) > best.told)) return { by: "event" };
  return best && { by: "property", property: best.property };
}

function shapeOf(value: JsonValue | undefined): string {
  if (isObject(value)) return Object.keys(value).sort().join("\0");
  return Array.isArray(value) ? "[]" : typeof value;
}

function namesIn(value: JsonValue | undefined): readonly string[] {
  return isObject(value) ? Object.keys(value).filter((key) => typeof value[key] === "string") : [];
}

/** `undefined` where not every event has a name, where all have the same, or where there are too many. */
function tableOf(names: readonly unknown[], shapes: readonly string[]): Table | undefined {
  const table: Table = new Map();
  for (const [index, name] of names.entries()) {
    if (typeof name !== "string" || !NAME.test(name)) return undefined;
    const known = table.get(name) ?? new Map<string, number>();
    table.set(name, known);
    known.set(shapes[index]!, (known.get(shapes[index]!) ?? 0) + 1);
    if (table.size > MOST_NAMES) return undefined;
  }
  return table.size > 1 ? table : undefined;
}

/** A name comes back, and explains what fields there are; one that is called as usual need not do so in a few events. */
function isTelling(table: Table, told: number, count: number, property: string): boolean {
  return USUAL.includes(property) || (told >= ENOUGH && table.size < count);
}

function usual(property: string): number {
  const index = USUAL.indexOf(property);
  return index === -1 ? USUAL.length : index;
}

function countsOf(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Shannon's, in bits. */
function entropyOf(counts: ReadonlyMap<string, number>): number {
  const total = sumOf(counts);
  return [...counts.values()].reduce((sum, count) => sum - (count / total) * Math.log2(count / total), 0);
}

/** What is left to be told of the fields when the name is known. */
function conditionalEntropyOf(table: Table, total: number): number {
  return [...table.values()].reduce((sum, counts) => sum + (sumOf(counts) / total) * entropyOf(counts), 0);
}

function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
