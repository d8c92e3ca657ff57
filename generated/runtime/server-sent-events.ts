import type { StreamDecoder, StreamFormat } from "./stream-operation.js";

const LF = 0x0a;
const SPACE = 0x20;
const COLON = 0x3a;
const A = 0x61;
const D = 0x64;
const E = 0x65;
const I = 0x69;
const N = 0x6e;
const T = 0x74;
const V = 0x76;

const DATA = 4;
const EVENT = 5;
const ID = 2;

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
  // What earlier texts held of this line. Joined once, for joining at every text is quadratic; so are the data lines.
  #parts: string[] = [];

  #data: string | undefined;
  #moreData: string[] = [];
  #type = "";
  #id = "";
  // How much of the event earlier texts held, less where it begins in this one. Comments between its lines are counted:
  // the slices around them keep them in memory.
  #held = 0;

  get pending(): number {
    return Math.max(this.#held, 0);
  }

  push(text: string): void {
    if (text === "") return;
    const swallowed = this.#afterCr && text.charCodeAt(0) === LF ? 1 : 0;
    this.#afterCr = false;
    this.#text = text;
    this.#position = swallowed;
    this.#held -= swallowed;
  }

  end(): void {
    // An event that no blank line completed is discarded (9.2.6): there is nothing left to hand over.
  }

  next(): boolean {
    const text = this.#text;
    let start = this.#position;
    let lf = this.#lf;
    let cr = this.#cr;
    for (;;) {
      if (lf < start) lf = indexOf(text, "\n", start);
      if (cr < start) cr = indexOf(text, "\r", start);
      const end = Math.min(lf, cr);
      if (end === Infinity) return this.#keep(start);
      let after = end + 1;
      if (cr < lf) {
        if (text.charCodeAt(after) === LF) after++;
        else this.#afterCr = after === text.length;
      }

      let blank = start === end;
      if (this.#parts.length > 0) blank = this.#joined(text.slice(start, end), after);
      // Nearly every event ends like this: with its only line of data and the blank line. Read at once, for speed alone.
      else if (
        !blank &&
        this.#data === undefined &&
        text.charCodeAt(after) === LF &&
        nameLength(text, start) === DATA &&
        text.charCodeAt(start + DATA) === COLON
      ) {
        this.#data = valueAfter(text, start + DATA, end);
        after++;
        blank = true;
      } else if (!blank) this.#field(text, start, end, after);

      start = after;
      if (blank && this.#dispatch(after)) {
        this.#position = after;
        this.#lf = lf;
        this.#cr = cr;
        return true;
      }
    }
  }

  /** Puts the rest of the text by, until the line that it begins is complete. */
  #keep(start: number): false {
    if (start < this.#text.length) this.#parts.push(this.#text.slice(start));
    this.#held += this.#text.length;
    this.#text = "";
    this.#position = 0;
    this.#lf = this.#cr = -1;
    return false;
  }

  /** Completes a line that earlier texts began, and says whether it is blank. */
  #joined(end: string, after: number): boolean {
    this.#parts.push(end);
    const line = this.#parts.join("");
    this.#parts = [];
    if (line !== "") this.#field(line, 0, line.length, after);
    return line === "";
  }

  #field(line: string, start: number, end: number, after: number): void {
    const length = nameLength(line, start);
    const colon = start + length;
    if (length > 0 && (colon === end || line.charCodeAt(colon) === COLON)) {
      const value = valueAfter(line, colon, end);
      if (length === EVENT) this.#type = value;
      else if (length === DATA) {
        if (this.#data === undefined) this.#data = value;
        else this.#moreData.push(value);
      } else if (!value.includes("\0")) this.#id = value;
    }
    if (this.#data === undefined) this.#held = -after;
  }

  /** The ID counts from here on, and the event's name ends here, also where no data is there to be dispatched (9.2.6). */
  #dispatch(after: number): boolean {
    this.#held = -after;
    this.lastEventId = this.#id;
    this.event = this.#type;
    this.#type = "";
    if (this.#data === undefined) return false;
    this.data = this.#data;
    this.#data = undefined;
    if (this.#moreData.length > 0) {
      this.data += `\n${this.#moreData.join("\n")}`;
      this.#moreData = [];
    }
    return true;
  }
}

function indexOf(text: string, search: string, from: number): number {
  const index = text.indexOf(search, from);
  return index === -1 ? Infinity : index;
}

/** The length of the field's name, where it is `data`, `event` or `id`. `startsWith` would take several times as long. */
function nameLength(line: string, start: number): number {
  switch (line.charCodeAt(start)) {
    case D:
      return line.charCodeAt(start + 1) === A && line.charCodeAt(start + 2) === T && line.charCodeAt(start + 3) === A
        ? DATA
        : 0;
    case E:
      return line.charCodeAt(start + 1) === V &&
        line.charCodeAt(start + 2) === E &&
        line.charCodeAt(start + 3) === N &&
        line.charCodeAt(start + 4) === T
        ? EVENT
        : 0;
    case I:
      return line.charCodeAt(start + 1) === D ? ID : 0;
    default:
      return 0;
  }
}

/** A line without a colon is a name with an empty value: the slice is empty then, too. */
function valueAfter(line: string, colon: number, end: number): string {
  return line.slice(line.charCodeAt(colon + 1) === SPACE ? colon + 2 : colon + 1, end);
}
