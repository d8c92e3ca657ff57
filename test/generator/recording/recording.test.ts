import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRecording } from "../../../generator/recording/parse-recording.js";
import {
  bytesOf,
  lineOfChunk,
  recordingText,
  toChunk,
  type Recording,
} from "../../../generator/recording/recording.js";
import { recordings } from "./recordings.js";

const RECORDING: Recording = {
  request: {
    operationId: "chat-stream-create",
    method: "POST",
    url: "http://127.0.0.1:4010/api/v1/qllm/chat-stream/1/",
    headers: { "content-type": "application/json", authorization: "[redacted]" },
    body: { prompt: "hi" },
  },
  response: { status: 200, headers: { "content-type": "text/event-stream" }, ms: 12 },
  chunks: [
    { text: 'data: {"type":"start"}\n\n', ms: 15 },
    { text: 'data: {"type":"token","content":"Qu"}\n\n', ms: 21 },
    { bytes: Uint8Array.of(0xf0, 0x9f, 0x98), ms: 30 },
  ],
  end: { end: "closed", ms: 640 },
};

const PRINTED = String.raw`{"request":{"operationId":"chat-stream-create","method":"POST","url":"http://127.0.0.1:4010/api/v1/qllm/chat-stream/1/","headers":{"content-type":"application/json","authorization":"[redacted]"},"body":{"prompt":"hi"}}}
{"response":{"status":200,"headers":{"content-type":"text/event-stream"}},"ms":12}
{"chunk":"data: {\"type\":\"start\"}\n\n","ms":15}
{"chunk":"data: {\"type\":\"token\",\"content\":\"Qu\"}\n\n","ms":21}
{"bytes":"8J+Y","ms":30}
{"end":"closed","ms":640}
`;

describe("recordingText", () => {
  it("prints a line for the request, the response, each piece of its body, and its end", () => {
    expect(recordingText(RECORDING)).toBe(PRINTED);
    const failed: Recording = {
      request: RECORDING.request,
      chunks: [],
      end: { end: "failed", error: { kind: "network", message: "connect ECONNREFUSED" }, ms: 3 },
    };
    expect(recordingText(failed).split("\n")[1]).toBe(
      '{"end":"failed","error":{"kind":"network","message":"connect ECONNREFUSED"},"ms":3}',
    );
  });

  it("prints what is read back as it was", () => {
    fc.assert(
      fc.property(recordings, (recording) => {
        const printed = recordingText(recording);
        const read = parseRecording("a.jsonl", printed);
        expect(read).toEqual(recording);
        expect(recordingText(read)).toBe(printed);
      }),
      { numRuns: 300 },
    );
  });

  it("shows every character, and takes one line for each piece whatever is in it", () => {
    const printed = recordingText({ ...RECORDING, chunks: [{ text: "\u202e\u2028\u0085\r\nx", ms: 1 }] });
    expect(printed.split("\n")).toHaveLength(5);
    expect(printed.split("\n")[2]).toBe(String.raw`{"chunk":"\u202e\u2028\u0085\r\nx","ms":1}`);
  });
});

describe("toChunk", () => {
  it("keeps the bytes, whatever they are", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(bytesOf(toChunk(bytes, 1))).toEqual(bytes);
      }),
    );
  });

  it("takes well-formed UTF-8 for text, a byte order mark included, and nothing else", () => {
    const smile = new TextEncoder().encode("\ufeffa😀");
    expect(toChunk(smile, 1)).toEqual({ text: "\ufeffa😀", ms: 1 });
    const cut = smile.subarray(0, -1);
    const chunk = toChunk(cut, 1);
    expect(chunk).toEqual({ bytes: Uint8Array.from(cut), ms: 1 });
    smile.fill(0);
    expect(bytesOf(chunk)[0]).toBe(0xef);
  });
});

describe("lineOfChunk", () => {
  it("is the line that the piece is printed on", () => {
    const lines = PRINTED.split("\n");
    expect(lines[lineOfChunk(0) - 1]).toContain("start");
    expect(lines[lineOfChunk(2) - 1]).toContain("bytes");
  });
});
