import type { Stream, StreamFormatName } from "../model/model.js";
import { bytesOf, type Recording } from "../recording/recording.js";
import { RECORD_SEPARATOR } from "../recording/sniff-format.js";
import { sentText, type SentItem } from "./sent-text.js";

/** A response as it is going to be played. Times are milliseconds since the request. */
export interface Script {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** When the head is sent. */
  readonly headAt: number;
  readonly pieces: readonly Piece[];
  /** What becomes of the connection: it is closed, it is reset, or nothing comes any more. */
  readonly end: "closed" | "reset" | "stalled";
  readonly endAt: number;
}

/** Bytes of the body that are sent at once. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly at: number;
}

/** Between two items that were sampled: twenty a second. */
const GAP = 50;

/** Headers that say how a body was sent, as against what it is. The mock sends it its own way. */
const NOT_REPLAYED = new Set(
  "connection content-encoding content-length date keep-alive transfer-encoding upgrade".split(" "),
);

const encoder = new TextEncoder();

/** A body that comes whole and at once. What can be no header (RFC 9110, section 5.5) is not said to be its type. */
export function wholeScript(status: number, contentType: string, body: string): Script {
  const pieces = body === "" ? [] : [{ bytes: encoder.encode(body), at: 0 }];
  const type = isHeader(["content-type", contentType]) ? contentType : "application/octet-stream";
  return { status, headers: { "content-type": type }, headAt: 0, pieces, end: "closed", endAt: 0 };
}

/** The items of a stream, one by one. */
export function itemScript(stream: Stream, items: readonly SentItem[]): Script {
  return {
    status: 200,
    headers: { "content-type": stream.mediaType, "cache-control": "no-cache" },
    headAt: 0,
    pieces: items.map((item, index) => ({ bytes: toBytes(stream, item), at: (index + 1) * GAP })),
    end: "closed",
    endAt: items.length * GAP,
  };
}

/** What was recorded, byte for byte and at its times. */
export function replayScript({ response, chunks, end }: Recording): Script {
  const headers = Object.entries(response?.headers ?? {}).filter(
    ([name, value]) => !NOT_REPLAYED.has(name) && isHeader([name, value]),
  );
  return {
    status: response?.status ?? 200,
    headers: Object.fromEntries(headers),
    headAt: response?.ms ?? 0,
    pieces: chunks.map((chunk) => ({ bytes: bytesOf(chunk), at: chunk.ms })),
    end: end.end === "failed" ? "reset" : "closed",
    endAt: end.ms,
  };
}

function isHeader(header: readonly [name: string, value: string]): boolean {
  try {
    return new Headers([[...header]]).has(header[0]);
  } catch {
    return false;
  }
}

/** The same, `speed` times as fast. */
export function atSpeed({ headAt, pieces, endAt, ...rest }: Script, speed: number): Script {
  return {
    ...rest,
    headAt: headAt / speed,
    pieces: pieces.map(({ bytes, at }) => ({ bytes, at: at / speed })),
    endAt: endAt / speed,
  };
}

/** The first half of a stream's items, and the rest. At least one item, if only the sentinel, is in the rest. */
export function halves({ pieces }: Script, format: StreamFormatName): readonly [readonly Piece[], readonly Piece[]] {
  const text = pieces.map(({ bytes }) => Buffer.from(bytes).toString("latin1")).join("");
  const ends = [...text.matchAll(ITEM_END[format])].map(({ index, 0: end }) => index + end.length);
  const middle = Math.floor(ends.length / 2);
  return splitAt(pieces, middle === 0 ? 0 : (ends[middle - 1] as number));
}

/** What ends an item, in text of a character a byte. */
const ITEM_END: Readonly<Record<StreamFormatName, RegExp>> = {
  serverSentEvents: /(?:\r\n|\r(?!\n)|\n){2}/g,
  jsonLines: /\n/g,
  jsonTextSequence: new RegExp(`\n(?=${RECORD_SEPARATOR}|$)`, "g"),
};

function splitAt(pieces: readonly Piece[], offset: number): readonly [readonly Piece[], readonly Piece[]] {
  const before: Piece[] = [];
  const after: Piece[] = [];
  let start = 0;
  for (const { bytes, at } of pieces) {
    const cut = Math.min(Math.max(offset - start, 0), bytes.length);
    if (cut > 0) {
      before.push({ bytes: bytes.subarray(0, cut), at });
    }
    if (cut < bytes.length) {
      after.push({ bytes: bytes.subarray(cut), at });
    }
    start += bytes.length;
  }
  return [before, after];
}

/** The item, in bytes. */
export function toBytes({ format }: Stream, item: SentItem): Uint8Array {
  return encoder.encode(sentText(format, item));
}
