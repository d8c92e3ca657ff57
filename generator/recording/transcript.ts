import { readFileSync } from "node:fs";
import { DiagnosticsError, errorOf, failure, type Diagnostic } from "../diagnostics/diagnostics.js";
import type { StreamFormatName } from "../model/model.js";
import { STREAM_FORMATS } from "./client-runtime.js";
import type { NamedOperation } from "./find-operation.js";
import { itemsOf } from "./items.js";
import { parseJson } from "./json.js";
import { toChunk, type RecordedChunk } from "./recording.js";
import { mediaTypeOf, RECORD_SEPARATOR, sniffFormat } from "./sniff-format.js";
import type { Exchange } from "./tap.js";

// As latin-1, in which a character is a byte.
const HEAD = /^HTTP\/[\d.]+ (\d{3})[^\n]*\n((?:[^\r\n]+\r?\n)*)\r?\n/;

/** Where one item ends and the next begins. */
const BETWEEN: Readonly<Record<StreamFormatName, RegExp>> = {
  serverSentEvents: /(?<=\r\n\r\n|\n\n|\r\r)/,
  jsonLines: /(?<=\n)/,
  jsonTextSequence: new RegExp(`(?=${RECORD_SEPARATOR})`),
};

/**
 * What curl has printed of an answer, the heads of responses included where it was called with `--include`. Nothing in
 * it tells times, nor an end other than the file's.
 *
 * @param mediaType What the stream is, where the document says it.
 * @throws {DiagnosticsError} when the file cannot be read, or holds neither an event nor a head.
 */
export function readTranscript(
  file: string,
  { method, path }: NamedOperation,
  mediaType: string | undefined,
): Exchange {
  let body = readLatin1(file);
  let head: { readonly status: number; readonly headers: Record<string, string> } | undefined;
  // A proxy's answer, `100 Continue` and redirects come before the one that counts.
  for (let found = HEAD.exec(body); found !== null; found = HEAD.exec(body)) {
    head = { status: Number(found[1]), headers: headersOf(found[2]!) };
    body = body.slice(found[0].length);
  }
  const format = sniffFormat(head?.headers["content-type"] ?? mediaType ?? "", body);
  const sent = mediaType ?? (format && mediaTypeOf(format));
  const pieces = (format === undefined ? [body] : body.split(BETWEEN[format])).filter((piece) => piece !== "");
  const chunks = pieces.map((piece) => toChunk(Buffer.from(piece, "latin1"), 0));
  // What has no head is an answer by its events alone.
  if (head === undefined && !holdsEvent(format, chunks)) throw new DiagnosticsError([noAnswer(file)]);
  return {
    request: { method: method.toUpperCase(), url: path, headers: {} },
    response: { ...(head ?? { status: 200, headers: sent === undefined ? {} : { "content-type": sent } }), ms: 0 },
    chunks,
    end: { end: "closed", ms: 0 },
  };
}

/** Any line may be an item of JSON Lines: one, at least, is to be JSON. */
function holdsEvent(format: StreamFormatName | undefined, chunks: readonly RecordedChunk[]): boolean {
  const items = format === undefined ? [] : itemsOf({ chunks }, STREAM_FORMATS[format]);
  return items.some(({ data }) => format === "serverSentEvents" || parseJson(data) !== undefined);
}

function noAnswer(file: string): Diagnostic {
  const hint =
    "A transcript is what `curl --include --no-buffer` prints: a status line such as `HTTP/1.1 200 OK`, headers, an empty line, and the events, such as `data: {}`. The events alone will do.";
  return errorOf(`${file} is no transcript: it holds neither an event nor the head of an answer`, hint);
}

function readLatin1(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    throw failure(`The file of --from cannot be read: ${file}`);
  }
}

function headersOf(text: string): Record<string, string> {
  const lines = text.split(/\r?\n/).flatMap((line) => {
    const [, name, value] = /^([^:]+):\s*(.*?)\s*$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value] as const];
  });
  return Object.fromEntries(lines);
}
