import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Recording } from "../../../generator/recording/recording.js";
import { verify } from "../../../generator/verification/verify.js";
import { chatYaml, problemsOfPromise } from "../streams.js";
import { DONE, NAMED, recordingOf, sse, TOKEN, useRecordings } from "./verifying.js";

const { run } = useRecordings();

describe("verify", () => {
  it("passes what is as the document has it", async () => {
    const { lines, warnings, passed } = await run(NAMED, [
      recordingOf(sse(TOKEN, "", TOKEN, DONE)),
      recordingOf(sse(DONE)),
    ]);
    expect({ lines, warnings, passed }).toEqual({
      lines: ["chat: 4 events in 2 recordings, as the document has them"],
      warnings: [],
      passed: true,
    });
  });

  it("prints a table as Markdown, instead of diagnostics, and the numbers for programs", async () => {
    const recordings = [recordingOf(sse({ ...TOKEN, "a|b": 1 }, { type: "image" }, DONE))];
    const { lines, warnings, passed, folder } = await run(NAMED, recordings, "markdown");
    expect(lines.join("\n").replaceAll(folder, "spec")).toMatchInlineSnapshot(`
      "### \`chat\`: 3 events in 1 recording

      | | what | recorded | in the document |
      |---|---|---|---|
      | undeclared | /a\\|b of token is not declared (1 of 1) | \`spec/recordings/chat-1.jsonl:3\` | \`spec/openapi.yaml:17\` |
      | error | The event image is not in the document (1 of 1) | \`spec/recordings/chat-1.jsonl:3\` | \`spec/openapi.yaml:16\` |"
    `);
    expect({ warnings, passed }).toEqual({ warnings: [], passed: false });
    const json = await run(NAMED, recordings, "json");
    expect(JSON.parse(JSON.stringify(json.result).replaceAll(json.folder, "spec"))).toMatchInlineSnapshot(`
      [
        {
          "events": 3,
          "findings": [
            {
              "count": 1,
              "declared": {
                "column": 12,
                "file": "spec/openapi.yaml",
                "line": 17,
              },
              "event": "token",
              "field": "/a|b",
              "message": "/a|b of token is not declared (1 of 1)",
              "of": 1,
              "operationId": "chat",
              "recorded": {
                "column": 17,
                "file": "spec/recordings/chat-1.jsonl",
                "line": 3,
              },
              "rule": "undeclared-field",
              "severity": "undeclared",
            },
            {
              "count": 1,
              "declared": {
                "column": 20,
                "file": "spec/openapi.yaml",
                "line": 16,
              },
              "event": "image",
              "field": "",
              "message": "The event image is not in the document (1 of 1)",
              "of": 1,
              "operationId": "chat",
              "recorded": {
                "column": 72,
                "file": "spec/recordings/chat-1.jsonl",
                "line": 3,
              },
              "rule": "unknown-event",
              "severity": "error",
            },
          ],
          "operationId": "chat",
          "recordings": 1,
        },
      ]
    `);
  });

  it("says when the document says nothing of the events", async () => {
    expect(await problemsOfPromise(run(chatYaml("{}"), [recordingOf(sse(DONE))]))).toMatch(
      /chat-1\.jsonl:1:1 - error: The document does not say what the events of chat are[^]*infer --write[^]*The events of the stream of chat are untyped/,
    );
    const other = recordingOf("");
    const request = { ...other.request, operationId: "chatt" };
    expect(await problemsOfPromise(run(NAMED, [{ ...other, request }]))).toContain('no operation called "chatt"');
  });
});

describe("a recording of an operation that is no described stream", () => {
  const PLAIN = NAMED.replace(
    "components:",
    "  /plain: {get: {operationId: plain, responses: {'200': {description: D}}}}\ncomponents:",
  );
  const of = (operationId: string, recording: Recording): Recording => {
    return { ...recording, request: { ...recording.request, operationId } };
  };
  const problems = (report: Awaited<ReturnType<typeof run>>): readonly string[] =>
    report.warnings.map(({ message, hint, location }) => {
      return `${location?.file.replace(/.*recordings./, "")}:${location?.line} ${message}. ${hint}`;
    });

  it("does not keep the others from being verified", async () => {
    const response = { status: 404, headers: { "content-type": "application/json" }, ms: 1 };
    const report = await run(PLAIN, [
      recordingOf(sse(DONE)),
      of("plain", recordingOf('{"detail":"Not found"}', { response })),
      of("plain", recordingOf(sse(DONE))),
      of("chatt", recordingOf(sse(DONE))),
    ]);
    expect(report).toMatchObject({ passed: false, lines: ["chat: 1 event in 1 recording, as the document has them"] });
    expect(problems(report)).toEqual([
      'chat-2.jsonl:1 This recording of plain holds no event stream: status 404, application/json, {"detail":"Not found"}. Remove it, or record it again: npx openapi-stream record plain',
      "chat-3.jsonl:1 The document does not say what the events of plain are. Its recordings can: `npx openapi-stream infer --write api6/recordings` adds what they show to the Overlay.",
      expect.stringMatching(/^chat-4\.jsonl:1 .* has no operation called "chatt"\. Did you mean "chat"\?$/),
    ]);
  });

  it("is told as what is wrong where there are no others", async () => {
    const stray = of("plain", recordingOf("{}", { response: { status: 500, headers: {}, ms: 1 } }));
    expect(await problemsOfPromise(run(PLAIN, [stray]))).toContain("holds no event stream: status 500");
  });
});

describe("this project's recordings", () => {
  it("are as spec/ has them", async () => {
    const folder = join(import.meta.dirname, "../../../spec");
    const { lines, warnings, passed } = await verify({ folder }, []);
    expect({ warnings, passed }).toEqual({ warnings: [], passed: true });
    expect(lines).toEqual(["chat-stream-create: 45 events in 4 recordings, as the document has them"]);
    expect(readFileSync(join(folder, "recordings/README.md"), "utf8")).toContain("stand-in");
  });
});
