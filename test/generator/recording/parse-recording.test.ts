import { describe, expect, it } from "vitest";
import { DiagnosticsError } from "../../../generator/diagnostics/diagnostics.js";
import { parseRecording } from "../../../generator/recording/parse-recording.js";
import type { Recording } from "../../../generator/recording/recording.js";
import { problemsOf as problemsOfRun } from "../documents.js";

const REQUEST = '{"request":{"operationId":"chat","method":"POST","url":"/chat","headers":{}}}';
const RESPONSE = '{"response":{"status":200,"headers":{}},"ms":1}';
const END = '{"end":"closed","ms":2}';

const CASES: Readonly<Record<string, readonly string[]>> = {
  "a transcript": ["data: {}"],
  "an empty file": [""],
  "another JSON": ['{"openapi":"3.1.0"}'],
  "a list": ["[1]"],
  "a blank line": [REQUEST, "", END],
  "no request": [RESPONSE, END],
  "two requests": [REQUEST, REQUEST, END],
  "a piece without a response": [REQUEST, '{"chunk":"a","ms":1}', END],
  "no end": [REQUEST, RESPONSE],
  "a line after the end": [REQUEST, END, END],
  "no time": [REQUEST, '{"end":"closed"}'],
  "half a millisecond": [REQUEST, '{"end":"closed","ms":1.5}'],
  "another end": [REQUEST, '{"end":"cut","ms":1}'],
  "a failure without an error": [REQUEST, '{"end":"failed","ms":1}'],
  "an error without a failure": [REQUEST, '{"end":"closed","error":{"kind":"x","message":"y"},"ms":1}'],
  "half an error": [REQUEST, '{"end":"failed","error":{"kind":1},"ms":1}'],
  "bytes that are none": [REQUEST, RESPONSE, '{"bytes":"8J_Y","ms":1}', END],
  "text that stands for no bytes": [REQUEST, RESPONSE, '{"chunk":"\\ud800","ms":1}', END],
  "a status that is none": [REQUEST, '{"response":{"status":99,"headers":{}},"ms":1}', END],
  "a header that is a number": [REQUEST, '{"response":{"status":200,"headers":{"a":1}},"ms":1}', END],
  "several faults": ['{"request":{"operationID":"chat","method":"post","url":"/","headers":{}}}', '{"end":1}'],
};

function parse(...lines: readonly string[]): Recording {
  return parseRecording("chat-1.jsonl", lines.join("\n"));
}

function problemsOf(lines: readonly string[]): readonly string[] {
  try {
    parse(...lines);
  } catch (error) {
    if (!(error instanceof DiagnosticsError)) throw error;
    return error.diagnostics.map(({ location, message, hint }) => {
      return `${location?.line}:${location?.column} ${message}. ${hint ?? ""}`.trimEnd();
    });
  }
  return [];
}

describe("parseRecording", () => {
  it("asks whether the file was cut, wherever that was", () => {
    const text = [REQUEST, RESPONSE, '{"chunk":"a","ms":1}', END].join("\n");
    const begin = '{"request"'.length;
    for (let length = begin; length < text.length; length++) {
      expect(problemsOf([text.slice(0, length)])).toEqual([expect.stringContaining("Was the file cut?")]);
    }
  });

  it("reads what a person has edited: no line feed at the end, or CRLF", () => {
    const recording = { chunks: [{ text: "a", ms: 1 }], end: { end: "closed", ms: 2 } };
    expect(parse(REQUEST, RESPONSE, '{"chunk":"a","ms":1}', END)).toMatchObject(recording);
    expect(parse(REQUEST + "\r", RESPONSE + "\r", '{"chunk":"a","ms":1}\r', END + "\r", "")).toMatchObject(recording);
  });

  it("says where a line is wrong", () => {
    expect(problemsOfRun(() => parse(REQUEST, RESPONSE, '{"chunk":"data: 1\\n\\n","ms":"15"}', END)))
      .toMatchInlineSnapshot(`
        "chat-1.jsonl:3:29 - error: \`ms\` must be whole milliseconds.

          1 | {"request":{"operationId":"chat","method":"POST","url":"/chat","headers":{}}}
          2 | {"response":{"status":200,"headers":{}},"ms":1}
        > 3 | {"chunk":"data: 1\\n\\n","ms":"15"}
            |                             ^
          4 | {"end":"closed","ms":2}"
      `);
  });

  it("refuses", () => {
    const found = Object.entries(CASES).map(([name, lines]) => [name, problemsOf(lines)]);
    expect(Object.fromEntries(found)).toMatchInlineSnapshot(`
      {
        "a blank line": [
          "2:1 This is not a line of a recording. A recording is made by \`openapi-stream record\`, which takes a transcript of curl as well: --from <file>.",
        ],
        "a failure without an error": [
          "2:8 An end that failed has an error, and no other has.",
        ],
        "a header that is a number": [
          "2:37 \`headers\` must be an object of strings.",
        ],
        "a line after the end": [
          "3:1 A line of this kind cannot stand here: end. Nothing comes after the end.",
        ],
        "a list": [
          "1:1 This is not a line of a recording. A recording is made by \`openapi-stream record\`, which takes a transcript of curl as well: --from <file>.",
        ],
        "a piece without a response": [
          "2:1 A line of this kind cannot stand here: chunk. Expected response or end.",
        ],
        "a status that is none": [
          "2:23 \`status\` must be an HTTP status.",
        ],
        "a transcript": [
          "1:1 This is not a line of a recording. A recording is made by \`openapi-stream record\`, which takes a transcript of curl as well: --from <file>.",
        ],
        "an empty file": [
          "1:1 This is not a line of a recording. A recording is made by \`openapi-stream record\`, which takes a transcript of curl as well: --from <file>.",
        ],
        "an error without a failure": [
          "2:8 An end that failed has an error, and no other has.",
        ],
        "another JSON": [
          "1:1 This is not a line of a recording. A recording is made by \`openapi-stream record\`, which takes a transcript of curl as well: --from <file>.",
        ],
        "another end": [
          "2:8 \`end\` must be closed, completed or failed.",
        ],
        "bytes that are none": [
          "3:10 \`bytes\` must be bytes in base64.",
        ],
        "half a millisecond": [
          "2:22 \`ms\` must be whole milliseconds.",
        ],
        "half an error": [
          "2:33 \`kind\` must be a string.",
          "2:25 \`message\` is missing.",
        ],
        "no end": [
          "2:1 The recording has no end. A recording ends with a line such as {"end":"closed","ms":640}. Was the file cut?",
        ],
        "no request": [
          "1:1 A line of this kind cannot stand here: response. Expected request.",
        ],
        "no time": [
          "2:1 \`ms\` is missing.",
        ],
        "several faults": [
          "1:13 Unknown field "operationID". Did you mean "operationId"?",
          "1:43 \`method\` must be a method in upper case.",
          "1:12 \`operationId\` is missing.",
          "2:8 \`end\` must be closed, completed or failed.",
          "2:1 \`ms\` is missing.",
        ],
        "text that stands for no bytes": [
          "3:10 \`chunk\` must be well-formed text: other bytes stand as base64, in \`bytes\`.",
        ],
        "two requests": [
          "2:1 A line of this kind cannot stand here: request. Expected response or end.",
        ],
      }
    `);
  });

  it("ends after 20 problems", () => {
    expect(problemsOf([REQUEST, RESPONSE, ...Array.from({ length: 100 }, () => '{"chunk":1,"ms":1}')])).toHaveLength(
      20,
    );
  });
});
