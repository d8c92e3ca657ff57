import fc from "fast-check";
import { expect, it } from "vitest";
import { printItem, type SentItem } from "../../../generator/mock/print-item.js";
import { jsonLines } from "../../../templates/runtime/json-lines.js";
import { jsonTextSequence } from "../../../templates/runtime/json-text-sequence.js";
import { serverSentEvents } from "../../../templates/runtime/server-sent-events.js";
import { json } from "../json.js";

const FORMATS = { serverSentEvents, jsonLines, jsonTextSequence } as const;

/** What the client's own decoder makes of a text. */
function decoded(format: keyof typeof FORMATS, text: string): readonly SentItem[] {
  const decoder = FORMATS[format].createDecoder();
  const items: SentItem[] = [];
  const take = (): void => {
    while (decoder.next()) items.push({ ...(decoder.event && { event: decoder.event }), data: decoder.data });
  };
  decoder.push(text);
  take();
  decoder.end();
  take();
  return items;
}

it.each(Object.keys(FORMATS) as (keyof typeof FORMATS)[])("the client reads %s as they were printed", (format) => {
  fc.assert(
    fc.property(fc.array(json), (values) => {
      const items = values.map((value) => ({ data: JSON.stringify(value) }));
      expect(decoded(format, items.map((item) => printItem(format, item)).join(""))).toEqual(items);
    }),
  );
});

it("a server-sent event has a name, and as many lines of data as its text has", () => {
  expect(printItem("serverSentEvents", { event: "a.b", data: "one\ntwo\r\nthree\r" })).toBe(
    "event: a.b\ndata: one\ndata: two\ndata: three\ndata: \n\n",
  );
});
