import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { infer } from "../../../generator/inference/infer.js";
import { actionsOf, EMPTY, overlayOf, useInference, warningsOf } from "./inferring.js";
import { linesOf, recordingOf } from "./streams.js";

const { api, inferred } = useInference();

/** The lines from one that begins so, as deep as it is. */
function section(text: string, start: string): string {
  const lines = text.split("\n");
  const from = lines.findIndex((line) => line.trim().startsWith(start));
  const depth = (lines[from] ?? "").search(/\S/);
  const rest = lines.slice(from + 1);
  const length = rest.findIndex((line) => line.search(/\S/) <= depth);
  return [lines[from], ...rest.slice(0, length === -1 ? undefined : length)]
    .map((line) => (line ?? "").slice(depth))
    .join("\n");
}

describe("what ends a stream", () => {
  const token = (content: string): JsonValue => ({ type: "token", content });

  it("takes what most answers ended with, and leaves alone those that were cut or failed", async () => {
    const words = [token("a "), token("b ")];
    const cut = recordingOf(words, { end: { end: "failed", error: { kind: "network", message: "reset" }, ms: 3 } });
    const done = recordingOf([...words, { type: "done" }]);
    const failed = recordingOf([...words, { type: "server_error", why: "x" }]);
    const folder = api(EMPTY, [done, cut, failed, done]);
    const report = await infer({ folder }, [], true);
    expect(section(overlayOf(folder), "x-event-stream:")).toMatchInlineSnapshot(`
      "x-event-stream:
        end: done # last, and only there in 2 of 2 recordings
        error: server_error # called so, and last in 1 of 4 recordings
        text:
          token: /content # 8 of 8 events, 16 characters"
    `);
    expect(warningsOf(report)).toEqual([
      "warning: The stream was cut, and how it ends is not known: reset (1 of 4 recordings)",
    ]);
  });

  it("reports an answer that ended otherwise", async () => {
    const done = recordingOf([token("a "), token("b "), { type: "done" }]);
    const folder = api(EMPTY, [done, recordingOf([token("a "), token("b ")]), done]);
    expect(warningsOf(await infer({ folder }, [], true))).toEqual([
      "warning: The server closed without the event that ends the stream (1 of 3 recordings)",
    ]);
  });

  it("takes no event for the end or for an error after which others come", async () => {
    const event = (type: string): JsonValue => ({ type });
    const names = ["done", "tool_error", "token", "token", "done"].map(event);
    const text = await inferred(api(EMPTY, [recordingOf(names), recordingOf(names)]));
    expect(actionsOf(text)).not.toContain("x-event-stream");
  });

  it("takes two events for the end, where either ends an answer", async () => {
    const text = await inferred(
      api(EMPTY, [
        recordingOf([token("a "), token("b "), { type: "done" }]),
        recordingOf([token("a "), token("c "), { type: "refused" }]),
      ]),
    );
    expect(section(text, "x-event-stream:")).toMatchInlineSnapshot(`
      "x-event-stream:
        end:
          - done # last, and only there in 1 of 2 recordings
          - refused # last, and only there in 1 of 2 recordings
        text:
          token: /content # 4 of 4 events, 8 characters"
    `);
  });

  it("finds an error where nothing names events", async () => {
    const failed = linesOf([{ text: "a" }, { error: { code: 1 } }]);
    const text = await inferred(api(EMPTY, [failed, linesOf([{ text: "a" }, { text: "b" }])]));
    expect(section(text, "x-event-stream:")).toContain("where: /error # there in 1 of 2 recordings");
  });
});
