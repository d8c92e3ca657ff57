import { describe, expect, it } from "vitest";
import { compareEvents } from "../../../generator/review/compare-events.js";
import type { Outcome } from "../../../generator/review/walk.js";
import { edited, placesIn, streamOf, streamsIn, wordsOf } from "./comparing.js";
import { petchat, type Editable } from "./petchat.js";

/** The pet chat API with other schemas. */
const after = (edit: (schemas: Editable, mediaType: Editable) => void): Editable =>
  edited((document) => edit(document.components.schemas, streamOf(document)));

function outcomes(base: Editable, head: Editable): readonly Outcome[] {
  const { streams, walk, events } = streamsIn(base, head);
  return [...compareEvents(walk, streams, events)];
}

/** `was > is` for each pair that is not of one name, `-gone` and `+added`. */
function matched(base: Editable, head: Editable): readonly string[] {
  const { pairs, gone, added, renamed } = streamsIn(base, head).events;
  const others = pairs.filter((pair) => pair.base.name !== pair.head.name);
  expect([...renamed]).toEqual(others.map((pair) => [pair.base.name, pair.head.name]));
  return [
    ...others.map((pair) => `${pair.base.name} > ${pair.head.name}`),
    ...gone.map(({ name }) => `-${name}`),
    ...added.map(({ name }) => `+${name}`),
  ];
}

function found(base: Editable, head: Editable): readonly string[] {
  return wordsOf(outcomes(base, head)).filter((text) => text !== "response of Pet");
}

/** Replaces the event `usage` by others of given names and fields. */
const insteadOfUsage = (events: Readonly<Record<string, Editable>>): Editable =>
  after((schemas) => {
    schemas.ChatEvent.oneOf.splice(2, 1);
    for (const [name, fields] of Object.entries(events)) {
      schemas[`Chat_${name}`] = {
        type: "object",
        required: ["type"],
        properties: { type: { const: name }, ...fields },
      };
      schemas.ChatEvent.oneOf.push({ $ref: `#/components/schemas/Chat_${name}` });
    }
  });
const tokens = { tokens: { type: "integer" } };

describe("an event that is gone and one that is new", () => {
  it("are one that was renamed where its type is the same", () => {
    const renamed = after((schemas) => {
      schemas.ChatUsage.properties.type.const = "costs";
      schemas.ChatUsage.properties.currency = { type: "string" };
    });
    expect(matched(petchat(), renamed)).toEqual(["usage > costs"]);
    expect(found(petchat(), renamed)).toEqual([
      "event-renamed: usage is called `costs` now",
      "response-added: costs.currency is new",
    ]);
  });

  it("are one that was renamed where they have the same fields, and no others came or went", () => {
    expect(matched(petchat(), insteadOfUsage({ costs: tokens }))).toEqual(["usage > costs"]);
    expect(matched(petchat(), insteadOfUsage({ costs: tokens, ping: {} }))).toEqual(["-usage", "+costs", "+ping"]);
  });

  it("are two where they have other fields, or none but their names", () => {
    expect(matched(petchat(), insteadOfUsage({ costs: { tokens: { type: "string" } } }))).toEqual(["-usage", "+costs"]);
    expect(matched(insteadOfUsage({ ping: {} }), insteadOfUsage({ pong: {} }))).toEqual(["-ping", "+pong"]);
  });
});

describe("an event", () => {
  it("that comes is told by what it does", () => {
    const more = after((schemas, mediaType) => {
      for (const name of ["ping", "stop", "crash"]) {
        schemas.ChatEvent.oneOf.push({ type: "object", required: ["type"], properties: { type: { const: name } } });
      }
      Object.assign(mediaType["x-event-stream"], { end: ["end", "stop"], error: ["error", "crash"] });
    });
    expect(found(petchat(), more)).toEqual([
      "event-added: ping is new",
      "event-added: stop is new, and completes the stream",
      "event-added: crash is new, and thrown",
    ]);
  });

  it("that comes or goes is shown where the stream refers to it", () => {
    const without = after((schemas) => schemas.ChatEvent.oneOf.splice(2, 1));
    expect(placesIn(outcomes(petchat(), without))).toEqual(["components/schemas/ChatEvent/oneOf/2 -> nowhere"]);
    expect(placesIn(outcomes(without, petchat()))).toEqual(["nowhere -> components/schemas/ChatEvent/oneOf/2"]);
  });

  it("is compared by its fields, and its name is none of them", () => {
    const changed = after((schemas) => {
      schemas.ChatUsage.properties.type = { enum: ["usage", "costs"] };
      schemas.ChatUsage.properties.tokens.type = "number";
    });
    expect(found(petchat(), changed)).toEqual([
      "event-added: costs is new",
      "response-widened: usage.tokens `integer` became `number`",
    ]);
  });
});

describe("an event in an envelope", () => {
  const envelope = (data: Editable): Editable =>
    after((_, mediaType) => {
      const properties = { event: { const: "note" }, data };
      const done = { event: { const: "done" }, data: { type: "string" } };
      mediaType.itemSchema = { oneOf: [properties, done].map((each) => ({ required: ["event"], properties: each })) };
      delete mediaType["x-event-stream"];
    });
  const json = (type: string): Editable =>
    envelope({ contentMediaType: "application/json", contentSchema: { type: "object", properties: { a: { type } } } });

  it("has its fields in `data`", () => {
    expect(found(json("integer"), json("string"))).toEqual(["response-widened: note.data.a `integer` became `string`"]);
  });

  /** A stream of texts, the first of which is told by its name alone. */
  const texts = (name: string, components?: readonly string[]): Editable =>
    after((schemas, mediaType) => {
      const branches = [name, "done"].map((event) => ({
        required: ["event"],
        properties: { event: { const: event }, ...(event !== "done" && { data: { type: "string" } }) },
      }));
      delete mediaType["x-event-stream"];
      for (const [index, component] of (components ?? []).entries()) schemas[component] = branches[index];
      const refs = components?.map((component) => ({ $ref: `#/components/schemas/${component}` }));
      mediaType.itemSchema = { oneOf: refs ?? branches };
    });
  const item = "paths//chat/post/responses/200/content/text/event-stream/itemSchema/oneOf";

  it("that has another name is renamed where its fields are the same, text or not, and shown at the name", () => {
    expect(found(texts("log"), texts("line"))).toEqual(["event-renamed: log is called `line` now"]);
    const place = `${item}/0/properties/event`;
    expect(placesIn(outcomes(texts("log"), texts("line")))).toEqual([`${place} -> ${place}`]);
    const names = ["Log", "Done"];
    const component = "components/schemas/Log/properties/event";
    expect(placesIn(outcomes(texts("log", names), texts("line", names)))).toEqual([`${component} -> ${component}`]);
  });

  it("that comes or goes is shown at its branch", () => {
    const without = structuredClone(texts("log"));
    streamOf(without).itemSchema.oneOf.shift();
    streamOf(without).itemSchema.oneOf[0].properties.data = { type: "string" };
    expect(placesIn(outcomes(texts("log"), without))).toEqual([`${item}/0 -> nowhere`]);
    expect(placesIn(outcomes(without, texts("log")))).toEqual([`nowhere -> ${item}/0`]);
  });

  it("whose data is text on one side is another kind of value", () => {
    const text = envelope({ type: "string" });
    expect(found(json("integer"), text)).toEqual(["response-widened: note.data is text, and was JSON"]);
    expect(found(text, json("integer"))).toEqual(["response-widened: note.data is JSON, and was text"]);
    expect(found(text, text)).toEqual([]);
  });
});

it("an event of several schemas is compared as one of them", () => {
  const several = (fields: readonly string[]): Editable =>
    after((schemas) => {
      for (const name of fields) {
        const properties = { type: { const: "costs" }, [name]: { type: "number" } };
        schemas[`Costs_${name}`] = { type: "object", required: ["type", name], properties };
        schemas.ChatEvent.oneOf.push({ $ref: `#/components/schemas/Costs_${name}` });
      }
    });
  expect(found(several(["a", "b"]), several(["a", "b", "c"]))).toEqual([
    "response-widened: costs can be `Costs_c` now",
    "response of Costs_a",
    "response of Costs_b",
  ]);
});
