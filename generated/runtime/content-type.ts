import { type CallState, createStreamError, excerpt } from "./call-state.js";
import type { Connection } from "./connection.js";

// Enough to tell any format by how it begins; and when to give up on a body of blank lines.
const TELLING = 7;
const BLANK = 1024;

/**
 * Makes sure that an answer is the event stream it should be. Reads none of it where the header says so; else the body
 * must begin like one.
 *
 * @returns The text that has been read.
 * @throws StreamError of kind `content-type`.
 */
export async function checkContentType(call: CallState, response: Response, connection: Connection): Promise<string> {
  const { format, mediaType } = call.operation;
  const type = essence(response.headers.get("content-type") ?? "");
  if (response.status !== 204 && (format.mediaTypes.includes(type) || type === essence(mediaType))) return "";

  let start = "";
  while (start.length < BLANK && start.trimStart().length < TELLING) {
    const text = await connection.read();
    if (text === undefined) break;
    start += text;
    if (format.begins?.test(start)) return start;
  }
  const body = start === "" ? "an empty body" : `a body that begins with ${excerpt(start)}`;
  const got = `${type || "no content type"} and ${body} (status ${response.status})`;
  throw createStreamError(call, "content-type", `Expected ${mediaType}, got ${got}`);
}

function essence(contentType: string): string {
  return contentType.split(/[;,]/, 1)[0]!.trim().toLowerCase();
}
