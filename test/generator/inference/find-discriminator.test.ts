import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { findDiscriminator } from "../../../generator/inference/find-discriminator.js";

function found(values: readonly JsonValue[], events: readonly string[] = []): string | undefined {
  const discriminator = findDiscriminator(values.map((value, index) => ({ value, event: events[index] ?? "" })));
  return discriminator?.by === "property" ? discriminator.property : discriminator?.by;
}

function chat(property: string): readonly JsonValue[] {
  const named = (name: string, more: object = {}): JsonValue => ({ id: "x1", [property]: name, ...more });
  const words = ["Hello", "there", "you"].map((content) => named("token", { content }));
  return [named("start"), ...words, named("end", { usage: {} }), named("start"), ...words, named("end", { usage: {} })];
}

describe("findDiscriminator", () => {
  it.each(["type", "event", "object", "kind", "message_type", "frobnicator"])("finds a property called %s", (name) => {
    expect(found(chat(name))).toBe(name);
  });

  it("finds it in a few events, where it is called as usual", () => {
    expect(found([{ type: "start" }, { type: "token", content: "Hi" }, { type: "end" }])).toBe("type");
    expect(found([{ type: "start" }, { type: "end" }])).toBe("type");
  });

  it("prefers what explains the fields to what only varies", () => {
    const events = chat("frobnicator").map((event, index) => ({
      ...(event as object),
      role: index % 2 ? "user" : "model",
    }));
    expect(found(events)).toBe("frobnicator");
  });

  it("takes the event field where the data tells less, and the data where it tells as much", () => {
    const data: readonly JsonValue[] = [{ a: 1 }, { b: 1 }, { a: 2 }, { b: 2 }];
    expect(found(data, ["first", "second", "first", "second"])).toBe("event");
    expect(found(data, ["first", "second", "first", ""])).toBe("event");
    const typed = data.map((one) => ({ ...(one as object), type: "a" in (one as object) ? "first" : "second" }));
    expect(found(typed, ["first", "second", "first", "second"])).toBe("type");
    expect(
      findDiscriminator([
        { event: "a", value: undefined },
        { event: "b", value: { x: 1 } },
      ]),
    ).toEqual({ by: "event" });
  });

  it.each<readonly [string, readonly JsonValue[]]>([
    [
      "the same in every event",
      [
        { object: "chunk", a: 1 },
        { object: "chunk", b: 1 },
      ],
    ],
    ["an id", ["a", "b", "c", "d"].map((id, index) => (index % 2 ? { id, x: 1 } : { id, y: 1 }))],
    ["a text", [{ text: "Hello" }, { text: "Hello" }, { text: "there" }]],
    ["a property that is missing once", [...chat("type"), { id: "x1" }]],
    ["a property that is once no name", [...chat("type"), { id: "x1", type: "two words" }]],
    [
      "a number",
      [
        { type: 1, a: 1 },
        { type: 2, b: 1 },
        { type: 1, a: 1 },
      ],
    ],
    ["nothing", [{ a: 1 }, { b: 1 }, { a: 1 }]],
    ["lists", [[1], [2]]],
    ["no events", []],
    ["more values than anybody names", Array.from({ length: 200 }, (_, index) => ({ type: `t${index % 100}` }))],
  ])("finds none in %s", (_, events) => {
    expect(found(events)).toBeUndefined();
  });

  it("finds none where all events have the same event field, or none", () => {
    expect(found([{ a: 1 }, { b: 1 }], ["message", ""])).toBeUndefined();
    expect(found([{ a: 1 }, { b: 1 }], ["x", "x"])).toBeUndefined();
  });
});
