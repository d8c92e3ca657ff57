import { expect, it } from "vitest";
import { FORMATS, formatOf, isNeverJson, isStreamMediaType } from "../../../generator/model/stream-format.js";
import { STREAM_FORMATS } from "../../../generator/recording/client-runtime.js";

it.each([
  ["text/event-stream", "serverSentEvents"],
  ["Text/Event-Stream; charset=utf-8", "serverSentEvents"],
  ["application/jsonl", "jsonLines"],
  ["application/x-ndjson", "jsonLines"],
  ["application/stream+json", "jsonLines"],
  ["application/vnd.acme.events+jsonl", "jsonLines"],
  ["application/vnd.acme+x-ndjson", "jsonLines"],
  ["application/json-seq", "jsonTextSequence"],
  ["application/geo+json-seq", "jsonTextSequence"],
  ["application/json", undefined],
  ["multipart/mixed", undefined],
  ["application/octet-stream", undefined],
  ["application/x-json-seq-like", undefined],
])("%s is read as %s", (mediaType, format) => {
  expect(formatOf(mediaType)).toBe(format);
  expect(isStreamMediaType(mediaType)).toBe(format !== undefined);
  expect(isNeverJson(mediaType)).toBe(format === "serverSentEvents" || format === "jsonTextSequence");
});

it("every media type that the client knows is declared, and every declared one the client knows", () => {
  const known = Object.entries(STREAM_FORMATS).flatMap(([name, { mediaTypes }]) =>
    mediaTypes.map((type) => [type, name]),
  );
  expect(known.map(([type]) => [type, formatOf(type!)])).toEqual(known);
  const types = new Set(known.map(([type]) => type));
  for (const type of FORMATS.keys()) expect(types).toContain(type);
});
