import { describe, expect, test } from "vitest";
import { envelopeItem, jsonItem, objectItem, textItem } from "../../templates/runtime/items.js";
import type { ItemReader } from "../../templates/runtime/stream-operation.js";

function read(reader: ItemReader, data: string, event = "", id = "", textEvents?: readonly string[]): unknown {
  const raw = { data, event, id, size: data.length };
  return reader(raw, { json: () => JSON.parse(data) as unknown, problem: (what) => new Error(what), textEvents });
}

test.each([
  ["jsonItem", jsonItem],
  ["objectItem", objectItem],
  ["envelopeItem", envelopeItem],
])("%s takes empty data for a heartbeat", (_name, reader) => {
  expect(read(reader, "")).toBeUndefined();
});

describe("objectItem", () => {
  test("takes an object", () => {
    expect(read(objectItem, '{"a":1}')).toEqual({ a: 1 });
  });

  test.each(["1", "null", "[]", '"a"', "true"])("refuses %s", (data) => {
    expect(() => read(objectItem, data)).toThrow("is no object");
  });
});

test("jsonItem takes any JSON, null too", () => {
  expect(["1", "null", "[]"].map((data) => read(jsonItem, data))).toEqual([1, null, []]);
});

test("envelopeItem puts the name and the ID beside the data, which is text for some names", () => {
  expect(read(envelopeItem, "1", "", "")).toEqual({ event: "message", data: 1 });
  expect(read(envelopeItem, "1", "note", "7", ["note"])).toEqual({ event: "note", data: "1", id: "7" });
  expect(read(envelopeItem, "", "note", "", ["note"])).toEqual({ event: "note", data: "" });
});

test("textItem has a name and an ID where they were sent", () => {
  expect(read(textItem, "")).toEqual({ data: "" });
  expect(read(textItem, "a", "e", "1")).toEqual({ data: "a", event: "e", id: "1" });
});
