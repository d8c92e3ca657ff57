import { expect, it } from "vitest";
import { answerWords, holdsEvents, isSuccess, streamFormatOf } from "../../../generator/recording/recorded-answer.js";
import type { Recording } from "../../../generator/recording/recording.js";

function answered(status: number, type: string | undefined, ...texts: readonly string[]): Recording {
  return {
    request: { operationId: "chat", method: "POST", url: "/chat", headers: {} },
    response: { status, headers: type === undefined ? {} : { "content-type": type }, ms: 1 },
    chunks: texts.map((text) => ({ text, ms: 1 })),
    end: { end: "closed", ms: 2 },
  };
}

it.each([
  ["events", answered(200, "text/event-stream", "data: 1\n\n"), "serverSentEvents", true],
  [
    "events under another name, in small pieces",
    answered(201, "text/plain", "da", "ta: 1\n\n"),
    "serverSentEvents",
    true,
  ],
  ["a stream without an event", answered(200, "text/event-stream", ": hi\n\n"), "serverSentEvents", false],
  ["JSON", answered(200, "application/json", "{}"), undefined, false],
  ["a failure", answered(404, "text/event-stream", "data: 1\n\n"), undefined, false],
])("%s", (_, recording, format, events) => {
  expect([streamFormatOf(recording), holdsEvents(recording)]).toEqual([format, events]);
});

it("no answer is no success", () => {
  const { response: _, ...unanswered } = answered(200, undefined);
  expect([isSuccess(unanswered), answerWords(unanswered)]).toEqual([false, "no answer"]);
});

it("what came is told on one short line", () => {
  expect(answerWords(answered(204, undefined))).toBe("status 204, no content type, no body");
  const long = answerWords(answered(500, "text/html", "<html>\n\n", "a".repeat(200)));
  expect(long).toBe(`status 500, text/html, <html> ${"a".repeat(73)}…`);
});

it("what came is cut between characters, and shows no user of a URL", () => {
  expect(answerWords(answered(500, "text/html", `${"a".repeat(79)}😀`))).toBe(
    `status 500, text/html, ${"a".repeat(79)}…`,
  );
  const words = answerWords(answered(500, "text/html", `${"a".repeat(60)} https://user:password@api.example/`));
  expect(words).toContain("https://***@");
});
