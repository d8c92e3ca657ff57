import type { RawItem, StreamDecoder, StreamFormat } from "./stream-operation.js";

/**
 * JSON Lines, NDJSON and their like: an item is a line. LF ends a line, and the end of the body ends the last one;
 * blank lines are skipped.
 */
export const jsonLines: StreamFormat = {
  mediaTypes: [
    "application/jsonl",
    "application/x-jsonl",
    "application/jsonlines",
    "application/x-jsonlines",
    "application/ndjson",
    "application/x-ndjson",
    "application/stream+json",
    "application/x-json-stream",
  ],
  createDecoder: () => new JsonLinesDecoder(),
};

const BLANK = /^[ \t\r]*$/;

class JsonLinesDecoder implements StreamDecoder {
  readonly id = "";
  // What earlier texts held of this line: a rope, so that each character is copied once.
  #line = "";

  get size(): number {
    return this.#line.length;
  }

  decode(text: string, last: boolean): readonly RawItem[] {
    const [end, ...others] = text.split("\n") as [string, ...string[]];
    const lines = [this.#line + end, ...others];
    // Where the last line has its LF, nothing is after it, which is a blank line.
    this.#line = last ? "" : lines.pop()!;
    return lines
      .filter((line) => !BLANK.test(line))
      .map((line) => ({ data: line.replace(/\r$/, ""), event: "", id: "", size: line.length }));
  }
}
