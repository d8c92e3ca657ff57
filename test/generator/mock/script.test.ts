import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sentText } from "../../../generator/mock/sent-text.js";
import { atSpeed, halves, itemScript, replayScript, wholeScript, type Piece } from "../../../generator/mock/script.js";
import type { Stream, StreamFormatName } from "../../../generator/model/model.js";
import { bytesOf, type Recording } from "../../../generator/recording/recording.js";
import { recordings } from "../recording/recordings.js";

const STREAM = { format: "serverSentEvents", mediaType: "text/event-stream" } as Stream;

function textOf(pieces: readonly Piece[]): string {
  return Buffer.concat(pieces.map(({ bytes }) => bytes)).toString();
}

it("a body that comes whole comes at once", () => {
  const { pieces, ...rest } = wholeScript(404, "application/json", "{}");
  expect(textOf(pieces)).toBe("{}");
  expect(rest).toEqual({
    status: 404,
    headers: { "content-type": "application/json" },
    headAt: 0,
    end: "closed",
    endAt: 0,
  });
  expect(wholeScript(204, "text/plain", "").pieces).toEqual([]);
  expect(wholeScript(200, "text/plain\r\nset-cookie: a", "").headers).toEqual({
    "content-type": "application/octet-stream",
  });
});

it("items come one by one, twenty a second", () => {
  const script = itemScript(STREAM, [{ data: "a" }, { event: "b", data: "ü" }]);
  expect(script).toMatchObject({ status: 200, headers: { "content-type": "text/event-stream" }, endAt: 100 });
  expect(script.pieces.map((piece) => [piece.at, textOf([piece])])).toEqual([
    [50, "data: a\n\n"],
    [100, "event: b\ndata: ü\n\n"],
  ]);
});

describe("a recording", () => {
  it("is replayed byte for byte and at its times", () => {
    fc.assert(
      fc.property(recordings, (recording) => {
        const script = replayScript(recording);
        expect(script.pieces.map(({ bytes, at }) => [...bytes, at])).toEqual(
          recording.chunks.map((chunk) => [...bytesOf(chunk), chunk.ms]),
        );
        expect([script.headAt, script.endAt]).toEqual([recording.response?.ms ?? 0, recording.end.ms]);
        expect(script.end).toBe(recording.end.end === "failed" ? "reset" : "closed");
      }),
    );
  });

  it("keeps the headers that say what the body is, and none that say how it was sent", () => {
    const headers = {
      "content-type": "text/event-stream",
      "content-encoding": "gzip",
      "x-request-id": "7",
      "x-odd": "漢\n",
      "": "",
      date: "now",
    };
    const request = { operationId: "chat", method: "POST", url: "http://a.test/", headers: {} };
    const recording: Recording = {
      request,
      response: { status: 200, headers, ms: 5 },
      chunks: [],
      end: { end: "closed", ms: 9 },
    };
    expect(replayScript(recording).headers).toEqual({ "content-type": "text/event-stream", "x-request-id": "7" });
  });

  it("is faster at a higher speed, and without time at all at an infinite one", () => {
    const script = itemScript(STREAM, [{ data: "a" }, { data: "b" }]);
    expect(
      [atSpeed(script, 5), atSpeed(script, Infinity)].map(({ pieces, endAt }) => [
        ...pieces.map(({ at }) => at),
        endAt,
      ]),
    ).toEqual([
      [10, 20, 20],
      [0, 0, 0],
    ]);
  });
});

/** Items in a body that is cut anywhere, and how many of them are in its first half. */
function firstHalf(format: StreamFormatName, texts: readonly string[], cuts: readonly number[]): number {
  const bytes = Buffer.from(texts.join(""));
  const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  const pieces = places.slice(1).map((place, index) => ({ bytes: bytes.subarray(places[index], place), at: index }));
  const [before, after] = halves({ ...wholeScript(200, "", ""), pieces }, format);
  expect(textOf([...before, ...after])).toBe(texts.join(""));
  return texts.findIndex((_, index) => texts.slice(0, index).join("") === textOf(before));
}

describe("the first half of a stream", () => {
  it.each(["serverSentEvents", "jsonLines", "jsonTextSequence"] as const)(
    "is whole items of %s, wherever it is cut",
    (format) => {
      fc.assert(
        fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1 }), fc.array(fc.nat()), (values, cuts) => {
          const texts = values.map((value) => sentText(format, { data: JSON.stringify(value) }));
          expect(firstHalf(format, texts, cuts)).toBe(Math.floor(texts.length / 2));
        }),
      );
    },
  );

  it.each(["\r\n", "\r", "\n"])("is whole events whose lines end with %j", (end) => {
    const texts = ["a", "b", "c", "d"].map((data) => `event: e${end}data: ${data}${end}${end}`);
    expect(firstHalf("serverSentEvents", texts, [3, 11, 30])).toBe(2);
  });

  it("of nothing is nothing", () => {
    expect(halves(wholeScript(200, "", ""), "jsonLines")).toEqual([[], []]);
  });
});
