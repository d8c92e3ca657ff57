import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Stream } from "../../../generator/model/model.js";
import { endWords, LiveView } from "../../../generator/recording/live-view.js";
import type { Recording } from "../../../generator/recording/recording.js";
import { secretsOf } from "../../../generator/recording/secrets.js";
import { recordingOf, sse } from "../verification/verifying.js";
import { documentOf } from "../streams.js";
import { recordings } from "./recordings.js";

const SECRETS = secretsOf(documentOf({}), [], ["hunter=22"]);

/** A view, and the lines that it has shown. */
function open(discriminator?: string) {
  const shown: string[] = [];
  const stream = discriminator === undefined ? undefined : ({ discriminator } as Stream);
  return { view: new LiveView((line) => shown.push(line), stream, SECRETS), shown };
}

/** What is shown of an answer after its head, less the times. */
function lines(recording: Recording, discriminator?: string): readonly string[] {
  const { view, shown } = open(discriminator);
  view.onWhole(recording);
  view.onEnd(recording.end);
  return shown.slice(1, -1).map((line) => line.replace(/^ *\d+ ms {2}/, ""));
}

/** An answer that is no stream. */
function plain(...texts: readonly string[]): Recording {
  const chunks = texts.map((text, ms) => ({ text, ms }));
  return { ...recordingOf(""), response: { status: 200, headers: { "content-type": "text/html" }, ms: 1 }, chunks };
}

describe("LiveView", () => {
  it("shows where the call goes, less its query and its secrets", () => {
    const { view, shown } = open();
    view.onRequest({ method: "POST", url: "http://u:p@api.example/hunter%3D22?token=x#y", headers: {} });
    expect(shown).toEqual(["POST http://***@api.example/[redacted]"]);
  });

  it("shows a line for the head, each event and the end, with its time, and counts the events", () => {
    const { view, shown } = open("type");
    view.onWhole({
      ...recordingOf(""),
      chunks: [
        { text: 'event: x\ndata: {"type":"token"}\n\ndata: {"a"', ms: 20 },
        { text: ": 1}\n\nevent: done\ndata: 1\n\n", ms: 1234 },
      ],
    });
    view.onEnd({ end: "closed", ms: 123_456_789 });
    expect(shown).toEqual([
      "       1 ms  200 text/event-stream",
      '      20 ms  token {"type":"token"}',
      '    1234 ms  {"a": 1}',
      "    1234 ms  done 1",
      "123456789 ms  closed by the server",
    ]);
    expect(view.summary).toBe("3 events");
  });

  it("names events by their `event` field where nothing is known of the stream", () => {
    expect(lines(recordingOf('event: x\ndata: {"type":"token"}\n\n'))).toEqual(['x {"type":"token"}']);
  });

  it("shows the event that only the end of the body completes", () => {
    const { view, shown } = open();
    view.onWhole({
      ...plain('{"a":1}'),
      response: { status: 200, headers: { "content-type": "application/jsonl" }, ms: 0 },
    });
    expect(view.summary).toBe("0 events");
    view.onEnd({ end: "completed", ms: 7 });
    expect(view.summary).toBe("1 event");
    expect(shown.slice(1)).toEqual(['       0 ms  {"a":1}', `       7 ms  ${endWords({ end: "completed", ms: 7 })}`]);
  });

  it("knows a stream under any content type, whatever its pieces are", () => {
    const stream = 'data: {"a":1}\n\ndata: {"a":2}\n\n';
    for (const size of [1, 3, 7, 100]) {
      const pieces = stream.match(new RegExp(`[^]{1,${size}}`, "g"))!;
      expect(lines(plain(...pieces))).toEqual(['{"a":1}', '{"a":2}']);
    }
    expect(lines(plain("<", "p", ">"))).toEqual(["<", "p", ">"]);
    expect(lines(plain("da"))).toEqual(["da"]);
  });

  it("shows pieces of what is no stream, each on one line, and counts those", () => {
    const { view } = open();
    expect(lines(plain("<html>\r\n\t<body>", "</html>"))).toEqual(["<html> <body>", "</html>"]);
    view.onWhole(plain("<html>"));
    expect(view.summary).toBe("1 piece");
  });

  it("hides secrets, also where a line is cut in one", () => {
    expect(lines(recordingOf(sse("hunter=22")))).toEqual(["[redacted]"]);
    expect(lines(recordingOf(sse(`${"a".repeat(95)}hunter=22`)))).toEqual([`${"a".repeat(95)}[reda…`]);
  });

  it("hides the user of a URL that is cut", () => {
    expect(lines(plain(`${"a".repeat(80)} https://user:password@api.example/`)).join("")).not.toContain("user");
  });

  it("cuts a line at 100 characters, and none in two", () => {
    expect(lines(plain("a".repeat(100)))).toEqual(["a".repeat(100)]);
    expect(lines(plain("a".repeat(101)))).toEqual([`${"a".repeat(100)}…`]);
    expect(lines(plain(`${"a".repeat(99)}😀`))).toEqual([`${"a".repeat(99)}…`]);
    expect(lines(plain(`${"a".repeat(98)}😀`))).toEqual([`${"a".repeat(98)}😀`]);
  });

  it("shows nothing that moves the cursor or turns the text round", () => {
    expect(lines(recordingOf(sse("a\u001b[2Jb\u202ec")))).toEqual([String.raw`a\u001b[2Jb\u202ec`]);
  });

  it("shows any exchange in short lines that can be printed, as many as it counts", () => {
    fc.assert(
      fc.property(recordings, (recording) => {
        const { view, shown } = open("type");
        view.onRequest(recording.request);
        view.onWhole(recording);
        view.onEnd(recording.end);
        const counted = Number(view.summary.split(" ")[0]);
        expect(shown).toHaveLength(counted + (recording.response ? 3 : 2));
        for (const line of shown.slice(1)) {
          expect(line).toMatch(/^(?=.{8}).{0,10} ms {2}\P{Cc}{0,101}$/u);
          expect(line).not.toMatch(/[\p{Cs}\u202a-\u202e]/u);
        }
      }),
    );
  });
});

describe("endWords", () => {
  it("says what became of an exchange", () => {
    const error = { kind: "timeout", message: "No bytes for 60000 ms" };
    expect(endWords({ end: "failed", error, ms: 1 })).toBe("failed (timeout): No bytes for 60000 ms");
    expect(endWords({ end: "completed", ms: 1 })).toBe("complete; the server kept the connection");
  });
});
