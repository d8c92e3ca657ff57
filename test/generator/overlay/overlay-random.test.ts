import { isDeepStrictEqual } from "node:util";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { applyOverlays } from "../../../generator/overlay/overlay.js";
import { isObject, type JsonValue, type Path } from "../../../generator/document/source.js";
import { pathsOf, textAt, useFolder } from "../documents.js";
import { json, jsonObject } from "../json.js";

const { read } = useFolder();

interface Step {
  readonly kind: "update" | "remove" | "copy";
  readonly at: number;
  readonly from: number;
  readonly value: JsonValue;
}

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom("update", "remove", "copy"),
    at: fc.nat(1000),
    from: fc.nat(1000),
    value: fc.oneof(json, jsonObject),
  }),
  { minLength: 1, maxLength: 6 },
);

/** What the Overlay specification says, written down as plainly as possible; undefined for an error. */
function merged(target: JsonValue, patch: JsonValue, top: boolean): JsonValue | undefined {
  if (Array.isArray(target)) {
    if (Array.isArray(patch)) return [...target, ...patch];
    return top ? [...target, patch] : undefined;
  }
  if (isObject(target) !== isObject(patch) || Array.isArray(patch)) return undefined;
  if (!isObject(target) || !isObject(patch)) return patch;
  const entries = new Map(Object.entries(target));
  for (const [key, value] of Object.entries(patch)) {
    const result = entries.has(key) ? merged(entries.get(key)!, value, false) : value;
    if (result === undefined) return undefined;
    entries.set(key, result);
  }
  return Object.fromEntries(entries);
}

/** A document with the value at a path changed, or without it where `change` gives undefined. */
function changed(
  value: JsonValue,
  path: Path,
  change: (value: JsonValue) => JsonValue | undefined,
): JsonValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  const inner = (own: JsonValue): readonly JsonValue[] =>
    [changed(own, rest, change)].filter((one) => one !== undefined);
  if (Array.isArray(value)) return value.flatMap((own: JsonValue, index) => (index === step ? inner(own) : [own]));
  return Object.fromEntries(
    Object.entries(value as object).flatMap(([key, own]) =>
      key === step ? inner(own).map((one) => [key, one]) : [[key, own]],
    ),
  );
}

function query(path: Path): string {
  return `$${path.map((step) => `[${typeof step === "number" ? step : JSON.stringify(step)}]`).join("")}`;
}

function valueAt(value: JsonValue, path: Path): JsonValue {
  return path.reduce((own, step) => (own as { readonly [step: string | number]: JsonValue })[step]!, value);
}

/** Actions that are right for a document, and what they make of it. */
function plan(
  start: JsonValue,
  wanted: readonly Step[],
): { readonly actions: readonly object[]; readonly expected: JsonValue } {
  let expected = start;
  const actions: object[] = [];
  for (const [index, { kind, at, from, value }] of wanted.entries()) {
    const paths = pathsOf(expected);
    const path = paths[at % paths.length]!;
    const source = paths[from % paths.length]!;
    const action = { "x-index": index, target: query(path) };
    if (kind === "remove") {
      if (path.length === 0) continue;
      actions.push({ ...action, remove: true });
      expected = changed(expected, path, () => undefined)!;
      continue;
    }
    const patch = kind === "copy" ? valueAt(expected, source) : value;
    const result = merged(valueAt(expected, path), patch, true);
    if (result === undefined) continue;
    actions.push({ ...action, ...(kind === "copy" ? { copy: query(source) } : { update: value }) });
    expected = changed(expected, path, () => result)!;
  }
  return { actions: actions.length > 0 ? actions : [{ target: "$" }], expected };
}

function written(name: string, value: unknown) {
  return read(name, JSON.stringify(value, null, 1));
}

function overlayOf(name: string, actions: readonly object[]) {
  return written(name, { overlay: "1.1.0", info: { title: "T", version: "1" }, actions });
}

describe("random documents and actions", () => {
  it("come out as a plain reading of the specification has them, with every value where it was written", () => {
    const names = fc.constantFrom(["spec.json", "a.json"], ["spec.yaml", "a.yaml"]);
    fc.assert(
      fc.property(jsonObject, steps, names, (value, wanted, [specName, overlayName]) => {
        const { actions, expected } = plan(value, wanted);
        const spec = written(specName!, value);
        const patch = overlayOf(overlayName!, actions);
        const before = JSON.stringify([spec.value, patch.value]);
        const result = applyOverlays(spec, [patch]);
        expect(isDeepStrictEqual(result.value, expected)).toBe(true);
        expect(JSON.stringify([spec.value, patch.value])).toBe(before);
        for (const path of pathsOf(result.value)) {
          const own = valueAt(result.value, path);
          const start = isObject(own) ? "{" : Array.isArray(own) ? "[" : JSON.stringify(own);
          expect(textAt(result.locate(path)).startsWith(start)).toBe(true);
          const key = path.at(-1);
          if (typeof key === "string")
            expect(textAt(result.locate(path, "key")).startsWith(JSON.stringify(key))).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("lose every selected value, however they are nested, and nothing else", () => {
    const strip = (value: JsonValue, keep: (key: string | number, value: JsonValue) => boolean): JsonValue => {
      if (Array.isArray(value))
        return value.flatMap((own: JsonValue, index) => (keep(index, own) ? [strip(own, keep)] : []));
      if (!isObject(value)) return value;
      const kept = Object.entries(value).filter(([key, own]) => keep(key, own));
      return Object.fromEntries(kept.map(([key, own]) => [key, strip(own, keep)]));
    };
    const selections = fc.constantFrom<[string, (key: string | number, value: JsonValue) => boolean]>(
      ["$..a", (key) => key !== "a"],
      ["$..__proto__", (key) => key !== "__proto__"],
      ["$..[0]", (key) => key !== 0],
      ["$..[?@ == null, 1]", (key, value) => value !== null && key !== 1],
      ["$..[?@.a, ?@.b]", (_, value) => !isObject(value) || !(Object.hasOwn(value, "a") || Object.hasOwn(value, "b"))],
      ["$..['constructor', 'a', 0:2]", (key) => key !== "constructor" && key !== "a" && key !== 0 && key !== 1],
    );
    fc.assert(
      fc.property(jsonObject, selections, (value, [target, keep]) => {
        const expected = strip(value, keep);
        fc.pre(!isDeepStrictEqual(expected, value));
        const result = applyOverlays(written("spec.json", value), [overlayOf("a.json", [{ target, remove: true }])]);
        expect(isDeepStrictEqual(result.value, expected)).toBe(true);
      }),
    );
  });

  it("give each of many targets its own copy", () => {
    fc.assert(
      fc.property(fc.array(jsonObject, { minLength: 1, maxLength: 4 }), (list) => {
        const actions = [
          { target: "$.list.*", update: { "x-new": { list: [1] } } },
          { target: "$.list[0]['x-new'].list", update: 2 },
        ];
        const result = applyOverlays(written("spec.json", { list }), [overlayOf("a.json", actions)]);
        const expected = list.map((own, index) => merged(own, { "x-new": { list: index === 0 ? [1, 2] : [1] } }, true));
        expect(isDeepStrictEqual(result.value, { list: expected })).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
