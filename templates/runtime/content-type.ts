import { type Call, excerpt } from "./call.js";

// Enough to tell a format by how it begins; or, of blank ones, to give up.
const ENOUGH = /\S.{6}|.{1000}/s;

/**
 * Makes sure that an answer is the event stream it should be. Reads none of it where the header says so; else the body
 * must begin like one.
 *
 * @returns The text that has been read.
 * @throws StreamError of kind `content-type`.
 */
export async function checkContentType(call: Call, { headers, status }: Response): Promise<string> {
  const { format, mediaType } = call.operation;
  const type =
    headers
      .get("content-type")
      ?.replace(/[;,].*/, "")
      .trim()
      .toLowerCase() ?? "";
  if (status !== 204 && [mediaType, ...format.mediaTypes].includes(type)) return "";

  const read = call.reading((text) => text);
  let start = "";
  for (let text; !ENOUGH.test(start) && (text = await read()) !== undefined;) {
    start += text;
    if (format.begins?.test(start)) return start;
  }
  const got = `status ${status} and "${type}", which begins with ${excerpt(start)}`;
  throw call.error("content-type", `Expected ${mediaType}, got ${got}`);
}
