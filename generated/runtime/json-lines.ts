import type { StreamDecoder, StreamFormat } from "./stream-operation.js";

/**
 * JSON Lines, NDJSON and their like: an item is a line. LF ends a line, and the end of the body ends the last one;
 * blank lines are skipped.
 */
export const jsonLines: StreamFormat = {
  mediaTypes: [
    "application/jsonl",
    "application/x-jsonl",
    "application/ndjson",
    "application/x-ndjson",
    "application/stream+json",
  ],
  createDecoder: () => new JsonLinesDecoder(),
};

const BLANK = /^[ \t\r]*$/;

class JsonLinesDecoder implements StreamDecoder {
  data = "";
  readonly event = "";
  readonly lastEventId = "";

  #text = "";
  #position = 0;
  // What earlier texts held of this line. Joined once, for joining at every text is quadratic.
  #parts: string[] = [];
  #held = 0;

  get pending(): number {
    return this.#held;
  }

  push(text: string): void {
    this.#text = text;
    this.#position = 0;
  }

  end(): void {
    // Where the last line has its LF, this adds a blank line, which is skipped.
    this.push("\n");
  }

  next(): boolean {
    const text = this.#text;
    for (;;) {
      const start = this.#position;
      const end = text.indexOf("\n", start);
      if (end === -1) break;
      this.#position = end + 1;
      const line = this.#join(text.slice(start, end));
      if (BLANK.test(line)) continue;
      this.data = line.endsWith("\r") ? line.slice(0, -1) : line;
      return true;
    }
    const rest = text.slice(this.#position);
    if (rest !== "") this.#parts.push(rest);
    this.#held += rest.length;
    this.push("");
    return false;
  }

  #join(end: string): string {
    if (this.#parts.length === 0) return end;
    this.#parts.push(end);
    const line = this.#parts.join("");
    this.#parts = [];
    this.#held = 0;
    return line;
  }
}
