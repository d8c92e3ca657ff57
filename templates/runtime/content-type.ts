import { type Call, excerpt } from "./call.js";

// Enough to tell a format by how it begins; and when to give up on a body of blank lines.
const TELLING = 7;
const BLANK = 1024;

/**
 * Makes sure that an answer is the event stream it should be. Reads none of it where the header says so; else the body
 * must begin like one.
 *
 * @returns The text that has been read.
 * @throws StreamError of kind `content-type`.
 */
export async function checkContentType(call: Call, { headers, status }: Response): Promise<string> {
  const { format, mediaType } = call.operation;
  const type = essence(headers.get("content-type") ?? "");
  if (status !== 204 && (format.mediaTypes.includes(type) || type === essence(mediaType))) return "";

  let start = "";
  while (start.length < BLANK && start.trimStart().length < TELLING) {
    const text = await call.read();
    if (text === undefined) break;
    start += text;
    if (format.begins?.test(start)) return start;
  }
  const got = `status ${status} and "${type}", which begins with ${excerpt(start)}`;
  throw call.error("content-type", `Expected ${mediaType}, got ${got}`);
}

function essence(contentType: string): string {
  return contentType
    .replace(/[;,].*/, "")
    .trim()
    .toLowerCase();
}
