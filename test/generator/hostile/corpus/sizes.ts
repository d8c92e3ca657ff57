import type { JsonValue } from "../../../../generator/document/source.js";
import { chat, event, HEAD, json, ref, type Hostile } from "./document.js";

function many<Value>(
  count: number,
  make: (index: number) => readonly [string, Value],
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => make(index)));
}

/** `inner`, wrapped so many times. */
function nested(depth: number, inner: JsonValue, wrap: (value: JsonValue) => JsonValue): JsonValue {
  return Array.from({ length: depth }).reduce<JsonValue>(wrap, inner);
}

/** The events of every stream. */
const events = many(40, (index) => [`Event${index}`, event(`event-${index}`)]);

/** Each schema is twice the next: the first is a million million times the last. */
function doubling(keyword: "allOf" | "oneOf"): Readonly<Record<string, JsonValue>> {
  return many(40, (index) => [`F${index}`, { [keyword]: [ref(`F${index + 1}`), ref(`F${index + 1}`)] }]);
}

/** Documents that are made to last, or to fill the memory. */
export const sizes: readonly Hostile[] = [
  json("a description of 1 MB", chat({ operation: { description: "A long text. ".repeat(80_000) } })),
  json("a description of 200 KB without a blank", chat({ operation: { description: "*/".repeat(100_000) } })),
  json("a key of 1 MB", chat({ schemas: { Token: { ...event("token"), "x-a": { ["k".repeat(1_000_000)]: 1 } } } })),
  json(
    "a property name of 100 KB",
    chat({ schemas: { Big: { type: "object", properties: { ["p".repeat(100_000)]: { type: "string" } } } } }),
  ),
  json(
    "10,000 enum values",
    chat({ schemas: { Big: { enum: Array.from({ length: 10_000 }, (_, index) => `value ${index}`) } } }),
  ),
  json(
    "5,000 properties",
    chat({
      schemas: { Big: { type: "object", properties: many(5_000, (index) => [`p${index}`, { type: "string" }]) } },
    }),
  ),
  json(
    "2,000 schemas",
    chat({
      schemas: many(2_000, (index) => [
        `S${index}`,
        index === 0 ? {} : { properties: { before: ref(`S${index - 1}`) } },
      ]),
    }),
  ),
  json("1,000 operations", {
    ...chat(),
    paths: many(1_000, (index) => [
      `/p${index}`,
      { get: { operationId: `get${index}`, responses: { "200": { description: "" } } } },
    ]),
  }),
  json("150 streams of 40 events", {
    ...HEAD,
    paths: many(150, (index) => [
      `/p${index}`,
      {
        post: {
          operationId: `chat${index}`,
          responses: { "200": { description: "", content: { "text/event-stream": { schema: ref("All") } } } },
        },
      },
    ]),
    components: { schemas: { ...events, All: { oneOf: Object.keys(events).map(ref) } } },
  }),
  json(
    "a union of 1,000 events",
    chat({
      mediaType: { schema: { oneOf: Array.from({ length: 1_000 }, (_, index) => ref(`E${index}`)) } },
      schemas: many(1_000, (index) => [`E${index}`, event(`e${index}`)]),
    }),
  ),
  json(
    "objects in objects, 120 deep",
    chat({
      schemas: { Deep: nested(120, { type: "string" }, (inner) => ({ type: "object", properties: { a: inner } })) },
    }),
  ),
  json(
    "lists in lists, 240 deep",
    chat({ schemas: { Deep: nested(240, { type: "string" }, (items) => ({ type: "array", items })) } }),
  ),
  json(
    "allOf in allOf, 240 deep",
    chat({ schemas: { Deep: nested(240, event("token"), (inner) => ({ allOf: [inner] })) } }),
  ),
  json(
    "unions in unions, 240 deep",
    chat({ schemas: { Deep: nested(240, { type: "string" }, (inner) => ({ oneOf: [inner] })) } }),
  ),
  json("not not not", chat({ schemas: { Deep: nested(240, {}, (not) => ({ not })) } })),
  json("1,000 deep", chat({ schemas: { Deep: nested(1_000, {}, (items) => ({ items })) } }), /Nested deeper than/),
  json(
    "a union that doubles 40 times",
    chat({ mediaType: { schema: ref("F0") }, schemas: { ...doubling("oneOf"), F40: event("token") } }),
  ),
  json(
    "an event of allOf that goes round",
    chat({
      schemas: {
        Token: { allOf: [ref("A"), ref("A")], ...event("token") },
        A: { allOf: [ref("Token"), ref("Token")] },
      },
    }),
    /a part of itself: #\/components\/schemas\/Token/,
  ),
  json(
    "a union that goes round",
    chat({
      mediaType: { schema: ref("A") },
      schemas: { A: { oneOf: [ref("B"), ref("Token"), ref("Done")] }, B: { oneOf: [ref("A"), ref("B")] } },
    }),
    /a part of itself: #\/components\/schemas\/A/,
  ),
  json(
    "an event of allOf that doubles 40 times",
    chat({
      schemas: {
        Token: ref("F0"),
        ...doubling("allOf"),
        F40: event("token"),
      },
    }),
  ),
  json(
    "a body of 8 fields that are itself",
    chat({
      operation: { requestBody: { required: true, content: { "application/json": { schema: ref("Body") } } } },
      schemas: {
        Body: {
          type: "object",
          required: [..."abcdefgh"],
          properties: Object.fromEntries([..."abcdefgh"].map((name) => [name, ref("Body")])),
        },
      },
    }),
  ),
  json(
    "fields of fields that double 30 times",
    chat({
      operation: { requestBody: { required: true, content: { "application/json": { schema: ref("D0") } } } },
      schemas: many(31, (index) => [
        `D${index}`,
        index === 30
          ? event("token")
          : { type: "object", required: ["a", "b"], properties: { a: ref(`D${index + 1}`), b: ref(`D${index + 1}`) } },
      ]),
    }),
  ),
  json("2,000 errors", chat({ schemas: many(2_000, (index) => [`S${index}`, { title: index }]) }), /more errors/),
  json("2,000 faults", chat({ schemas: many(2_000, (index) => [`S${index}`, { nullable: true }]) })),
  json(
    "a name that is nearly 5,000 others",
    chat({
      schemas: { Token: ref("Tokem"), ...many(5_000, (index) => [`Tokex${index}`, {}]) },
    }),
    /leads nowhere/,
  ),
];
