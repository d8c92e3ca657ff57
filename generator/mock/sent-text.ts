import { RECORD_SEPARATOR } from "../recording/sniff-format.js";
import type { StreamFormatName } from "../model/model.js";

/** An item of a stream, as it is sent. */
export interface SentItem {
  /** The `event:` name of a server-sent event. */
  readonly event?: string;
  readonly data: string;
}

/**
 * An item in the words of its format: a server-sent event (WHATWG HTML, section 9.2.6), a line of JSON Lines, or a record
 * of a JSON text sequence (RFC 7464).
 */
export function sentText(format: StreamFormatName, { event, data }: SentItem): string {
  switch (format) {
    case "serverSentEvents":
      return `${event === undefined ? "" : fieldText("event", event)}${fieldText("data", data)}\n`;
    case "jsonLines":
      return `${data}\n`;
    case "jsonTextSequence":
      return `${RECORD_SEPARATOR}${data}\n`;
  }
}

function fieldText(name: string, value: string): string {
  return value
    .split(/\r\n|\r|\n/)
    .map((line) => `${name}: ${line}\n`)
    .join("");
}
