import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toChunk, type Recording } from "../../../generator/recording/recording.js";
import { chatYaml } from "../streams.js";
import { DONE, NAMED, recordingOf, SCHEMAS, sse, TOKEN, useRecordings } from "./verifying.js";

const { found } = useRecordings();

describe("the events of a stream", () => {
  const wrong = { type: "token", text: 1 };
  it.each<readonly [string, readonly Recording[], readonly string[]]>([
    [
      "an unknown event",
      [recordingOf(sse({ type: "image" }, DONE))],
      ["error chat-1.jsonl:3:17 The event image is not in the document (1 of 1) @16"],
    ],
    [
      "a missing field",
      [recordingOf(sse(TOKEN, { type: "token" }, DONE))],
      ["error chat-1.jsonl:3:62 /text of token is missing, and required (1 of 2) @17"],
    ],
    [
      "a mistyped field, in all that follow too",
      [recordingOf(sse(TOKEN, wrong, TOKEN, wrong, DONE))],
      ["error chat-1.jsonl:3:62 /text of token is a number, not string (2 of 4) @17"],
    ],
    [
      "a field that nobody wrote down",
      [recordingOf(sse({ ...TOKEN, n: 1 }, DONE)), recordingOf(sse({ ...TOKEN, n: 2 }, TOKEN, DONE))],
      ["warning chat-1.jsonl:3:17 /n of token is not declared (2 of 3) @17"],
    ],
    [
      "no discriminator",
      [recordingOf(sse({ kind: "token" }, wrong, DONE))],
      [
        "error chat-1.jsonl:3:17 /type of message is not a string, and tells the events apart (1 of 1) @16",
        "error chat-1.jsonl:3:47 /text of token is a number, not string (1 of 1) @17",
      ],
    ],
    [
      "an end that does not come, behind what the client fails at",
      [recordingOf(sse(TOKEN, wrong, TOKEN))],
      [
        "error chat-1.jsonl:3:62 /text of token is a number, not string (1 of 3) @17",
        "error chat-1.jsonl:4:1 The server closed without the event that ends the stream @13",
      ],
    ],
    [
      "no JSON",
      [recordingOf(sse("<html>", DONE))],
      ["error chat-1.jsonl:3:17 The event message is not JSON: <html> (1 of 1) @16"],
    ],
    [
      "an error event that is not as described",
      [recordingOf(sse(TOKEN, { type: "failed", why: 1 }))],
      ["error chat-1.jsonl:3:62 /why of failed is a number, not string (1 of 1) @19"],
    ],
  ])("finds %s", async (_, recordings, expected) => {
    expect(await found(NAMED, ...recordings)).toEqual(expected);
  });

  it("reads envelopes, text, JSON Lines and what nothing names", async () => {
    const envelope = chatYaml(
      `itemSchema:
  oneOf:
    - properties: {event: {const: token}, data: {contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/Token'}}}
    - properties: {event: {const: note}, data: {type: string}}
x-event-stream: {end: note}`,
      SCHEMAS,
    );
    const events = `event: token\ndata: ${JSON.stringify({ ...TOKEN, n: 1 })}\n\nevent: other\ndata: 1\n\nevent: note\ndata:\n\n`;
    expect(await found(envelope, recordingOf(events))).toEqual([
      "warning chat-1.jsonl:3:31 /n of token is not declared (1 of 1) @20",
      "error chat-1.jsonl:3:98 The event other is not in the document (1 of 1) @14",
    ]);
    const text = chatYaml(
      "itemSchema: {type: object, properties: {data: {type: string}}}\nx-event-stream: {sentinel: '[DONE]'}",
    );
    expect(await found(text, recordingOf(sse("a", "[DONE]")), recordingOf(sse("a")))).toEqual([
      "error chat-2.jsonl:4:1 The server closed without the event that ends the stream (1 of 2 recordings) @13",
    ]);
    expect(await found(text, recordingOf(sse("a", "[DONE]", "b", "[DONE]")))).toEqual([
      "error chat-1.jsonl:3:44 Events come after the end of the stream: no client sees them @13",
    ]);
    const lines = chatYaml(
      "schema: {$ref: '#/components/schemas/Failed'}\nx-event-stream: {end: {where: /why}}",
      SCHEMAS,
      "application/x-ndjson",
    );
    const ndjson = { status: 200, headers: { "content-type": "application/x-ndjson" }, ms: 1 };
    const body = '{"type":"failed"}\n{"type":"x"}\n{"type":"failed","why":"y"}\n';
    expect(await found(lines, recordingOf(body, { response: ndjson }))).toEqual([
      'error chat-1.jsonl:3:34 /type of message is "x", not "failed" (1 of 3) @19',
    ]);
  });

  it("finds a name that no discriminator gives, where the discriminator stands", async () => {
    const yaml = chatYaml(
      "schema: {type: object, properties: {part: {$ref: '#/components/schemas/Image'}}}",
      `Image: {allOf: [{$ref: '#/components/schemas/Part'}]}
Part:
  properties: {kind: {type: string}}
  discriminator:
    propertyName: kind
    mapping:
      image: '#/components/schemas/Image'`,
    );
    const line = yaml.split("\n").findIndex((text) => text.includes("image:")) + 1;
    expect(await found(yaml, recordingOf(sse({ part: { kind: "image" } }, { part: { kind: "img" } })))).toEqual([
      `error chat-1.jsonl:3:58 /part/kind of message is "img", not "image" (1 of 2) @${line}`,
    ]);
  });

  it("finds the same wherever the body is cut", async () => {
    const body = new TextEncoder().encode(sse(TOKEN, { type: "tökén" }, { ...wrong, ü: 1 }, { type: "done", x: 1 }));
    const whole = await found(NAMED, recordingOf("", { chunks: [toChunk(body, 1)] }));
    const words = (lines: readonly string[]) => lines.map((line) => line.replace(/chat-1\S+/, ""));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(body.length), { maxLength: 6 }), async (places) => {
        const at = [...places].sort((a, b) => a - b);
        const chunks = [0, ...at].map((start, index) => toChunk(body.subarray(start, at[index] ?? body.length), 1));
        expect(words(await found(NAMED, recordingOf("", { chunks })))).toEqual(words(whole));
      }),
      { numRuns: 30 },
    );
    expect(whole).toHaveLength(4);
  });
});
