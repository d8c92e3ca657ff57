import type { RawItem, StreamDecoder, StreamFormat } from "./stream-operation.js";

const NONE: readonly RawItem[] = [];

/** Server-sent events (WHATWG HTML, sections 9.2.5 and 9.2.6). `retry` is ignored: nothing here reconnects. */
export const serverSentEvents: StreamFormat = {
  mediaTypes: ["text/event-stream"],
  begins: /^\uFEFF?[\r\n]*(data|event|id|retry)?:/,
  createDecoder,
};

/**
 * Data is a slice of the text that was read. An engine may keep that whole text in memory for as long as the data is
 * kept; what JSON.parse makes of it is free of that. A copy would cost every reader for the sake of those that keep text.
 */
function createDecoder(): StreamDecoder {
  // What earlier texts held of this line, and of the event: ropes, so that each character is copied once.
  let rest = "";
  let data: string | undefined;
  let event = "";
  let newId = "";
  // A CR ended the last text, and its line: an LF at the start of the next text belongs to it.
  let afterCr = false;
  // Of the lines of this event. Comments after data count: they keep the text around them in memory. Others do not, for
  // heartbeats may go on without a blank line.
  let size = 0;

  const decoder = {
    id: "",
    size: 0,
    decode(text: string) {
      let items: RawItem[] | undefined;
      let start = 0;
      if (afterCr || text.includes("\r")) {
        if (afterCr && text.startsWith("\n")) start = 1;
        if (text) afterCr = text.endsWith("\r");
        text = text.replace(/\r\n?/g, "\n");
      }
      for (let end; (end = text.indexOf("\n", start)) >= 0; start = end + 1) {
        // Nearly every event is one line of data and the blank line. Read at once, for speed alone.
        if (!size && !rest && text[end + 1] === "\n" && isData(text, start)) {
          const item = { data: text.slice(start + 6, end), event, id: newId, size: end - start };
          // The first is put down as a list: what push makes has room for 17, and few are to come.
          if (items) items.push(item);
          else items = [item];
          end++;
          continue;
        }
        const line = rest + text.slice(start, end);
        rest = "";
        if (data !== undefined || line[0] !== ":") size += line.length;
        if (line) {
          // A line without a colon is a name with an empty value.
          const colon = line.indexOf(":");
          const name = colon < 0 ? line : line.slice(0, colon);
          const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
          if (name === "data") data = data === undefined ? value : `${data}\n${value}`;
          else if (name === "event") event = value;
          else if (name === "id" && !value.includes("\0")) newId = value;
        } else {
          // The ID counts from here on, and the event's name ends here, also where no data is there (9.2.6).
          decoder.id = newId;
          if (data !== undefined) (items ??= []).push({ data, event, id: newId, size });
          data = undefined;
          event = "";
          size = 0;
        }
      }
      rest += text.slice(start);
      decoder.size = size + rest.length;
      return items ?? NONE;
    },
  };
  return decoder;
}

/** Whether `data: ` stands there. Letter by letter, for `startsWith` takes longer than to find the line's end. */
function isData(text: string, at: number): boolean {
  return (
    text[at] === "d" &&
    text[at + 1] === "a" &&
    text[at + 2] === "t" &&
    text[at + 3] === "a" &&
    text[at + 4] === ":" &&
    text[at + 5] === " "
  );
}
