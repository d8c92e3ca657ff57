import fc from "fast-check";
import { expect, it } from "vitest";
import { sentText, type SentItem } from "../../../generator/mock/sent-text.js";
import { STREAM_FORMATS } from "../../../generator/recording/client-runtime.js";
import { json } from "../json.js";

/** What the client's own decoder makes of a text. */
function decoded(format: keyof typeof STREAM_FORMATS, text: string): readonly SentItem[] {
  const items = STREAM_FORMATS[format].createDecoder().decode(text, true);
  return items.map(({ event, data }) => ({ ...(event && { event }), data }));
}

it.each(Object.keys(STREAM_FORMATS) as (keyof typeof STREAM_FORMATS)[])(
  "the client reads %s as they were sent",
  (format) => {
    fc.assert(
      fc.property(fc.array(json), (values) => {
        const items = values.map((value) => ({ data: JSON.stringify(value) }));
        expect(decoded(format, items.map((item) => sentText(format, item)).join(""))).toEqual(items);
      }),
    );
  },
);

it("a server-sent event has a name, and as many lines of data as its text has", () => {
  expect(sentText("serverSentEvents", { event: "a.b", data: "one\ntwo\r\nthree\r" })).toBe(
    "event: a.b\ndata: one\ndata: two\ndata: three\ndata: \n\n",
  );
});
