import { isObject, type JsonObject, type JsonValue, type Path } from "../../../generator/document/source.js";

/** One change to a document: a text or a key replaced by a hostile one, or a value by one of another kind. */
export interface Mutation {
  readonly path: Path;
  readonly part: "key" | "value";
  readonly payload: JsonValue;
}

/** Texts that try to leave their string, comment, template, cell or line, and names that have a meaning somewhere. */
const TEXTS: readonly string[] = [
  "a*/;canary(1);/*z",
  "a`${canary(1)}`z",
  'a";canary(1);"z',
  "a';canary(1);'z",
  'a\\";canary(1);//z',
  "a\ncanary(1)\nz",
  "a\r\n# canary(1)\r\n",
  "a\u2028canary(1)\u2029z",
  "a\u202ecanary(1)\u2066z",
  "a\0canary(1)z",
  "\ud800canary(1)z",
  "a]};canary(1);({[z",
  "a</script><img src=x onerror=canary(1)>z",
  "a[b](javascript:canary(1))![c](canary)z",
  "a\n```\ncanary(1)\n```\nz",
  "a | canary(1) | z",
  "a <https://canary.example> http://canary.example/?b=canary(1) z",
  "a{@link canary}z @deprecated canary(1)",
  "../../canary(1)",
  "- canary(1)",
  "x".repeat(300),
  "__proto__",
  "constructor",
  "toString",
  "$ref",
  "",
];

/** A value of each kind that YAML has. */
const VALUES: readonly JsonValue[] = [null, 7, -1.5, true, "x", [], {}, ["x"], [7], [null], { a: 7 }, { $ref: 7 }];

/** The mutations of one place of a document. */
interface Place {
  readonly texts: readonly Mutation[];
  readonly values: readonly Mutation[];
}

/** Every key and every value of a document, in its order. */
function placesOf(document: JsonValue): readonly Place[] {
  const places: Place[] = [];
  const visit = (value: JsonValue, path: Path): void => {
    const all = (part: Mutation["part"], payloads: readonly JsonValue[]): readonly Mutation[] =>
      payloads.map((payload) => ({ path, part, payload }));
    if (typeof path.at(-1) === "string") places.push({ texts: all("key", TEXTS), values: [] });
    if (path.length > 0) {
      places.push({ texts: typeof value === "string" ? all("value", TEXTS) : [], values: all("value", VALUES) });
    }
    for (const [key, child] of entriesOf(value)) visit(child, [...path, key]);
  };
  visit(document, []);
  return places;
}

/** Every mutation of a document that there is: thousands. */
export function allMutationsOf(document: JsonValue): readonly Mutation[] {
  return placesOf(document).flatMap(({ texts, values }) => [...texts, ...values]);
}

/**
 * Mutations of a document, another choice by each seed: for every key and every text one hostile text, and for some
 * places a value of another kind, until there are so many.
 */
export function mutationsOf(document: JsonValue, count: number, seed: number): readonly Mutation[] {
  const next = randomBySeed(seed);
  const oneOf = <Value>(values: readonly Value[]): Value => values[Math.floor(next() * values.length)] as Value;
  const places = placesOf(document);
  const texts = places.flatMap((place) => (place.texts.length === 0 ? [] : [oneOf(place.texts)]));
  const valued = places.filter(({ values }) => values.length > 0);
  return [...texts, ...Array.from({ length: Math.max(0, count - texts.length) }, () => oneOf(oneOf(valued).values))];
}

/** A copy of the document with one change. */
export function mutated(document: JsonValue, { path, part, payload }: Mutation): JsonValue {
  const [step, ...rest] = path;
  if (step === undefined) return payload;
  if (Array.isArray(document)) {
    return document.map((item: JsonValue, index) =>
      index === step ? mutated(item, { path: rest, part, payload }) : item,
    );
  }
  const entries = Object.entries(document as JsonObject).map(([key, value]) => {
    if (key !== step) return [key, value];
    const isKey = part === "key" && rest.length === 0;
    return isKey ? [String(payload), value] : [key, mutated(value, { path: rest, part, payload })];
  });
  return Object.fromEntries(entries) as JsonObject;
}

function entriesOf(value: JsonValue): readonly (readonly [string | number, JsonValue])[] {
  if (Array.isArray(value)) return value.map((item: JsonValue, index) => [index, item] as const);
  return isObject(value) ? Object.entries(value) : [];
}

/** Numbers from 0 up to 1, the same for the same seed: mulberry32. */
function randomBySeed(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
