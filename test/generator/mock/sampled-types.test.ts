import fc from "fast-check";
import { expect, it } from "vitest";
import type { Document, JsonValue } from "../../../generator/document/source.js";
import { sampleItems } from "../../../generator/mock/sample-items.js";
import { problemsOfClaims } from "../claims.js";
import { documentOf } from "../streams.js";
import { randomStream } from "./random-stream.js";
import { sampled } from "./sampled.js";

const DOCUMENTS = 12;
/** What no schema of the documents allows in the place of a text, a number or a truth value. */
const WRONG = [["wrong"]];

const EVENT = `type Event = Awaited<ReturnType<typeof client.stream.stream>> extends AsyncIterable<infer E> ? E : never;
// What a type parameter takes is held against its bound, and may have more properties.
declare function accept<const E extends Event>(event: E): void;
`;

/** What a stream that the mock samples yields. */
function eventsOf(document: Document): readonly JsonValue[] {
  return ["1", "2"].flatMap((seed) => {
    const source = sampled(document, seed);
    return sampleItems(source).map(({ event, data }) => {
      const value = JSON.parse(data) as JsonValue;
      return source.stream.item === "envelope" ? { event: event as string, data: value } : value;
    });
  });
}

/** The ways to the values in a value. */
function pathsIn(value: JsonValue): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [[]];
  return Object.entries(value).flatMap(([key, inner]) => pathsIn(inner as JsonValue).map((path) => [key, ...path]));
}

function withWrong(value: JsonValue, path: readonly string[]): JsonValue {
  const [key, ...rest] = path;
  if (key === undefined) return WRONG;
  const copy: Record<string, JsonValue> | JsonValue[] = Array.isArray(value) ? [...value] : { ...(value as object) };
  (copy as Record<string, JsonValue>)[key] = withWrong((value as Record<string, JsonValue>)[key]!, rest);
  return copy;
}

/** That events are of the type, and that each with a wrong value somewhere is not. */
function claimsOf(events: readonly JsonValue[]): string {
  const wrong = events.flatMap((event, index) => {
    const paths = pathsIn(event);
    return paths.length === 0 ? [] : [withWrong(event, paths[(index * 7) % paths.length]!)];
  });
  return [
    EVENT,
    ...events.map((event) => `accept(${JSON.stringify(event)});`),
    ...wrong.map((event) => `// @ts-expect-error\naccept(${JSON.stringify(event)});`),
  ].join("\n");
}

it("what the mock samples has the type that the client gives it, and no value of another type has", async () => {
  const documents = fc.sample(randomStream, DOCUMENTS);
  const cases = documents.map((value, index) => {
    const events = eventsOf(documentOf(value));
    return [`random${index}`, { yaml: JSON.stringify(value), claims: claimsOf(events) }] as const;
  });
  expect(await problemsOfClaims(Object.fromEntries(cases))).toEqual([]);
});
