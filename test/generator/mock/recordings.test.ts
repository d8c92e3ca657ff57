import { expect, it } from "vitest";
import { STREAMS } from "./served.js";
import { chooseRecording, isPlayable, toPlayable } from "../../../generator/mock/recordings.js";
import type { Recording } from "../../../generator/recording/recording.js";

function recording(changes: Partial<Recording> = {}, body?: unknown): Recording {
  return {
    request: {
      operationId: "chat",
      method: "POST",
      url: "http://a.test/",
      headers: {},
      ...(body !== undefined && { body: body as never }),
    },
    response: { status: 200, headers: {}, ms: 1 },
    chunks: [],
    end: { end: "closed", ms: 2 },
    ...changes,
  };
}

it("one is played where its stream came, and did not break", () => {
  const failed = { end: "failed", error: { kind: "network", message: "reset" }, ms: 2 } as const;
  const { response: _, ...unanswered } = recording();
  const played = [
    recording(),
    recording({ end: { end: "completed", ms: 2 } }),
    recording({ end: failed }),
    recording({ response: { status: 401, headers: {}, ms: 1 } }),
    unanswered,
  ].map((one) => isPlayable({ file: "", text: "", recording: one }));
  expect(played).toEqual([true, true, false, false, false]);
});

it("a request is answered by a recording of the same body, else by each without an error in its turn", () => {
  const stream = STREAMS.find(({ events }) => events.some(({ role }) => role === "throw"))!;
  const { name } = stream.events.find(({ role }) => role === "throw")!;
  const error = { text: `data: {"${stream.discriminator}":"${name}"}\n\n`, ms: 1 };
  const files = [{ prompt: "a" }, { prompt: "b" }, { prompt: "a" }, { prompt: "fail" }].map((body, index) => ({
    file: String(index),
    text: "",
    recording: recording(index === 3 ? { chunks: [error] } : {}, body),
  }));
  const chosen = (body: object | undefined, all = files): readonly (string | undefined)[] =>
    [0, 1, 2, 3].map((turn) => chooseRecording(stream, toPlayable(stream, all), body as never, turn)?.file);
  expect(chosen({ prompt: "a" })).toEqual(["0", "2", "0", "2"]);
  expect(chosen({ prompt: "b" })).toEqual(["1", "1", "1", "1"]);
  expect(chosen({ prompt: "c" })).toEqual(["0", "1", "2", "0"]);
  expect(chosen(undefined)).toEqual(["0", "1", "2", "0"]);
  expect(chosen({ prompt: "fail" })).toEqual(["3", "3", "3", "3"]);
  expect(chosen({ prompt: "c" }, files.slice(3))).toEqual(["3", "3", "3", "3"]);
});

it("the fields that ask for the stream tell no requests apart", () => {
  const stream = { ...STREAMS[0]!, request: { stream: true } };
  const files = [{ prompt: "a", stream: true }, { prompt: "b" }, undefined].map((body, index) => {
    return { file: String(index), text: "", recording: recording({}, body) };
  });
  const chosen = (body: object | undefined): string | undefined =>
    chooseRecording(stream, toPlayable(stream, files), body as never, 0)?.file;
  expect(chosen({ prompt: "a" })).toBe("0");
  expect(chosen({ prompt: "b", stream: true })).toBe("1");
  expect(chosen({ stream: true })).toBe("2");
});
