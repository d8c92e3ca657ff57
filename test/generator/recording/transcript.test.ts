import { describe, expect, it } from "vitest";
import { STREAM_FORMATS } from "../../../generator/recording/client-runtime.js";
import type { NamedOperation } from "../../../generator/recording/find-operation.js";
import { itemsOf } from "../../../generator/recording/items.js";
import { readTranscript } from "../../../generator/recording/transcript.js";
import { problemsOf, useFolder } from "../documents.js";

const { write } = useFolder();
const OPERATION = { method: "post", path: "/chat/{id}" } as NamedOperation;
const SSE = 'data: {"a":"é"}\n\nevent: x\ndata: 1\n\n: bye';

function texts(body: string | Uint8Array, mediaType?: string) {
  const { response, chunks } = readTranscript(write("answer.sse", body), OPERATION, mediaType);
  return { ...response, chunks: chunks.map((chunk) => ("text" in chunk ? chunk.text : chunk.bytes)) };
}

describe("readTranscript", () => {
  it("takes what curl prints, a piece for each event", () => {
    const exchange = readTranscript(write("answer.sse", SSE), OPERATION, undefined);
    expect(exchange).toEqual({
      request: { method: "POST", url: "/chat/{id}", headers: {} },
      response: { status: 200, headers: { "content-type": "text/event-stream" }, ms: 0 },
      chunks: [
        { text: 'data: {"a":"é"}\n\n', ms: 0 },
        { text: "event: x\ndata: 1\n\n", ms: 0 },
        { text: ": bye", ms: 0 },
      ],
      end: { end: "closed", ms: 0 },
    });
    const items = itemsOf(exchange, STREAM_FORMATS.serverSentEvents);
    expect(items.map(({ data }) => data)).toEqual(['{"a":"é"}', "1"]);
  });

  it("takes the head of the answer that counts, as --include prints it", () => {
    const heads =
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/2 200 \r\nContent-Type: text/event-stream; charset=utf-8\r\nx-a: 1: 2\r\n\r\n";
    expect(texts(heads + SSE)).toMatchObject({
      status: 200,
      headers: { "content-type": "text/event-stream; charset=utf-8", "x-a": "1: 2" },
      chunks: [expect.any(String), expect.any(String), ": bye"],
    });
    expect(texts('HTTP/1.1 404 Not Found\ncontent-type: application/json\n\n{"a":1}\n')).toMatchObject({
      status: 404,
      chunks: ['{"a":1}\n'],
    });
  });

  it("knows other formats by what the document says, else by how they begin", () => {
    expect(texts('{"a":1}\n{"a":2}\n')).toMatchObject({
      headers: { "content-type": "application/jsonl" },
      chunks: ['{"a":1}\n', '{"a":2}\n'],
    });
    expect(texts('\u001e{"a":1}\n\u001e{"a":2}\n')).toMatchObject({
      headers: { "content-type": "application/json-seq" },
      chunks: ['\u001e{"a":1}\n', '\u001e{"a":2}\n'],
    });
    expect(texts('{"a":1}\r\n{"a":2}', "application/x-ndjson").headers).toEqual({
      "content-type": "application/x-ndjson",
    });
    const head = "HTTP/1.1 200 OK\n\n";
    expect(texts(`${head}<html>`)).toMatchObject({ headers: {}, chunks: ["<html>"] });
    expect(texts(Buffer.concat([Buffer.from(head), Uint8Array.of(0xff, 0x0a)])).chunks).toEqual([
      Uint8Array.of(0xff, 0x0a),
    ]);
    expect(texts(head).chunks).toEqual([]);
  });

  it("refuses what is no answer", () => {
    for (const mediaType of [undefined, "text/event-stream", "application/jsonl"]) {
      for (const text of ["", "garbage\n", "<html>"]) {
        expect(problemsOf(() => texts(text, mediaType))).toMatch(
          /^error: .*answer\.sse is no transcript: it holds neither an event nor the head of an answer\.\n\n {2}A transcript is what/,
        );
      }
    }
    expect(problemsOf(() => readTranscript("nowhere.sse", OPERATION, undefined))).toBe(
      "error: The file of --from cannot be read: nowhere.sse.",
    );
  });
});
