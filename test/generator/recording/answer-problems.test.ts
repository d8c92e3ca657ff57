import { describe, expect, it } from "vitest";
import { formatDiagnostic, type Diagnostic } from "../../../generator/diagnostics/diagnostics.js";
import { answerProblems, noStream, notAnswered, secretsKept } from "../../../generator/recording/answer-problems.js";
import type { CallResult } from "../../../generator/recording/call-operation.js";
import type { ClientFailure } from "../../../generator/recording/client-runtime.js";
import type { RecordedResponse, Recording } from "../../../generator/recording/recording.js";
import { recordingOf, sse } from "../verification/verifying.js";

const FILE = "recordings/chat-1.jsonl";
const EVENTS = recordingOf(sse({ a: 1 }));
const BROKEN: Recording["end"] = { end: "failed", error: { kind: "network", message: "reset" }, ms: 3 };

function answered(status: number, type: string): { readonly response: RecordedResponse } {
  return { response: { status, headers: { "content-type": type }, ms: 1 } };
}

/** What the client's runtime made of an answer. */
function ofClient(kind?: ClientFailure["kind"], unknown: CallResult["unknown"] = new Map()): CallResult {
  const failure = kind && { kind, message: `${kind} it is`, eventsReceived: 0 };
  return { exchange: EVENTS, failure, unknown };
}

function lines(problems: readonly Diagnostic[]): readonly string[] {
  return problems.map(({ severity, message }) => `${severity}: ${message}`);
}

function told(recording: Recording, result?: CallResult): readonly string[] {
  return lines(answerProblems({}, FILE, recording, result));
}

describe("notAnswered", () => {
  it("says why, and asks whether the server is the one that is meant", () => {
    const diagnostic = notAnswered("chat", { ...EVENTS, end: BROKEN }, undefined);
    expect(formatDiagnostic(diagnostic)).toBe(
      `error: The call of chat was not answered (network): reset.

  Nothing is recorded. Is this where the API is? Say it with --server https://api.example.com`,
    );
    expect(diagnostic.location).toBeUndefined();
  });

  it("shows where the server stands, and gives no reason where there is none", () => {
    const location = { file: "openapi.yaml", line: 3, column: 5, text: "" };
    expect(notAnswered("chat", { ...EVENTS, end: { end: "closed", ms: 1 } }, location)).toMatchObject({
      message: "The call of chat was not answered",
      location,
    });
  });
});

describe("noStream", () => {
  const refused = (recording: Recording, result?: CallResult): string | undefined =>
    noStream(recording, result)?.message;

  it.each([199, 300, 404, 500])("refuses an answer of status %i, events or not", (status) => {
    const recording = { ...EVENTS, ...answered(status, "text/event-stream") };
    const words = `chat answered with status ${status}, text/event-stream, data: {"a":1}`;
    expect(refused(recording)).toBe(words);
    expect(refused({ ...recording, end: BROKEN }, ofClient("status", new Map([["x", 1]])))).toBe(words);
    expect(noStream(recording, undefined)?.hint).toBe(
      "Nothing is recorded: it tells nothing of the stream. Mend the call.",
    );
  });

  it("refuses what is no stream: by how it begins, or as the client sees it", () => {
    const words = "The answer of chat is no event stream: status 200, application/json, {}";
    const other = recordingOf("{}", answered(200, "application/json"));
    expect(refused(other)).toBe(words);
    expect(refused(other, ofClient("content-type"))).toBe(words);
    expect(refused({ ...other, end: BROKEN })).toBe(words);
    expect(noStream(other, undefined)?.hint).toMatch(
      /^Nothing is recorded\. What asks for the stream: .*'accept: text\/event-stream'\?$/,
    );
  });

  it("leaves it to the client, where the document has a stream, what is one", () => {
    const sent = recordingOf('{"a":1}\n', answered(200, "application/x-ndjson"));
    expect(refused(sent, ofClient())).toBeUndefined();
    expect(refused(EVENTS)).toBeUndefined();
    expect(refused(EVENTS, ofClient("content-type"))).toContain("is no event stream");
  });

  it("does not say that an answer is no stream when none of it came", () => {
    const empty = { ...recordingOf("", answered(200, "")), end: BROKEN };
    expect(refused(empty)).toBeUndefined();
    expect(refused(empty, ofClient("content-type"))).toBeUndefined();
    expect(refused({ ...empty, end: EVENTS.end })).toContain("is no event stream");
  });
});

describe("answerProblems", () => {
  it("has nothing to say of a stream that came as a client wants it", () => {
    expect(told(EVENTS, ofClient())).toEqual([]);
    expect(told(EVENTS)).toEqual([]);
  });

  it("tells of a stream that broke off, and not of what the client says of that, nor that it is empty", () => {
    expect(answerProblems({}, FILE, { ...EVENTS, end: BROKEN }, ofClient("network"))).toEqual([
      {
        severity: "error",
        message: "The stream of chat broke off (network): reset",
        hint: "What came until then is recorded.",
      },
    ]);
  });

  it("warns of what a client would fail with, and says how to see it line by line", () => {
    expect(answerProblems({}, FILE, EVENTS, ofClient("decode"))).toEqual([
      {
        severity: "warning",
        message: "A client would have failed (decode): decode it is",
        hint: `The recording is whole. What differs from the document, line by line: npx openapi-stream verify ${FILE}`,
      },
    ]);
  });

  it("warns of a stream without an event", () => {
    const words = ["warning: The stream of chat holds no event"];
    expect(told(recordingOf(": hi\n\n"))).toEqual(words);
    expect(told(recordingOf(": hi\n\n"), ofClient())).toEqual(words);
  });

  it("counts the events that the document does not know, whatever else is wrong with the stream", () => {
    const unknown = new Map([
      ["image", 2],
      ["", 1],
    ]);
    const words = "warning: The document does not know these events: image (2), (none) (1)";
    expect(told(EVENTS, ofClient(undefined, unknown))).toEqual([words]);
    expect(told(EVENTS, ofClient("truncated", unknown))).toEqual([
      "warning: A client would have failed (truncated): truncated it is",
      words,
    ]);
    const one = ofClient("network", new Map([["image", 1]]));
    expect(told({ ...EVENTS, end: BROKEN }, one)).toHaveLength(2);
    const hints = answerProblems({}, FILE, EVENTS, ofClient(undefined, unknown)).map(({ hint }) => hint);
    expect(hints).toEqual([`What they hold can be added to the Overlay: npx openapi-stream infer --write ${FILE}`]);
  });
});

it("what may be secret in an answer is named, with the file to look at", () => {
  expect(secretsKept(FILE, [])).toEqual([]);
  const [diagnostic] = secretsKept(FILE, ["access_token", "appid"]);
  expect(formatDiagnostic(diagnostic!))
    .toBe(`warning: The answer has fields that are called as secrets are: access_token, appid.

  What a server sends is kept as it came. Look at ${FILE} before you commit it.`);
});
