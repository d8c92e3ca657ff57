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

/** All mutations of a document, in its order. */
export function mutationsOf(document: JsonValue): readonly Mutation[] {
  const mutations: Mutation[] = [];
  const visit = (value: JsonValue, path: Path): void => {
    if (path.length > 0) mutations.push(...VALUES.map((payload): Mutation => ({ path, part: "value", payload })));
    if (typeof value === "string") {
      mutations.push(...TEXTS.map((payload): Mutation => ({ path, part: "value", payload })));
    }
    if (typeof path.at(-1) === "string") {
      mutations.push(...TEXTS.map((payload): Mutation => ({ path, part: "key", payload })));
    }
    for (const [key, child] of entriesOf(value)) visit(child, [...path, key]);
  };
  visit(document, []);
  return mutations;
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

/** So many of a list, chosen by a seed: mulberry32. */
export function sampleBySeed<Value>(values: readonly Value[], count: number, seed: number): readonly Value[] {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return Array.from({ length: count }, () => values[Math.floor(next() * values.length)] as Value);
}
