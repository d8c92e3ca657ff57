import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { readPointer, reachedBy, refuse, type Reading } from "../../../generator/model/item-pointer.js";
import type { ItemShape, ShapedEvent } from "../../../generator/model/items.js";
import { at, documentOf } from "../streams.js";

const string = { type: "string" };
const document = documentOf({
  token: {
    type: "object",
    properties: { text: string, choices: { type: "array", items: { properties: { delta: string } } } },
  },
  done: { type: "object", properties: { usage: { properties: { tokens: { type: "integer" } } } } },
});

function event(...names: readonly string[]): ShapedEvent {
  return { name: names[0] ?? "text", schemas: names.map((name) => at(document, `#/${name}`)) };
}

function reading(item: ItemShape["item"]): Reading {
  const shape = { item, discriminator: undefined, named: true, events: [], sentinel: undefined, terminal: [] };
  return { document, shape, problems: [] };
}

/** The tokens of a pointer, or else what is wrong with it and what to do. */
function read(pointer: JsonValue, events: readonly ShapedEvent[], item: ItemShape["item"] = "json"): unknown {
  const reader = reading(item);
  const tokens = readPointer(reader, { value: pointer, path: ["text"] }, events);
  if (tokens !== undefined) return tokens;
  return reader.problems.map(({ message, hint }) => (hint === undefined ? message : `${message} | ${hint}`)).join();
}

describe("a pointer into an item", () => {
  it("leads to what one of the events has, in a list too", () => {
    expect(read("/text", [event("done"), event("token")])).toEqual(["text"]);
    expect(read("/choices/0/delta", [event("token")])).toEqual(["choices", "0", "delta"]);
    expect(read("/usage/tokens", [event("token", "done")])).toEqual(["usage", "tokens"]);
  });

  it.each([["nothing.here"], [""], [3], [null], [{}]])("is not %j", (pointer) => {
    expect(read(pointer, [event("token")])).toBe(
      "Expected a JSON Pointer into the item, such as /choices/0/delta/content",
    );
  });

  it.each([
    ["text", "/text"],
    ["choices[0].delta", "/choices/0/delta"],
    ["$.usage.tokens", "/usage/tokens"],
  ])("is not %j: what it may mean is told", (path, pointer) => {
    expect(read(path, [event("token", "done")])).toBe(
      `Expected a JSON Pointer into the item, such as /choices/0/delta/content | Did you mean "${pointer}"?`,
    );
  });

  it("that is mistyped is told what was meant", () => {
    expect(read("/txt", [event("token")])).toBe(
      'No schema of this stream has the field "txt" of /txt | Did you mean "text"?',
    );
  });

  it("that begins at the data of a server-sent event is told where it begins", () => {
    expect(read("/text", [event("done"), event("token")], "envelope")).toBe(
      'No schema of this stream has the field "text" of /text | Did you mean "/data/text"? The pointer begins at the server-sent event.',
    );
    expect(read("/zzz", [event("token")], "envelope")).toContain("The fields there are event, data, id.");
  });

  it("that goes astray on the way is told where, and what is there", () => {
    expect(read("/usage/cost/all", [event("token"), event("done")])).toBe(
      'No schema of this stream has the field "cost" of /usage/cost/all | The fields there are tokens.',
    );
    expect(read("/zzz", [event("token"), event("token", "done")])).toBe(
      'No schema of this stream has the field "zzz" of /zzz | The fields there are text, choices, usage.',
    );
  });

  it("into what has no fields is told so", () => {
    expect(read("/text/more", [event("token")])).toBe(
      'No schema of this stream has the field "more" of /text/more | Nothing is declared there.',
    );
  });
});

describe("a pointer into a server-sent event", () => {
  it("leads to its fields, and through its data", () => {
    expect(read("/data/text", [event("token")], "envelope")).toEqual(["data", "text"]);
    expect(read("/event", [event("token")], "envelope")).toEqual(["event"]);
    expect(read("/data", [event()], "text")).toEqual(["data"]);
  });

  it("leads to no field that WHATWG does not have, or that a client is not given", () => {
    const hint = "The fields there are event, data, id.";
    expect(read("/words", [event("token")], "envelope")).toContain(hint);
    expect(read("/retry", [event("token")], "envelope")).toContain(hint);
    expect(read("/id/1", [event("token")], "envelope")).toContain('the field "1" of /id/1');
    expect(read("/data/text", [event()], "text")).toContain('the field "text" of /data/text');
  });

  it("reaches the data itself, or a text", () => {
    const values = (event_: ShapedEvent, ...tokens: readonly string[]): readonly unknown[] =>
      reachedBy(reading("envelope"), event_, tokens).map((one) => (one === "text" ? one : one.path.join("/")));
    expect(values(event("token", "done"), "data")).toEqual(["token", "done"]);
    expect(values(event(), "data")).toEqual(["text"]);
    expect(values(event("token"), "id")).toEqual(["text"]);
    expect(values(event("token"))).toEqual([]);
  });
});

it("an item that is JSON is reached by one step at least", () => {
  expect(reachedBy(reading("json"), event("token"), [])).toEqual([]);
  expect(reachedBy(reading("json"), event("token"), ["text"]).map((one) => (one as { value: unknown }).value)).toEqual([
    string,
  ]);
});

it("what is refused is shown where it stands, at its value or its key", () => {
  const parts: (string | undefined)[] = [];
  const locate: typeof document.locate = (path, part) => {
    parts.push(part);
    return document.locate(path, part);
  };
  const reader = { document: { ...document, locate }, problems: reading("json").problems };
  refuse(reader, at(document, "#/token"), "No.", "Yes.", "key");
  refuse(reader, at(document, "#/done"), "No.");
  expect(parts).toEqual(["key", "value"]);
  expect(reader.problems.map(({ location, ...rest }) => [location?.text, rest])).toEqual([
    ["# token", { severity: "error", message: "No.", hint: "Yes." }],
    ["# done", { severity: "error", message: "No." }],
  ]);
});
