import type { JsonValue } from "../document/source.js";
import { TextEvidence } from "./text-evidence.js";

/** The kinds of values that JSON Schema tells apart; an integer is counted as one, not as a number. */
export type Kind = "null" | "boolean" | "integer" | "number" | "string" | "array" | "object";

/** What lies deeper is not looked at: nobody types it, and a server might send it to hurt. */
const MAX_DEPTH = 40;

/** What was seen at one place of events: how often, of which kinds, and what was in it. */
export class Evidence {
  readonly kinds: Record<Kind, number> = { null: 0, boolean: 0, integer: 0, number: 0, string: 0, array: 0, object: 0 };
  readonly texts = new TextEvidence();
  /** Of the fields of objects, in the order that they were first seen in. */
  readonly fields = new Map<string, Evidence>();
  /** Of all items of all arrays. */
  items: Evidence | undefined;

  /** How many values were seen. */
  get count(): number {
    return Object.values(this.kinds).reduce((sum, count) => sum + count, 0);
  }

  add(value: JsonValue, depth = 0): void {
    const kind = seenKind(value);
    this.kinds[kind]++;
    if (kind === "string") this.texts.add(value as string);
    if (typeof value !== "object" || value === null || depth >= MAX_DEPTH) return;
    if (Array.isArray(value)) {
      for (const item of value as readonly JsonValue[]) (this.items ??= new Evidence()).add(item, depth + 1);
      return;
    }
    for (const [name, field] of Object.entries(value)) this.field(name).add(field, depth + 1);
  }

  /** The evidence of a field, empty where it was not seen. */
  field(name: string): Evidence {
    const known = this.fields.get(name) ?? new Evidence();
    this.fields.set(name, known);
    return known;
  }

  /** Adds what was seen at another place. */
  merge(other: Evidence): void {
    for (const kind of Object.keys(this.kinds) as Kind[]) this.kinds[kind] += other.kinds[kind];
    this.texts.merge(other.texts);
    if (other.items) (this.items ??= new Evidence()).merge(other.items);
    for (const [name, field] of other.fields) this.field(name).merge(field);
  }
}

function seenKind(value: JsonValue): Kind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value as "boolean" | "string" | "object";
}
