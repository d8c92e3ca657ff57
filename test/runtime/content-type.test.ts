import { describe, expect, test } from "vitest";
import { createCall } from "../../templates/runtime/call.js";
import { jsonLines } from "../../templates/runtime/json-lines.js";
import { splitInit } from "../../templates/runtime/options.js";
import { readStream } from "../../templates/runtime/read-stream.js";
import type { StreamOperation } from "../../templates/runtime/stream-operation.js";
import { body, events, PLAIN, rejection } from "./reading.js";

const LINES: StreamOperation = { ...PLAIN, format: jsonLines, mediaType: "application/jsonl" };

async function answer(
  operation: StreamOperation,
  contentType: string | undefined,
  pieces: readonly string[] | null,
  status = 200,
): Promise<unknown[]> {
  const headers = new Headers(contentType === undefined ? {} : { "content-type": contentType });
  const response = new Response(pieces && body(pieces), { status, headers });
  const call = createCall(operation, splitInit({})[0]);
  call.response = response;
  return (await readStream(call, response)).collect();
}

test.each([
  [PLAIN, "text/event-stream"],
  [PLAIN, "Text/Event-Stream; charset=utf-8"],
  [PLAIN, "text/event-stream, text/event-stream"],
  [{ ...PLAIN, mediaType: "application/vnd.talk+sse" }, "application/vnd.talk+sse; v=1"],
])("$0.mediaType is read as $1", async (operation, contentType) => {
  expect(await answer(operation, contentType, [events(1)])).toEqual([1]);
});

test.each(["application/jsonl", "application/x-ndjson", "application/ndjson", "application/stream+json"])(
  "JSON Lines are read as %s",
  async (contentType) => {
    expect(await answer(LINES, contentType, ["1\n2"])).toEqual([1, 2]);
  },
);

describe("a body that begins like server-sent events is read, whatever its header says", () => {
  test.each([
    ["application/json", [events(1)]],
    [undefined, [events(1)]],
    ["text/html", ["\uFEFF\r\n\r\nid: 1\ndata: 1\n\n"]],
    ["text/plain", [": comment\n\ndata: 1\n\n"]],
    ["application/octet-stream", [..."event: x\ndata: 1\n\n"]],
  ])("%s", async (contentType, pieces) => {
    expect(await answer(PLAIN, contentType, pieces)).toEqual([1]);
  });
});

describe("anything else is no stream, and the error shows how it begins", () => {
  test.each([
    ["text/html", ["<!doctype html>"], 'status 200 and "text/html", which begins with "<!doctype html>"'],
    [
      "application/json",
      ['{"error":"x"}'],
      'status 200 and "application/json", which begins with "{\\"error\\":\\"x\\"}"',
    ],
    ["application/json", ["da", "ta", "base"], 'status 200 and "application/json", which begins with "database"'],
    ["text/plain", ["data"], 'status 200 and "text/plain", which begins with "data"'],
    ["text/plain", ["\n".repeat(2000)], 'status 200 and "text/plain"'],
    [undefined, [], 'status 200 and "", which begins with ""'],
  ])("%s %j", async (contentType, pieces, got) => {
    const error = await rejection(answer(PLAIN, contentType, pieces));
    expect(error).toMatchObject({ name: "StreamError", kind: "content-type", operationId: "plain", eventsReceived: 0 });
    expect((error as Error).message.startsWith(`Expected text/event-stream, got ${got}`)).toBe(true);
  });

  test("a status of 204, even with the right header", async () => {
    const error = await rejection(answer(PLAIN, "text/event-stream", null, 204));
    expect(error).toMatchObject({ kind: "content-type" });
  });

  test("server-sent events where JSON Lines are declared", async () => {
    expect(await rejection(answer(LINES, "text/event-stream", [events(1)]))).toMatchObject({ kind: "content-type" });
  });
});
