import { expect, it } from "vitest";
import { hasText, schemasOf, type EventType, type Stream } from "../../../generator/model/model.js";

it("an event has one schema, several, or none where it is text", () => {
  const type = { name: "A", description: undefined, oneOf: undefined, tag: undefined, envelope: undefined };
  const schema = { component: "A", path: ["components", "schemas", "A"], isObject: true, isNonNull: false };
  const one: EventType = { ...type, schema };
  const none: EventType = { ...type, schema: undefined };
  expect([one, none, { ...none, oneOf: [one, none, one] }].map(schemasOf)).toEqual([[schema], [], [schema, schema]]);
});

it("a stream has text by one pointer for all, or by that of an event", () => {
  const text = ["content"];
  const streams = [
    { text: undefined, events: [{ text: undefined }] },
    { text, events: [] },
    { text: undefined, events: [{ text: undefined }, { text }] },
  ] as unknown as readonly Stream[];
  expect(streams.map(hasText)).toEqual([false, true, true]);
});
