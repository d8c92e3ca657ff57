import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
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

describe("this project's recordings", () => {
  it("are as spec/ has them", async () => {
    const folder = join(import.meta.dirname, "../../../spec");
    const { lines, warnings, passed } = await verify({ folder }, []);
    expect({ warnings, passed }).toEqual({ warnings: [], passed: true });
    expect(lines).toEqual(["chat-stream-create: 45 events in 4 recordings, as the document has them"]);
    expect(readFileSync(join(folder, "recordings/README.md"), "utf8")).toContain("stand-in");
  });
});
