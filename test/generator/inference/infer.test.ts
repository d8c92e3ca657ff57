import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { infer } from "../../../generator/inference/infer.js";
import { readMerged } from "../../../generator/input/merged-inputs.js";
import { json } from "../json.js";
import { problemsOfPromise, summaryOf } from "../streams.js";
import { actionsOf, EMPTY, overlayOf, useInference, warningsOf } from "./inferring.js";
import { APIS, linesOf, NDJSON, recordingOf, Sent } from "./streams.js";

const { addRecordings, api, inferred } = useInference();

describe("infer: a stream of which the document says nothing", () => {
  it.each(Object.entries({ ...APIS, "JSON Lines": NDJSON }))("%s", async (_, recordings) => {
    const folder = api(EMPTY, recordings);
    const text = await inferred(folder);
    expect(actionsOf(text)).toMatchSnapshot();
    expect(summaryOf(readMerged({ folder }).document)).toMatchSnapshot();
  });

  it.each(["3.2.0", "3.0.3"])("types the events whose data is null or empty, in OpenAPI %s", async (version) => {
    const sent = recordingOf([new Sent("word", { text: "So" }), new Sent("pong", {}), new Sent("end", null)]);
    const folder = api(EMPTY.replace(/^openapi: .*/, `openapi: ${version}`), [sent]);
    await inferred(folder);
    expect(summaryOf(readMerged({ folder }).document)).toMatchSnapshot();
  });

  it("prints what it would write, and writes nothing", async () => {
    const folder = api(EMPTY, APIS["events by a property"]!);
    const { lines } = await infer({ folder }, [], false);
    expect(() => overlayOf(folder)).toThrow("ENOENT");
    // As `infer > streaming.overlay.yaml` does before it begins.
    writeFileSync(join(folder, "streaming.overlay.yaml"), "");
    const { lines: again, warnings } = await infer({ folder }, [], false);
    expect(again).toEqual(lines);
    expect(warnings.map(({ message }) => message)).toEqual(["This Overlay is empty, and changes nothing yet"]);
    await infer({ folder }, [], true);
    expect(`${lines.join("\n")}\n`).toBe(overlayOf(folder));
  });

  it("begins an Overlay that says what it is for, and of which document", async () => {
    const text = await inferred(api(EMPTY, APIS["events by a property"]!));
    expect(text.slice(0, text.indexOf("actions:"))).toMatchInlineSnapshot(`
      "# Drafted from recordings by \`openapi-stream infer\`: what was counted stands behind each line. From here on it is yours:
      # correct it, explain it. What is missing is added the next time; what stands here is never changed.
      # What you take out of \`x-event-stream\` stays out while the key is there: \`x-event-stream: {}\`.
      overlay: 1.0.0
      info:
        title: What the published Chat document leaves empty
        version: 1.0.0
      extends: ./openapi.yaml
      "
    `);
  });

  it("adds to an Overlay that is empty yet, and keeps what stands around", async () => {
    const overlay =
      "# Ours.\noverlay: 1.0.0\ninfo: {title: T, version: 1.0.0} # info\nactions: []   # nothing yet\n# The end.\n";
    const text = await inferred(api(EMPTY, NDJSON, overlay));
    expect(text.split("\n").slice(0, 5)).toEqual([
      "# Ours.",
      "overlay: 1.0.0",
      "info: {title: T, version: 1.0.0} # info",
      "actions: # nothing yet",
      expect.stringMatching(/^ {2}# /),
    ]);
    expect(text.endsWith("\n# The end.\n")).toBe(true);
  });

  it("leaves out what holds no events, and says so", async () => {
    const refused = recordingOf([], { response: { status: 401, headers: {}, ms: 1 }, chunks: [{ text: "{}", ms: 1 }] });
    const folder = api(EMPTY, [refused]);
    const report = await infer({ folder }, [], true);
    expect(report.lines[0]).toMatch(/nothing to add$/);
    expect(warningsOf(report)).toEqual(["warning: No recording of chat holds an event"]);
  });
});

it("infer: names every recording of an operation that the document does not have, and writes nothing", async () => {
  const recordings = APIS["events by a property"]!;
  const folder = api(EMPTY, recordings);
  const strays = ["chatt", "else"].map((operationId) => ({
    ...recordings[0]!,
    request: { ...recordings[0]!.request, operationId },
  }));
  addRecordings(basename(folder), strays, recordings.length + 1);
  const problems = await problemsOfPromise(infer({ folder }, [], true));
  const [near, far] = ["chatt", "else"].map((name) => `has no operation called "${name}"`);
  const [first, second] = [1, 2].map((number) => `chat-${recordings.length + number}\\.jsonl:1:1`);
  expect(problems).toMatch(new RegExp(`${first} .*${near}.*${second} .*${far}`, "s"));
  expect(() => overlayOf(folder)).toThrow("ENOENT");
});

it("infer: refuses what generate refuses, rather than draft from it", async () => {
  const broken = `${EMPTY}components: {schemas: {A: {required: text}}}\n`;
  const folder = api(broken, APIS["events by a property"]!);
  expect(await problemsOfPromise(infer({ folder }, [], true))).toContain("`required` must be an array");
  expect(() => overlayOf(folder)).toThrow("ENOENT");
});

it("infer: whatever is sent is valid by what is inferred, and inferring twice is inferring once", async () => {
  const event = fc
    .tuple(
      fc.constantFrom("start", "token", "tool.call", "end"),
      fc.dictionary(fc.constantFrom("a", "b", "c d", "é"), json, { maxKeys: 3 }),
    )
    .map(([type, fields]): JsonValue => ({ type, ...fields }));
  const streams = fc.array(fc.array(event, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(streams, fc.boolean(), async (all, isLines) => {
      const folder = api(
        EMPTY,
        all.map((events) => (isLines ? linesOf(events) : recordingOf(events))),
      );
      await infer({ folder }, [], true);
      const text = overlayOf(folder);
      // It verifies as well. Streams that end in ways of their own are none of the schemas'.
      const { warnings } = await infer({ folder }, [], true);
      expect(warnings.map(({ message }) => message).filter((message) => !message.includes("ends the stream"))).toEqual(
        [],
      );
      expect(overlayOf(folder)).toBe(text);
    }),
    { numRuns: 40 },
  );
});
