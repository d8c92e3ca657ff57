import { createParser } from "eventsource-parser";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { serverSentEvents } from "../../templates/runtime/server-sent-events.js";
import { conformanceCases, cutAt, readItems, type Item } from "./conformance-cases.js";

const encoder = new TextEncoder();

/** WHATWG HTML 9.2.6 over a whole body, as plainly as it can be said. */
function readPlainly(text: string): Item[] {
  const items: Item[] = [];
  let data: string[] = [];
  let type = "";
  let id = "";
  // What follows the last line end is no line.
  for (const line of text.split(/\r\n|\n|\r/).slice(0, -1)) {
    if (line === "") {
      if (data.length > 0) items.push([data.join("\n"), type, id]);
      data = [];
      type = "";
      continue;
    }
    const [, name, value = ""] = /^([^:]*)(?:: ?([^]*))?$/.exec(line)!;
    if (name === "data") data.push(value);
    if (name === "event") type = value;
    if (name === "id" && !value.includes("\0")) id = value;
  }
  return items;
}

/** What eventsource-parser makes of a body. Its events have the ID of their own; keeping the last one is left to us. */
function readWithOracle(chunks: readonly Uint8Array[]): Item[] {
  const items: Item[] = [];
  let lastEventId = "";
  const parser = createParser({
    onEvent({ data, event = "", id = lastEventId }) {
      lastEventId = id;
      items.push([data, event, id]);
    },
  });
  const utf8 = new TextDecoder();
  for (const chunk of chunks) parser.feed(utf8.decode(chunk, { stream: true }));
  return items;
}

function same(items: readonly Item[], expected: readonly Item[], where: string): void {
  // Cheaper than toEqual by far, which matters over tens of thousands of cuts; toEqual then shows the difference.
  if (JSON.stringify(items) !== JSON.stringify(expected)) expect(items, where).toEqual(expected);
}

describe("the rules of WHATWG HTML 9.2.6", () => {
  test("the corpus is as large as it says, and names each case once", () => {
    expect(conformanceCases.length).toBeGreaterThanOrEqual(215);
    expect(new Set(conformanceCases.map(({ name }) => name)).size).toBe(conformanceCases.length);
  });

  test.each(conformanceCases)("$name", ({ bytes, events }) => {
    expect(readItems(serverSentEvents, [bytes])).toEqual(events);
    expect(readPlainly(new TextDecoder().decode(bytes))).toEqual(events);
    same(readItems(serverSentEvents, cutAt(bytes, [...bytes.keys()])), events, "byte by byte");
    for (const place of bytes.keys())
      same(readItems(serverSentEvents, cutAt(bytes, [place])), events, `cut at ${place}`);
    const places = fc.array(fc.nat({ max: bytes.length }), { maxLength: 8 });
    const property = fc.property(places, (cuts) => {
      same(readItems(serverSentEvents, cutAt(bytes, cuts)), events, `cut at ${cuts.join(", ")}`);
    });
    fc.assert(property, { numRuns: 100 });
  });

  test("eventsource-parser agrees, but for a CR at the very end and the IDs of events without data", () => {
    const disagreed = conformanceCases.filter(
      ({ bytes, events }) => JSON.stringify(readWithOracle([bytes])) !== JSON.stringify(events),
    );
    expect(disagreed.filter(({ bytes }) => bytes.at(-1) !== 0x0d).map(({ name }) => name)).toEqual([
      "an ID without data counts (LF)",
      "an ID without data counts (CRLF)",
      "ID between events",
      "ID and name without data",
    ]);
    expect(disagreed.map(({ name }) => name)).toContain("one event (CR)");
  });
});

describe("generated streams", () => {
  const pieces = ["data", "data:", "data: ", "event: ", "event", "id: ", "id", ":", ": ", "retry: 1", "foo", "{}", "x"];
  const odd = [" ", "\0", "\uFEFF", "é", "言", "😀", "\n", "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\r\r"];
  const body = fc.array(fc.constantFrom(...pieces, ...odd), { maxLength: 40 }).map((parts) => parts.join(""));
  const cuts = fc.array(fc.nat({ max: 200 }), { maxLength: 12 });

  test("give what the standard's rules give over the whole body, wherever they are cut", () => {
    const property = fc.property(body, cuts, (text, places) => {
      const chunks = cutAt(encoder.encode(text), places);
      same(readItems(serverSentEvents, chunks), readPlainly(text.replace(/^\uFEFF/, "")), JSON.stringify(text));
    });
    fc.assert(property, { numRuns: 30_000 });
  });

  test("give what eventsource-parser gives, where every event has data and no body ends in CR", () => {
    const value = fc.stringMatching(/^[ :a-z{}"é😀-]{0,12}$/u);
    const line = fc.oneof(
      value.map((text) => `data:${text}`),
      value.map((text) => `event: ${text}`),
      value.map((text) => `id: ${text}`),
      value.map((text) => `:${text}`),
    );
    const event = fc.array(line, { maxLength: 4 }).map((lines) => [...lines, "data: end", "", ""]);
    const end = fc.constantFrom("\n", "\r\n");
    const property = fc.property(fc.array(event, { maxLength: 6 }), end, cuts, (events, lineEnd, places) => {
      const bytes = encoder.encode(events.map((lines) => lines.join(lineEnd)).join(""));
      const chunks = cutAt(bytes, places);
      same(readItems(serverSentEvents, chunks), readWithOracle(chunks), JSON.stringify(events));
    });
    fc.assert(property, { numRuns: 10_000 });
  });
});

describe("the decoder", () => {
  test("dispatches at the CR of a blank line, and takes an LF that comes later for its other half", () => {
    const decoder = serverSentEvents.createDecoder();
    const dataOf = (text: string): string[] => decoder.decode(text, false).map(({ data }) => data);
    expect(dataOf("data: a\r\r")).toEqual(["a"]);
    expect(dataOf("")).toEqual([]);
    expect(dataOf("\ndata: b\n")).toEqual([]);
    expect(dataOf("\n")).toEqual(["b"]);
    expect(dataOf("data: c\r")).toEqual([]);
    expect(dataOf("\n")).toEqual([]);
    expect(dataOf("\n")).toEqual(["c"]);
  });

  test("tells the last event ID at the blank line, not before", () => {
    const decoder = serverSentEvents.createDecoder();
    decoder.decode("id: 1\n", false);
    expect(decoder.id).toBe("");
    decoder.decode("\n", false);
    expect(decoder.id).toBe("1");
  });

  test.each([
    ["a complete event", ["data: a\n\n"], 0],
    ["a line", ["data: abc"], 9],
    ["a line over three texts", ["data: a", "bc", "def"], 12],
    ["an event whose line is complete", ["data: a\n"], 7],
    ["an event and a line", ["data: a\n", "data: b"], 14],
    ["an event after another", ["data: a\n\ndata: b\n"], 7],
    ["an event with comments in it", ["data: a\n", ": c\n", ": c\n"], 13],
    ["a comment and its blank line", [": c\n\n"], 0],
    ["an unfinished comment", [": c\n\n: c"], 3],
    ["heartbeats without a blank line", [":\n:\n", ": c\n"], 0],
    ["comments before the data", [": c\n", "data: a\n"], 7],
    ["CR LF cut between events", ["data: a\r\n\r", "\n"], 0],
  ])("says how large is what it holds of %s", (_, texts, size) => {
    const decoder = serverSentEvents.createDecoder();
    for (const text of texts) decoder.decode(text, false);
    expect(decoder.size).toBe(size);
  });

  test("says how large an event was", () => {
    const items = serverSentEvents.createDecoder().decode("data: abc\n\nid: 1\ndata: d\n: e\n\n", false);
    expect(items.map(({ size }) => size)).toEqual([9, 15]);
  });

  test.each(["data: a", "\uFEFF\r\n\nevent: x", ": hello", "id:1", "retry: 1"])("knows %j for its own", (text) => {
    expect(serverSentEvents.begins?.test(text)).toBe(true);
  });

  test.each(["", "<!doctype html>", '{"data": 1}', "database: a", " data: a"])("does not know %j", (text) => {
    expect(serverSentEvents.begins?.test(text)).toBe(false);
  });
});

describe("the work grows with the length of the body", () => {
  afterEach(() => vi.restoreAllMocks());

  /** How many characters are searched over a body, at most. */
  function work(texts: readonly string[]): { searched: number; events: number } {
    let searched = 0;
    const { indexOf } = String.prototype;
    vi.spyOn(String.prototype, "indexOf").mockImplementation(function (this: string, search, from = 0) {
      const index = indexOf.call(this, search, from);
      searched += (index === -1 ? this.length : index) - from;
      return index;
    });
    const decoder = serverSentEvents.createDecoder();
    const events = texts.flatMap((text) => decoder.decode(text, false)).length;
    vi.restoreAllMocks();
    return { searched, events };
  }

  test.each([
    ["one event in many texts", [...Array<string>(1000).fill("x".repeat(1000)), "\n\n"], 1],
    ["small events, LF", Array<string>(10).fill("data: a\n\n".repeat(1000)), 10_000],
    ["small events, CRLF", Array<string>(10).fill("data: a\r\n\r\n".repeat(1000)), 10_000],
    ["small events, CR", Array<string>(10).fill("data: a\r\r".repeat(1000)), 10_000],
    ["many lines of data", [...Array<string>(1000).fill("data: a\n".repeat(20)), "\n"], 1],
    ["many lines without a colon", [...Array<string>(1000).fill("x\n".repeat(20)), "data\n\n"], 1],
    ["a CR at the end of a text of LF", [`${"data: a\n\n".repeat(10_000)}\r`], 10_000],
    ["an LF at the end of a text of CR", [`${"data: a\r\r".repeat(10_000)}\n`], 10_000],
  ])("%s", (_, texts, events) => {
    const all = ["data: ", ...texts];
    const length = all.reduce((sum, text) => sum + text.length, 0);
    const done = work(all);
    expect(done.events).toBe(events);
    // Each character is looked at once for a line end, and once for the colon of its line.
    expect(done.searched).toBeLessThanOrEqual(2 * length);
  });
});
