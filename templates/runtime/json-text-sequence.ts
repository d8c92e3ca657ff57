import type { RawItem, StreamDecoder, StreamFormat } from "./stream-operation.js";

const LF = 0x0a;
const RS = 0x1e;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * JSON text sequences (RFC 7464) and GeoJSON text sequences (RFC 8142): RS begins a record, and LF ends it.
 *
 * A record may hold line feeds of its own (RFC 7464 allows any JSON text), so that only the LF after a balanced text
 * ends it. An RS always does: whatever is wrong with one record, the next is read (section 2.3). Nothing vanishes but
 * white space: a record that was cut is handed over as it stands, for JSON.parse to refuse, and text that no RS begins is
 * read as if one did.
 */
export const jsonTextSequence: StreamFormat = {
  mediaTypes: ["application/json-seq", "application/geo+json-seq"],
  createDecoder: () => new JsonTextSequenceDecoder(),
};

const BLANK = /^[ \t\r\n]*$/;
const UNDELIMITED = /^[ \t\r\n]*[^ \t\r\n"{[][^ \t\r\n]*$/;

class JsonTextSequenceDecoder implements StreamDecoder {
  readonly id = "";
  // What earlier texts held of this record: a rope, so that each character is copied once.
  #record = "";

  #depth = 0;
  #quoted = false;
  #escaped = false;

  get size(): number {
    return this.#record.length;
  }

  decode(piece: string, last: boolean): readonly RawItem[] {
    // The end of the body ends the last record as the next RS would: without the LF that says it is whole.
    const text = last ? `${piece}\x1e` : piece;
    const items: RawItem[] = [];
    let start = 0;
    for (let end; (end = this.#recordEnd(text, start)) < text.length; start = end + 1) {
      const record = this.#record + text.slice(start, end);
      this.#record = "";
      if (BLANK.test(record)) continue;
      const data = text.charCodeAt(end) === RS ? refuseIfCut(record) : record;
      items.push({ data, event: "", id: "", size: record.length });
    }
    this.#record += text.slice(start);
    return items;
  }

  /** Where the RS or LF stands that ends the record; the length of the text when it is still to come. */
  #recordEnd(text: string, start: number): number {
    let depth = this.#depth;
    let quoted = this.#quoted;
    let escaped = this.#escaped;
    let at = start;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === RS || (code === LF && !quoted && depth <= 0)) {
        depth = 0;
        quoted = escaped = false;
        break;
      }
      if (escaped) escaped = false;
      else if (code === QUOTE) quoted = !quoted;
      else if (quoted) escaped = code === BACKSLASH;
      else depth += nesting(code);
    }
    this.#depth = depth;
    this.#quoted = quoted;
    this.#escaped = escaped;
    return at;
  }
}

/** Braces and brackets differ from each other in 0x20 alone. */
function nesting(code: number): number {
  const bracket = code | 0x20;
  if (bracket === 0x7b) return 1;
  return bracket === 0x7d ? -1 : 0;
}

/**
 * Objects, arrays and strings show that they were cut; `12` may be all that came of `123`. Without white space after
 * it, such a value must not be taken (section 2.4). Its RS is put back before it: no JSON text begins with one.
 */
function refuseIfCut(record: string): string {
  return UNDELIMITED.test(record) ? `\x1e${record}` : record;
}
