import { expect, it } from "vitest";
import { mediaTypeOf, sniffFormat } from "../../../generator/recording/sniff-format.js";

it.each([
  ["text/event-stream; charset=utf-8", "", "serverSentEvents"],
  ["text/event-stream, text/event-stream", "", "serverSentEvents"],
  ["application/x-ndjson", "data: a", "jsonLines"],
  ["text/plain", "data: a", "serverSentEvents"],
  ["application/json", "{}", undefined],
  ["text/html", "<html>", undefined],
  ["", '{"a":1}\n', "jsonLines"],
  ["", '\u001e{"a":1}\n', "jsonTextSequence"],
  ["", ": a comment", "serverSentEvents"],
  ["", "[1]", undefined],
])("an answer of type %j that begins with %j is read as %s", (contentType, start, format) => {
  expect(sniffFormat(contentType, start)).toBe(format);
});

it("each format is sent as a media type that it is known by", () => {
  for (const format of ["serverSentEvents", "jsonLines", "jsonTextSequence"] as const) {
    expect(sniffFormat(mediaTypeOf(format), "")).toBe(format);
  }
});
