import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STREAM_FORMATS } from "../../../generator/recording/client-runtime.js";
import { eachItem, itemsOf, nameOf } from "../../../generator/recording/items.js";
import { toChunk, type RecordedChunk, type Recording } from "../../../generator/recording/recording.js";

function recordingOf(chunks: readonly RecordedChunk[]): Recording {
  const request = { operationId: "chat", method: "GET", url: "/", headers: {} };
  return { request, response: { status: 200, headers: {}, ms: 0 }, chunks, end: { end: "closed", ms: 0 } };
}

/** A body in pieces. */
function cut(body: Uint8Array, places: readonly number[]): readonly RecordedChunk[] {
  const at = [...new Set(places.map((place) => place % (body.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((start, index) => toChunk(body.subarray(start, at[index] ?? body.length), index));
}

describe("itemsOf", () => {
  it("finds the same items wherever the body is cut, and in each the piece that completed it", () => {
    const line = fc.string({ unit: "grapheme" }).map((text) => text.replaceAll(/\p{Cc}/gu, " "));
    const places = fc.array(fc.nat(), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom("", "\ufeff"), places, (lines, mark, at) => {
        const bodies = {
          serverSentEvents: lines.map((text) => `event: e\ndata: ${text}\n\n`).join(""),
          jsonLines: lines.map((text) => `${JSON.stringify({ text })}\n`).join(""),
          jsonTextSequence: lines.map((text) => `\u001e${JSON.stringify({ text })}\n`).join(""),
        };
        for (const [name, body] of Object.entries(bodies)) {
          const format = STREAM_FORMATS[name as keyof typeof bodies];
          const bytes = new TextEncoder().encode(mark + body);
          const whole = itemsOf(recordingOf([toChunk(bytes, 0)]), format);
          const pieces = itemsOf(recordingOf(cut(bytes, at)), format);
          const each: object[] = [];
          eachItem(recordingOf(cut(bytes, at)), format, (data, event) => each.push({ data, event }));
          expect(whole).toHaveLength(lines.length);
          expect(each).toEqual(whole.map(({ data, event }) => ({ data, event })));
          expect(pieces.map(({ data, event }) => ({ data, event }))).toEqual(
            whole.map(({ data, event }) => ({ data, event })),
          );
          expect(pieces.map(({ chunk }) => chunk)).toEqual(pieces.map(({ chunk }) => chunk).sort((a, b) => a - b));
        }
      }),
      { numRuns: 100 },
    );
  });

  it("reads malformed UTF-8 as the client does, also where text comes after it", () => {
    const chunks = [
      { text: "data: a", ms: 0 },
      { bytes: Uint8Array.of(0xf0, 0x9f), ms: 0 },
      { text: "b\n\n", ms: 0 },
    ];
    expect(itemsOf(recordingOf(chunks), STREAM_FORMATS.serverSentEvents)).toEqual([
      { data: "a\ufffdb", event: "", chunk: 2 },
    ]);
  });

  it("completes the last line of JSON Lines with the body", () => {
    const items = itemsOf(recordingOf([{ text: '{"a":1}\n{"a":2}', ms: 0 }]), STREAM_FORMATS.jsonLines);
    expect(items.map(({ data }) => data)).toEqual(['{"a":1}', '{"a":2}']);
  });
});

describe("nameOf", () => {
  it("is the discriminator's value, else the event field", () => {
    expect(nameOf({ data: '{"type":"token"}', event: "x" }, "type")).toBe("token");
    expect(nameOf({ data: '{"type":1}', event: "x" }, "type")).toBe("x");
    expect(nameOf({ data: "[DONE]", event: "" }, "type")).toBe("");
    expect(nameOf({ data: '{"type":"token"}', event: "x" }, undefined)).toBe("x");
  });
});
