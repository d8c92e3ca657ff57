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
function readWithOracle(bytes: Uint8Array): Item[] {
  const items: Item[] = [];
  let lastEventId = "";
  const parser = createParser({
    onEvent({ data, event = "", id = lastEventId }) {
      lastEventId = id;
      items.push([data, event, id]);
    },
  });
  parser.feed(new TextDecoder().decode(bytes));
  return items;
}

describe("the rules of WHATWG HTML 9.2.6", () => {
  test("the corpus is as large as it says, and names each case once", () => {
    expect(conformanceCases.length).toBeGreaterThanOrEqual(215);
    expect(new Set(conformanceCases.map(({ name }) => name)).size).toBe(conformanceCases.length);
  });

  test.each(conformanceCases)("$name", ({ bytes, events }) => {
    expect(readItems(serverSentEvents, [bytes]), "whole").toEqual(events);
    expect(readItems(serverSentEvents, cutAt(bytes, [...bytes.keys()])), "byte by byte").toEqual(events);
    for (const place of bytes.keys()) {
      expect(readItems(serverSentEvents, cutAt(bytes, [place])), `cut at ${place}`).toEqual(events);
    }
    const places = fc.array(fc.nat({ max: bytes.length }), { maxLength: 8 });
    fc.assert(
      fc.property(places, (cuts) => expect(readItems(serverSentEvents, cutAt(bytes, cuts))).toEqual(events)),
      { numRuns: 100 },
    );
  });

  test("eventsource-parser agrees, but for what 9.2.6 says and it does not do", () => {
    const disagreed = conformanceCases.filter(({ bytes, events }) => {
      const theirs = readWithOracle(bytes);
      return JSON.stringify(theirs) !== JSON.stringify(events);
    });
    expect(disagreed.map(({ name }) => name).toSorted()).toEqual([]);
  });
});
