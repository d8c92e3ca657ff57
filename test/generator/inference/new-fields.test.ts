import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { newFields } from "../../../generator/inference/new-fields.js";
import { seeStream } from "../../../generator/inference/seen-stream.js";
import { describeStream, findOperation } from "../../../generator/recording/find-operation.js";
import { documentOf } from "../streams.js";
import { linesOf } from "./streams.js";

type Schemas = Readonly<Record<string, JsonValue>>;

/** The new fields of events whose schema is `Event`: schema, field, in how many of how many, and kinds. */
function found(schemas: Schemas, ...bodies: readonly (readonly JsonValue[])[]): readonly string[] {
  const content = { "application/x-ndjson": { itemSchema: refTo("Event") } };
  const paths = { "/chat": { post: { operationId: "chat", responses: { 200: { description: "", content } } } } };
  const info = { title: "Chat", version: "1.0.0" };
  const document = documentOf({ openapi: "3.2.0", info, paths, components: { schemas } });
  const stream = describeStream(document, findOperation(document, "chat")).stream!;
  return newFields(document, stream, seeStream(bodies.map(linesOf), stream)!).flatMap(({ schema, fields }) => [
    `${schema.path.slice(2).join("/")}:`,
    ...fields.map(({ name, evidence, of, what }) => {
      const kinds = Object.entries(evidence.kinds).flatMap(([kind, count]) => (count > 0 ? [`${count} ${kind}`] : []));
      return `${name}: ${evidence.count} of ${of} ${what}, ${kinds.join(" and ")}`;
    }),
  ]);
}

function refTo(name: string): JsonValue {
  return { $ref: `#/components/schemas/${name}` };
}

function objectOf(properties: Schemas): JsonValue {
  return { type: "object", properties };
}

/** A union of events, each with what it has beside its type. */
function unionOf(events: Readonly<Record<string, Schemas>>): Schemas {
  const members = Object.entries(events).map(([type, more]): [string, JsonValue] => [
    type,
    { ...(objectOf({ type: { const: type }, ...more }) as object), required: ["type"] },
  ]);
  return { Event: { oneOf: members.map(([name]) => refTo(name)) }, ...Object.fromEntries(members) };
}

describe("newFields", () => {
  it("are none where all are declared", () => {
    expect(found({ Event: objectOf({ a: {} }) }, [{ a: 1 }, { a: { b: 1 } }, {}])).toEqual([]);
  });

  it("are counted once, over all recordings, among the objects that could have them", () => {
    expect(found({ Event: objectOf({ a: {} }) }, [{ a: 1, b: 1 }, { b: "x" }], [{}, { b: 2, c: null }])).toEqual([
      "Event:",
      "b: 3 of 4 message events, 2 integer and 1 string",
      "c: 1 of 4 message events, 1 null",
    ]);
  });

  it("go to the schema of their own event, and none to events that nobody declared or sent", () => {
    const events = [{ type: "a", x: 1 }, { type: "a" }, { type: "b", y: 1 }, { type: "d", z: 1 }];
    expect(found(unionOf({ a: {}, b: {}, c: {} }), events)).toEqual([
      "a:",
      "x: 1 of 2 a events, 1 integer",
      "b:",
      "y: 1 of 1 b events, 1 integer",
    ]);
  });

  it("go to the schema of the object that they are in, be it of an item or of a map", () => {
    const part = objectOf({ a: {} });
    const schemas = { Event: objectOf({ list: { type: "array", items: refTo("Part") }, one: part }), Part: part };
    expect(found(schemas, [{ list: [{ a: 1 }, { b: 1 }, { b: 2 }], one: { c: 1 } }, { one: {} }])).toEqual([
      "Part:",
      "b: 2 of 3 objects, 2 integer",
      "Event/properties/one:",
      "c: 1 of 2 objects, 1 integer",
    ]);
    expect(found({ Event: { type: "object", additionalProperties: part } }, [{ x: { b: 1 } }])).toEqual([
      "Event/additionalProperties:",
      "b: 1 of 1 objects, 1 integer",
    ]);
  });

  it("are put together where several events and places have one schema", () => {
    const schemas = { ...unionOf({ a: { one: refTo("Part"), two: refTo("Part") }, b: { one: refTo("Part") } }) };
    const events = [
      { type: "a", one: { n: 1 }, two: { n: "x" } },
      { type: "b", one: { n: null } },
    ];
    expect(found({ ...schemas, Part: objectOf({ p: {} }) }, events)).toEqual([
      "Part:",
      "n: 3 of 3 objects, 1 null and 1 integer and 1 string",
    ]);
  });

  it("are as many as were sent, whatever the order and the recordings", () => {
    const schemas = { Event: objectOf({ list: { type: "array", items: refTo("Part") } }), Part: objectOf({ p: {} }) };
    const part = fc.dictionary(fc.constantFrom("p", "q", "r"), fc.boolean());
    const event = fc.record({ list: fc.array(part, { maxLength: 4 }) });
    fc.assert(
      fc.property(fc.array(fc.array(event, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }), (all) => {
        const parts = all.flat().flatMap(({ list }) => list);
        const expected = ["q", "r"].flatMap((name) => {
          const count = parts.filter((one) => name in one).length;
          return count === 0 ? [] : [`${name}: ${count} of ${parts.length} objects, ${count} boolean`];
        });
        const fields = found(schemas, ...all).filter((line) => line !== "Part:");
        expect([...fields].sort()).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});

describe("newFields: below a field", () => {
  it("are found below one that is called *, as below items", () => {
    const star = { "*": objectOf({ a: {} }) };
    expect(found({ Event: objectOf(star) }, [{ "*": { a: 1, b: 2 } }])).toEqual([
      "Event/properties/*:",
      "b: 1 of 1 objects, 1 integer",
    ]);
  });

  it("are left alone where they lie too deep, as all else there", () => {
    const schemas = { Event: objectOf({ list: { type: "array", items: refTo("Event") } }) };
    const nested = (depth: number): JsonValue => (depth === 0 ? { b: 1 } : { list: [nested(depth - 1)] });
    expect(found(schemas, [nested(19)])).toEqual(["Event:", "b: 1 of 1 objects, 1 integer"]);
    expect(found(schemas, [nested(20)])).toEqual([]);
    expect(found(schemas, [nested(30)])).toEqual([]);
  });
});
