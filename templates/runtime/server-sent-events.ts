import type { StreamDecoder, StreamFormat } from "./stream-operation.js";

const LF = 10;
const SPACE = 32;
const COLON = 58;

/** Server-sent events (WHATWG HTML, sections 9.2.5 and 9.2.6). `retry` is ignored: nothing here reconnects. */
export const serverSentEvents: StreamFormat = {
  mediaTypes: ["text/event-stream"],
  begins: /^\uFEFF?[\r\n]*(data|event|id|retry)?:/,
  createDecoder: () => new ServerSentEventsDecoder(),
};

/**
 * `data` is a slice of the text pushed. An engine may keep that whole text in memory for as long as `data` is kept;
 * what JSON.parse makes of it is free of that. A copy would cost every reader for the sake of those that keep text.
 */
class ServerSentEventsDecoder implements StreamDecoder {
  data = "";
  event = "";
  lastEventId = "";

  #text = "";
  #position = 0;
  // The next LF and CR, looked for once: a text without CR is not searched for one again at every line.
  #lf = -1;
  #cr = -1;
  // A CR ended the last text, and its line: an LF at the start of the next text belongs to it.
  #afterCr = false;
  // What earlier texts held of this line. Joined once, for joining at every text is quadratic.
  #parts: string[] = [];

  #lines: string[] = [];
  #type = "";
  #id = "";
  // Where the event begins in the text, and how much of it earlier texts held. Comments between its lines are counted,
  // for the slices before and after them keep them in memory.
  #begin = 0;
  #held = 0;

  get pending(): number {
    return this.#held;
  }

  push(text: string): void {
    if (text === "") return;
    this.#text = text;
    this.#position = this.#begin = this.#afterCr && text.charCodeAt(0) === LF ? 1 : 0;
    this.#afterCr = false;
    this.#lf = -1;
    this.#cr = indexOf(text, "\r", 0);
  }

  end(): void {
    // An event that no blank line completed is discarded (9.2.6): there is nothing left to hand over.
  }

  next(): boolean {
    const text = this.#text;
    for (;;) {
      const start = this.#position;
      if (this.#lf < start) this.#lf = indexOf(text, "\n", start);
      const lf = this.#lf;
      // Nearly every event there is: one line of data, or the last one of it, and the blank line. Only faster than below.
      if (
        lf < this.#cr &&
        text.charCodeAt(lf + 1) === LF &&
        this.#lines.length === 0 &&
        this.#parts.length === 0 &&
        text.startsWith("data: ", start)
      ) {
        this.data = text.slice(start + 6, lf);
        this.#position = lf + 2;
        this.#dispatch();
        return true;
      }
      const end = this.#lineEnd(text, start);
      if (end === Infinity) {
        this.#keep(text, start);
        return false;
      }
      if (this.#line(text, start, end)) return true;
    }
  }

  /** Where the line ends; `Infinity` when its end is still to come. The position is then after the line. */
  #lineEnd(text: string, start: number): number {
    if (this.#cr < start) this.#cr = indexOf(text, "\r", start);
    if (this.#lf < this.#cr) {
      this.#position = this.#lf + 1;
      return this.#lf;
    }
    if (this.#cr < Infinity) {
      this.#position = this.#cr + 1;
      if (text.charCodeAt(this.#position) === LF) this.#position++;
      else this.#afterCr = this.#position === text.length;
    }
    return this.#cr;
  }

  /** Takes a line in, and says whether it dispatched an event. */
  #line(text: string, start: number, end: number): boolean {
    if (this.#parts.length > 0) {
      this.#parts.push(text.slice(start, end));
      const line = this.#parts.join("");
      this.#parts = [];
      return this.#line(line, 0, line.length);
    }
    if (start < end) {
      this.#field(text, start, end);
      return false;
    }
    const lines = this.#lines;
    if (lines.length > 0) {
      this.data = lines.length === 1 ? lines[0]! : lines.join("\n");
      this.#lines = [];
    }
    this.#dispatch();
    return lines.length > 0;
  }

  #field(line: string, start: number, end: number): void {
    const data = fieldValue("data", line, start, end);
    if (data !== undefined) {
      this.#lines.push(data);
      return;
    }
    this.#type = fieldValue("event", line, start, end) ?? this.#type;
    const id = fieldValue("id", line, start, end);
    if (id !== undefined && !id.includes("\0")) this.#id = id;
    if (this.#lines.length === 0) this.#hold(0);
  }

  /** The ID counts from here on, and the event's name ends here, also where there is no data to dispatch (9.2.6). */
  #dispatch(): void {
    this.event = this.#type;
    this.lastEventId = this.#id;
    this.#type = "";
    this.#hold(0);
  }

  #keep(text: string, start: number): void {
    if (start < text.length) this.#parts.push(text.slice(start));
    const held = this.#held + text.length - this.#begin;
    this.#text = "";
    this.#position = 0;
    this.#lf = this.#cr = -1;
    this.#hold(held);
  }

  #hold(length: number): void {
    this.#held = length;
    this.#begin = this.#position;
  }
}

function indexOf(text: string, search: string, from: number): number {
  const index = text.indexOf(search, from);
  return index === -1 ? Infinity : index;
}

function fieldValue(name: string, line: string, start: number, end: number): string | undefined {
  if (!line.startsWith(name, start)) return undefined;
  const colon = start + name.length;
  if (colon === end) return "";
  if (line.charCodeAt(colon) !== COLON) return undefined;
  return line.slice(line.charCodeAt(colon + 1) === SPACE ? colon + 2 : colon + 1, end);
}
