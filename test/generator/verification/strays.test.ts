import { describe, expect, it } from "vitest";
import { formatDiagnostic, type Diagnostic } from "../../../generator/diagnostics/diagnostics.js";
import type { RecordingFile } from "../../../generator/recording/recording-files.js";
import { recordingText, type Recording } from "../../../generator/recording/recording.js";
import { strays } from "../../../generator/verification/strays.js";
import { recordingOf, sse } from "./verifying.js";

const WHY: Diagnostic = { severity: "error", message: "Its schema is empty" };

const HTML: Partial<Recording> = { response: { status: 200, headers: { "content-type": "text/html" }, ms: 1 } };
const EVENTS = sse({ a: 1 });

/** Recordings in files of their own, numbered from 1. */
function files(...recordings: readonly Recording[]): readonly RecordingFile[] {
  return recordings.map((recording, index) => {
    return { file: `chat-${index + 1}.jsonl`, text: recordingText(recording), recording };
  });
}

function told(...recordings: readonly Recording[]): readonly string[] {
  return strays({}, "chat", files(...recordings), [WHY]).map(({ severity, message, location }) => {
    return `${severity} ${location ? `${location.file}:${location.line}:${location.column} ` : ""}${message}`;
  });
}

const UNDESCRIBED = "The document does not say what the events of chat are";

describe("strays", () => {
  it("says of each recording without an event what came instead, and that it is to go", () => {
    const [first, ...more] = strays({}, "chat", files(recordingOf("<html>", HTML)), [WHY]);
    expect(more).toEqual([]);
    expect(formatDiagnostic(first!)).toBe(
      `chat-1.jsonl:1:1 - error: This recording of chat holds no event stream: status 200, text/html, <html>.

> 1 | {"request":{"operationId":"chat","method":"POST","url":"/chat","headers":{}}}
    | ^
  2 | {"response":{"status":200,"headers":{"content-type":"text/html"}},"ms":1}
  3 | {"chunk":"<html>","ms":2}

  Remove it, or record it again: npx openapi-stream record chat`,
    );
  });

  it.each<readonly [string, Recording, string]>([
    ["a failure", recordingOf(EVENTS, { response: { status: 404, headers: {}, ms: 1 } }), "status 404"],
    ["a stream that is empty", recordingOf(""), "no body"],
    ["a stream of comments", recordingOf(": hi\n\n"), ": hi"],
  ])("takes for no event stream %s", (_, recording, words) => {
    expect(told(recording)).toEqual([expect.stringMatching(new RegExp(`^error chat-1.* no event stream: .*${words}`))]);
  });

  it("says once of recordings with events that they can describe them, and why the document does not", () => {
    expect(told(recordingOf(EVENTS), recordingOf(EVENTS))).toEqual([
      `error chat-1.jsonl:1:1 ${UNDESCRIBED}`,
      "error Its schema is empty",
    ]);
    const [{ hint } = {}] = strays({ spec: "a.yaml" }, "chat", files(recordingOf(EVENTS)), []);
    expect(hint).toBe(
      "Its recordings can: `npx openapi-stream infer --write . --spec a.yaml` adds what they show to the Overlay.",
    );
  });

  it("points at the first recording that has events, after those that have none", () => {
    const html = recordingOf("<html>", HTML);
    expect(told(html, recordingOf(EVENTS), html)).toEqual([
      expect.stringMatching(/^error chat-1\.jsonl:1:1 This recording/),
      expect.stringMatching(/^error chat-3\.jsonl:1:1 This recording/),
      `error chat-2.jsonl:1:1 ${UNDESCRIBED}`,
      "error Its schema is empty",
    ]);
  });

  it("has nothing to say where there is no recording, whatever is wrong with the document", () => {
    expect(strays({}, "chat", [], [WHY])).toEqual([]);
  });
});
