import { expect, it } from "vitest";
import { bareMediaType, isJsonMediaType } from "../../../generator/document/media-type.js";

it.each([
  ["application/json", true],
  ["Application/Problem+JSON; charset=utf-8", true],
  ["application/json-seq", false],
  ["application/jsonl", false],
  ["text/plain; a=/json", false],
  ["json", false],
  ["application/x-json", false],
  ["application/jsonx", false],
])("%s is JSON: %s", (mediaType, expected) => {
  expect(isJsonMediaType(mediaType)).toBe(expected);
});

it("a media type is the same with parameters and in any case", () => {
  expect(bareMediaType(" Text/Event-Stream ; charset=utf-8")).toBe("text/event-stream");
});
