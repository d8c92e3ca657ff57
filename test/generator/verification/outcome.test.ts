import { describe, expect, it } from "vitest";
import type { Recording } from "../../../generator/recording/recording.js";
import { DONE, NAMED, recordingOf, sse, TOKEN, useRecordings } from "./verifying.js";

const { found } = useRecordings();

describe("a stream as a whole", () => {
  it.each<readonly [string, readonly Recording[], readonly string[]]>([
    [
      "a missing end",
      [recordingOf(sse(TOKEN)), recordingOf(sse(DONE))],
      ["error chat-1.jsonl:4:1 The server closed without the event that ends the stream (1 of 2 recordings) @13"],
    ],
    [
      "what comes after the end",
      [recordingOf(sse(DONE, TOKEN))],
      ["error chat-1.jsonl:3:46 Events come after the end of the stream: no client sees them @13"],
    ],
    [
      "another answer",
      [recordingOf("{}", { response: { status: 404, headers: {}, ms: 1 } })],
      ["warning chat-1.jsonl:2:1 The server answered with status 404"],
    ],
    [
      "an answer of another type",
      [recordingOf("<html>", { response: { status: 200, headers: { "content-type": "text/html" }, ms: 1 } })],
      [
        'error chat-1.jsonl:4:1 Expected text/event-stream, got status 200 and "text/html", which begins with "<html>" @12',
      ],
    ],
    [
      "a stream that was cut",
      [recordingOf(sse(TOKEN), { end: { end: "failed", error: { kind: "network", message: "reset" }, ms: 2 } })],
      ["warning chat-1.jsonl:4:1 The stream was cut, and how it ends is not known: reset"],
    ],
    [
      "no answer at all",
      [
        {
          ...recordingOf(""),
          response: undefined,
          end: { end: "failed", error: { kind: "network", message: "refused" }, ms: 2 },
        } as unknown as Recording,
      ],
      ["warning chat-1.jsonl:2:1 The stream was cut, and how it ends is not known: refused"],
    ],
  ])("finds %s", async (_, recordings, expected) => {
    expect(await found(NAMED, ...recordings)).toEqual(expected);
  });

  it("finds a text that is not there, which only the client asks for", async () => {
    const yaml = NAMED.replace("required: [type, text]", "required: [type]");
    expect(await found(yaml, recordingOf(sse(TOKEN, { type: "token" }, DONE)))).toEqual([
      'error chat-1.jsonl:3:62 Event 2 has no string at /text, where its fields are type: "{\\"type\\":\\"token\\"}" @13',
    ]);
  });

  it("passes an error event, and the end that is `completed`", async () => {
    const completed = recordingOf(sse(TOKEN, DONE), { end: { end: "completed", ms: 3 } });
    expect(await found(NAMED, recordingOf(sse(TOKEN, { type: "failed" })), completed)).toEqual([]);
  });
});
