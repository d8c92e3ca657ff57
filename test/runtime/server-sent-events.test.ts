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
    decoder.push("data: a\r\r");
    expect(decoder.next()).toBe(true);
    expect(decoder.data).toBe("a");
    expect(decoder.next()).toBe(false);
    decoder.push("");
    expect(decoder.next()).toBe(false);
    decoder.push("\ndata: b\n");
    expect(decoder.next()).toBe(false);
    decoder.push("\n");
    expect(decoder.next()).toBe(true);
    expect(decoder.data).toBe("b");
  });

  test("tells the last event ID at the blank line, not before", () => {
    const decoder = serverSentEvents.createDecoder();
    decoder.push("id: 1\n");
    expect(decoder.next()).toBe(false);
    expect(decoder.lastEventId).toBe("");
    decoder.push("\n");
    expect(decoder.next()).toBe(false);
    expect(decoder.lastEventId).toBe("1");
  });

  test.each([
    ["a complete event", ["data: a\n\n"], 0],
    ["a line", ["data: abc"], 9],
    ["a line over three texts", ["data: a", "bc", "def"], 12],
    ["an event whose line is complete", ["data: a\n"], 8],
    ["an event and a line", ["data: a\n", "data: b"], 15],
    ["an event after another", ["data: a\n\ndata: b\n"], 8],
    ["an event with comments in it", ["data: a\n", ": c\n", ": c\n"], 16],
    ["comments alone", [": c\n", ": c\n"], 0],
    ["an unfinished comment", [": c\n: c"], 3],
    ["a name and an ID, which replace each other", ["event: x\n", "id: 1\n", "event: y\n"], 0],
    ["CR LF cut between events", ["data: a\r\n\r", "\n"], 0],
  ])("holds what is pending of %s", (_, texts, pending) => {
    const decoder = serverSentEvents.createDecoder();
    for (const text of texts) {
      decoder.push(text);
      while (decoder.next());
    }
    expect(decoder.pending).toBe(pending);
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

  /** How many characters are searched and joined over a body, at most. */
  function work(texts: readonly string[]): { searched: number; joined: number; events: number } {
    let searched = 0;
    let joined = 0;
    const { indexOf } = String.prototype;
    const { join } = Array.prototype;
    vi.spyOn(String.prototype, "indexOf").mockImplementation(function (this: string, search, from = 0) {
      const index = indexOf.call(this, search, from);
      searched += (index === -1 ? this.length : index) - from;
      return index;
    });
    vi.spyOn(Array.prototype, "join").mockImplementation(function (this: unknown[], separator) {
      const text = join.call(this, separator);
      joined += text.length;
      return text;
    });
    const decoder = serverSentEvents.createDecoder();
    let events = 0;
    for (const text of texts) {
      decoder.push(text);
      while (decoder.next()) events++;
    }
    vi.restoreAllMocks();
    return { searched, joined, events };
  }

  test.each([
    ["one event in many texts", [...Array<string>(1000).fill("x".repeat(1000)), "\n\n"], 1],
    ["small events, LF", Array<string>(10).fill("data: a\n\n".repeat(1000)), 10_000],
    ["small events, CRLF", Array<string>(10).fill("data: a\r\n\r\n".repeat(1000)), 10_000],
    ["small events, CR", Array<string>(10).fill("data: a\r\r".repeat(1000)), 10_000],
    ["many lines of data", [...Array<string>(1000).fill("data: a\n".repeat(20)), "\n"], 1],
    ["a CR at the end of a text of LF", [`${"data: a\n\n".repeat(10_000)}\r`], 10_000],
    ["an LF at the end of a text of CR", [`${"data: a\r\r".repeat(10_000)}\n`], 10_000],
  ])("%s", (_, texts, events) => {
    const all = ["data: ", ...texts];
    const length = all.reduce((sum, text) => sum + text.length, 0);
    const done = work(all);
    expect(done.events).toBe(events);
    // Each character is looked at once for LF, once for CR, and copied once when its line was cut, once with its event.
    expect(done.searched).toBeLessThanOrEqual(2 * length);
    expect(done.joined).toBeLessThanOrEqual(2 * length);
  });
});
