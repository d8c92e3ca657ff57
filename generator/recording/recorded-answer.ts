import { printableStart } from "../diagnostics/printable.js";
import type { StreamFormatName } from "../model/model.js";
import { STREAM_FORMATS } from "./client-runtime.js";
import { itemsOf } from "./items.js";
import { bytesOf, type Recording } from "./recording.js";
import { sniffFormat } from "./sniff-format.js";

const EXCERPT = 80;

/** Whether the server did what it was asked (RFC 9110, section 15.3). */
export function isSuccess({ response }: Recording): boolean {
  return response !== undefined && response.status >= 200 && response.status < 300;
}

/** The format of a recorded answer, whatever the document says of it; `undefined` where it is no event stream. */
export function streamFormatOf(recording: Recording): StreamFormatName | undefined {
  if (!isSuccess(recording)) return undefined;
  return sniffFormat(recording.response?.headers["content-type"] ?? "", startOf(recording));
}

/** Whether a recording holds a stream with an event in it. */
export function holdsEvents(recording: Recording): boolean {
  const format = streamFormatOf(recording);
  return format !== undefined && itemsOf(recording, STREAM_FORMATS[format]).length > 0;
}

/** What came, in words: status, content type and how the body begins. */
export function answerWords(recording: Recording): string {
  const { response } = recording;
  if (response === undefined) return "no answer";
  const shown = printableStart(startOf(recording).trim().replaceAll(/\s+/g, " "), EXCERPT);
  return [`status ${response.status}`, response.headers["content-type"] || "no content type", shown || "no body"].join(
    ", ",
  );
}

/** Of a body in small pieces there may be less than of one in large ones, but enough. */
function startOf({ chunks }: Recording): string {
  return Buffer.concat(chunks.slice(0, EXCERPT).map(bytesOf)).toString("utf8");
}
