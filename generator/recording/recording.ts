import { escapeInvisible } from "../document/escape.js";
import type { JsonValue } from "../document/source.js";

/**
 * One exchange with an API, as it went over the network. In a file it is JSON Lines, made to be read and diffed: a line
 * for the request, one for the head of the response, one for each piece of its body, one for its end.
 *
 * All `ms` are whole milliseconds since the request was sent.
 */
export interface Recording {
  readonly request: RecordedRequest;
  /** `undefined` when there was none. */
  readonly response?: RecordedResponse;
  readonly chunks: readonly RecordedChunk[];
  readonly end: RecordedEnd;
}

/** The request, less its secrets, which read `[redacted]`. */
export interface RecordedRequest {
  readonly operationId: string;
  /** In upper case. */
  readonly method: string;
  readonly url: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON value; where the body is no JSON, its text. */
  readonly body?: JsonValue;
}

/** The head of the response. */
export interface RecordedResponse {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly ms: number;
}

/** What one read of the network gave: as text, or as bytes where it is no well-formed UTF-8 from its start to its end. */
export type RecordedChunk =
  { readonly text: string; readonly ms: number } | { readonly bytes: Uint8Array; readonly ms: number };

/**
 * How it ended: `closed` by the server; `completed` by the event or sentinel that ends the stream, the rest of the
 * connection not waited for; or `failed`, such as cut, reset or timed out.
 */
export type RecordedEnd =
  | { readonly end: "closed" | "completed"; readonly ms: number }
  | { readonly end: "failed"; readonly error: RecordedFailure; readonly ms: number };

export interface RecordedFailure {
  /** What went wrong, in a word: `network`, `timeout`. */
  readonly kind: string;
  readonly message: string;
}

/** The line that a piece of the body stands on, from 1: the request and the head of the response come before. */
export function lineOfChunk(index: number): number {
  return index + 3;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** What was read, as it is recorded. The bytes may be written over afterwards. */
export function toChunk(bytes: Uint8Array, ms: number): RecordedChunk {
  try {
    return { text: utf8.decode(bytes), ms };
  } catch {
    return { bytes: Uint8Array.from(bytes), ms };
  }
}

/** The very bytes that were read. */
export function bytesOf(chunk: RecordedChunk): Uint8Array {
  return "text" in chunk ? encoder.encode(chunk.text) : chunk.bytes;
}

const PIECE = 16_384;

/**
 * The body in pieces of at least 16,384 UTF-16 code units, except the last: events are the same wherever it is cut, and
 * to read thousands of small pieces takes longer than to read what is in them.
 */
export function* bodyInPieces(chunks: readonly RecordedChunk[]): Generator<Uint8Array, void> {
  let text = "";
  for (const chunk of chunks) {
    if ("text" in chunk) text += chunk.text;
    if (text.length >= PIECE || (!("text" in chunk) && text !== "")) {
      yield encoder.encode(text);
      text = "";
    }
    if (!("text" in chunk)) yield chunk.bytes;
  }
  if (text !== "") yield encoder.encode(text);
}

/** The text of a recording's file. Characters that do not show are escaped. */
export function recordingText({ request, response, chunks, end }: Recording): string {
  const { operationId, method, url, headers, body } = request;
  const lines = [
    { request: { operationId, method, url, headers, body } },
    ...(response ? [{ response: { status: response.status, headers: response.headers }, ms: response.ms }] : []),
    ...chunks.map((chunk) =>
      "text" in chunk
        ? { chunk: chunk.text, ms: chunk.ms }
        : { bytes: Buffer.from(chunk.bytes).toString("base64"), ms: chunk.ms },
    ),
    { end: end.end, error: "error" in end ? end.error : undefined, ms: end.ms },
  ];
  return lines.map((line) => `${escapeInvisible(JSON.stringify(line))}\n`).join("");
}
