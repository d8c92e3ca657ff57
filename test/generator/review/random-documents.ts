import fc from "fast-check";
import type { Editable } from "./petchat.js";

/** Schemas of what is sent are called `Sent*`, and of what is read `Read*`: none is both. */
export type Side = "Sent" | "Read";

const NAMES = ["a", "b", "c", "d", "__proto__", "constructor"];

function refTo(side: Side): fc.Arbitrary<Editable> {
  return fc.constantFrom(0, 1, 2).map((index) => ({ $ref: `#/components/schemas/${side}${index}` }));
}

/** A schema without a union but that with null, so that nothing that is done to a part of it is lost in another part. */
function schema(side: Side): fc.Arbitrary<Editable> {
  const { any } = fc.letrec<{ any: Editable; scalar: Editable; object: Editable }>((tie) => ({
    scalar: fc.oneof(
      fc.constantFrom("string", "integer", "number", "boolean").map((type) => ({ type })),
      fc.uniqueArray(fc.constantFrom("x", "y", "z"), { minLength: 1 }).map((values) => ({ enum: values })),
      fc.nat(9).map((minLength) => ({ type: "string", minLength, maxLength: minLength + 5 })),
    ),
    object: objectSchema(tie("any")),
    any: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      tie("scalar"),
      refTo(side),
      tie("object"),
      tie("any").map((items) => ({ type: "array", items })),
      fc.oneof(refTo(side), tie("object")).map((one) => ({ oneOf: [one, { type: "null" }] })),
      fc.tuple(refTo(side), tie("object")).map((allOf) => ({ allOf: [allOf[1]] })),
    ),
  }));
  return any;
}

function objectSchema(member: fc.Arbitrary<Editable>): fc.Arbitrary<Editable> {
  const entries = fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), member, fc.boolean()), {
    selector: ([name]) => name,
    minLength: 1,
    maxLength: 4,
  });
  return entries.map((list) => ({
    type: "object",
    required: list.filter(([, , required]) => required).map(([name]) => name),
    properties: Object.fromEntries(list.map(([name, value]) => [name, value])),
  }));
}

/** The components of one side, each of which is used. */
function components(side: Side): fc.Arbitrary<Editable> {
  const object = objectSchema(schema(side));
  return fc.tuple(object, object, object).map((all) => ({
    ...Object.fromEntries(all.map((one, index) => [`${side}${index}`, one])),
    [side]: {
      type: "object",
      properties: Object.fromEntries(
        all.map((_, index) => [`part${index}`, { $ref: `#/components/schemas/${side}${index}` }]),
      ),
    },
  }));
}

/** A random API: a call that sends and answers, and a stream of events. */
export const randomDocument: fc.Arbitrary<Editable> = fc
  .tuple(components("Sent"), components("Read"))
  .map(([sent, read]) => ({
    openapi: "3.2.0",
    info: { title: "Random", version: "1.0.0" },
    paths: {
      "/call": {
        post: {
          operationId: "call",
          parameters: [{ name: "q", in: "query", schema: { $ref: "#/components/schemas/Sent1" } }],
          requestBody: {
            required: true,
            content: { "application/json": { schema: { $ref: "#/components/schemas/Sent" } } },
          },
          responses: {
            "200": {
              description: "The answer.",
              content: { "application/json": { schema: { $ref: "#/components/schemas/Read" } } },
            },
          },
        },
      },
      "/stream": {
        get: {
          operationId: "stream",
          responses: {
            "200": {
              description: "The stream.",
              content: {
                "text/event-stream": {
                  itemSchema: { $ref: "#/components/schemas/Event" },
                  "x-event-stream": { end: "end" },
                },
              },
            },
          },
        },
      },
    },
    components: {
      schemas: {
        ...sent,
        ...read,
        Event: {
          oneOf: [{ $ref: "#/components/schemas/Token" }, { $ref: "#/components/schemas/End" }],
          discriminator: { propertyName: "type" },
        },
        Token: {
          type: "object",
          required: ["type"],
          properties: { type: { const: "token" }, read: { $ref: "#/components/schemas/Read" } },
        },
        End: { type: "object", required: ["type"], properties: { type: { const: "end" } } },
      },
    },
  }));

/** The schemas of one side, itself and all in it. */
export function schemasOf(document: Editable, side: Side): readonly Editable[] {
  const own = Object.entries(document.components.schemas).filter(([name]) => name.startsWith(side));
  return own.flatMap(([, value]) => schemasIn(value));
}

function schemasIn(value: Editable): readonly Editable[] {
  const inside = [
    ...Object.values(value.properties ?? {}),
    ...(value.oneOf ?? []),
    ...(value.allOf ?? []),
    ...(value.items === undefined ? [] : [value.items]),
  ];
  return [value, ...inside.flatMap(schemasIn)];
}
