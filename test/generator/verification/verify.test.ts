import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDiagnostic } from "../../../generator/diagnostics/diagnostics.js";
import type { JsonValue } from "../../../generator/document/source.js";
import { printRecording, toChunk, type Recording } from "../../../generator/recording/recording.js";
import { verify } from "../../../generator/verification/verify.js";
import { problemsOfPromise } from "../streams.js";
import { useFolder } from "../documents.js";
import { documentWith } from "../inference/streams.js";
import { chatYaml } from "../streams.js";

const { write } = useFolder();

const TOKEN = { type: "token", text: "a" };
const DONE = { type: "done" };
const SCHEMAS = `Event: {oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Done'}, {$ref: '#/components/schemas/Failed'}]}
Token: {type: object, required: [type, text], properties: {type: {const: token}, text: {type: string}, at: {type: integer}}}
Done: {type: object, required: [type], properties: {type: {const: done}}}
Failed: {type: object, required: [type], properties: {type: {const: failed}, why: {type: string}}}`;
const NAMED = chatYaml(
  "schema: {$ref: '#/components/schemas/Event'}\nx-event-stream: {end: done, error: failed, text: {token: /text}}",
  SCHEMAS,
);

function sse(...events: readonly (JsonValue | string)[]): string {
  return events.map((event) => `data: ${typeof event === "string" ? event : JSON.stringify(event)}\n\n`).join("");
}

function recordingOf(body: string, more: Partial<Recording> = {}): Recording {
  return {
    request: { operationId: "chat", method: "POST", url: "/chat", headers: {} },
    response: { status: 200, headers: { "content-type": "text/event-stream" }, ms: 1 },
    chunks: body === "" ? [] : [{ text: body, ms: 2 }],
    end: { end: "closed", ms: 3 },
    ...more,
  };
}

let folders = 0;

/** Verifies recordings against a document. */
async function run(yaml: string, recordings: readonly Recording[], format?: string) {
  const folder = `api${++folders}`;
  write(`${folder}/openapi.yaml`, yaml);
  const files = recordings.map((recording, index) => {
    return write(`${folder}/recordings/chat-${index + 1}.jsonl`, printRecording(recording));
  });
  const report = await verify({ folder: join(dirname(files[0]!), "..") }, [], format);
  return { ...report, folder };
}

/** What is found, a line each. */
async function found(yaml: string, ...recordings: readonly Recording[]): Promise<readonly string[]> {
  const { warnings } = await run(yaml, recordings);
  return warnings.map(({ severity, message, location, related }) => {
    const place = `${location?.file.replace(/.*recordings\//, "")}:${location?.line}:${location?.column}`;
    return `${severity} ${place} ${message}${related ? ` @${related[0]?.location.line}` : ""}`;
  });
}

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

  const wrong = { type: "token", text: 1 };
  it.each<readonly [string, readonly Recording[], readonly string[]]>([
    [
      "an unknown event",
      [recordingOf(sse({ type: "image" }, DONE))],
      ["error chat-1.jsonl:3:17 The event image is not in the document (1 of 1) @16"],
    ],
    [
      "a missing field",
      [recordingOf(sse(TOKEN, { type: "token" }, DONE))],
      ["error chat-1.jsonl:3:62 /text of token is missing, and required (1 of 2) @17"],
    ],
    [
      "a mistyped field, in all that follow too",
      [recordingOf(sse(TOKEN, wrong, TOKEN, wrong, DONE))],
      ["error chat-1.jsonl:3:62 /text of token is a number, not string (2 of 4) @17"],
    ],
    [
      "a field that nobody wrote down",
      [recordingOf(sse({ ...TOKEN, n: 1 }, DONE)), recordingOf(sse({ ...TOKEN, n: 2 }, TOKEN, DONE))],
      ["warning chat-1.jsonl:3:17 /n of token is not declared (2 of 3) @17"],
    ],
    [
      "a missing end",
      [recordingOf(sse(TOKEN)), recordingOf(sse(DONE))],
      ["error chat-1.jsonl:4:1 The server closed without the event that ends the stream (1 of 2 recordings) @13"],
    ],
    [
      "what comes after the end",
      [recordingOf(sse(DONE, TOKEN))],
      ["error chat-1.jsonl:3:46 Events come after the one that ends the stream: no client sees them @13"],
    ],
    [
      "no discriminator",
      [recordingOf(sse({ kind: "token" }, wrong, DONE))],
      [
        "error chat-1.jsonl:3:17 /type of message is not a string, and tells the events apart (1 of 1) @16",
        "error chat-1.jsonl:3:47 /text of token is a number, not string (1 of 1) @17",
      ],
    ],
    [
      "no JSON",
      [recordingOf(sse("<html>", DONE))],
      ["error chat-1.jsonl:3:17 The event message is not JSON: <html> (1 of 1) @16"],
    ],
    [
      "an error event that is not as described",
      [recordingOf(sse(TOKEN, { type: "failed", why: 1 }))],
      ["error chat-1.jsonl:3:62 /why of failed is a number, not string (1 of 1) @19"],
    ],
    [
      "another answer",
      [recordingOf("{}", { response: { status: 404, headers: {}, ms: 1 } })],
      ["warning chat-1.jsonl:2:1 The server answered with status 404"],
    ],
    [
      "an answer of another type",
      [recordingOf("<html>", { response: { status: 200, headers: { "content-type": "text/html" }, ms: 1 } })],
      [
        'error chat-1.jsonl:4:1 Expected text/event-stream, got status 200 and "text/html", which begins with "<html>" @12',
      ],
    ],
    [
      "a stream that was cut",
      [recordingOf(sse(TOKEN), { end: { end: "failed", error: { kind: "network", message: "reset" }, ms: 2 } })],
      ["warning chat-1.jsonl:4:1 The stream was cut, and how it ends is not known: reset"],
    ],
    [
      "no answer at all",
      [
        {
          ...recordingOf(""),
          response: undefined,
          end: { end: "failed", error: { kind: "network", message: "refused" }, ms: 2 },
        } as unknown as Recording,
      ],
      ["warning chat-1.jsonl:2:1 The stream was cut, and how it ends is not known: refused"],
    ],
  ])("finds %s", async (_, recordings, expected) => {
    expect(await found(NAMED, ...recordings)).toEqual(expected);
  });

  it("finds a text that is not there, which only the client asks for", async () => {
    const yaml = NAMED.replace("required: [type, text]", "required: [type]");
    expect(await found(yaml, recordingOf(sse(TOKEN, { type: "token" }, DONE)))).toEqual([
      'error chat-1.jsonl:3:62 Event 2 has no string at /text, where its fields are type: "{\\"type\\":\\"token\\"}" @13',
    ]);
  });

  it("passes an error event, and the end that is `completed`", async () => {
    const completed = recordingOf(sse(TOKEN, DONE), { end: { end: "completed", ms: 3 } });
    expect(await found(NAMED, recordingOf(sse(TOKEN, { type: "failed" })), completed)).toEqual([]);
  });

  it("reads envelopes, text, JSON Lines and what nothing names", async () => {
    const envelope = chatYaml(
      `itemSchema:
  oneOf:
    - properties: {event: {const: token}, data: {contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/Token'}}}
    - properties: {event: {const: note}, data: {type: string}}
x-event-stream: {end: note}`,
      SCHEMAS,
    );
    const events = `event: token\ndata: ${JSON.stringify({ ...TOKEN, n: 1 })}\n\nevent: other\ndata: 1\n\nevent: note\ndata:\n\n`;
    expect(await found(envelope, recordingOf(events))).toEqual([
      "warning chat-1.jsonl:3:31 /n of token is not declared (1 of 1) @20",
      "error chat-1.jsonl:3:98 The event other is not in the document (1 of 1) @14",
    ]);
    const text = chatYaml(
      "itemSchema: {type: object, properties: {data: {type: string}}}\nx-event-stream: {sentinel: '[DONE]'}",
    );
    expect(await found(text, recordingOf(sse("a", "[DONE]")), recordingOf(sse("a")))).toEqual([
      "error chat-2.jsonl:4:1 The server closed without the event that ends the stream (1 of 2 recordings) @13",
    ]);
    const lines = chatYaml(
      "schema: {$ref: '#/components/schemas/Failed'}\nx-event-stream: {end: {where: /why}}",
      SCHEMAS,
      "application/x-ndjson",
    );
    const ndjson = { status: 200, headers: { "content-type": "application/x-ndjson" }, ms: 1 };
    const body = '{"type":"failed"}\n{"type":"x"}\n{"type":"failed","why":"y"}\n';
    expect(await found(lines, recordingOf(body, { response: ndjson }))).toEqual([
      'error chat-1.jsonl:3:34 /type of message is "x", not "failed" (1 of 3) @19',
    ]);
  });

  it("shows both places", async () => {
    const { warnings, folder } = await run(NAMED, [recordingOf(sse(wrong, DONE))]);
    expect(formatDiagnostic(warnings[0]!).replaceAll(folder, "spec")).toMatchInlineSnapshot(`
      "spec/recordings/chat-1.jsonl:3:17 - error: /text of token is a number, not string (1 of 1).

        1 | {"request":{"operationId":"chat","method":"POST","url":"/chat","headers":{}}}
        2 | {"response":{"status":200,"headers":{"content-type":"text/event-stream"}},"ms":1}
      > 3 | {"chunk":"data: {\\"type\\":\\"token\\",\\"text\\":1}\\n\\ndata: {\\"type\\":\\"done\\"}\\n\\n","ms":2}
          |                 ^
        4 | {"end":"closed","ms":3}

        spec/openapi.yaml:17:99 - Declared here.

          15 | …
          16 | …ts/schemas/Token'}, {$ref: '#/components/schemas/Done'}, {$ref: '#/components/schemas/Failed'}]}
        > 17 | …ype, text], properties: {type: {const: token}, text: {type: string}, at: {type: integer}}}
             |                                                              ^
          18 | …pe], properties: {type: {const: done}}}
          19 | …type], properties: {type: {const: failed}, why: {type: string}}}"
    `);
  });

  const EMPTY = "{text/event-stream: {schema: {}}}";
  const OVERLAY = `overlay: 1.0.0
info: {title: Events, version: 1.0.0}
actions:
  - target: $.paths['/chat'].post.responses['200'].content['text/event-stream']
    update:
      itemSchema:
        EVENTS
      x-event-stream:
        text: {token: /text}
  - target: $
    update:
      components:
        schemas:
          Token: {type: object, properties: {type: {const: token}, text: {type: string}}}
          Done: {type: object, properties: {type: {const: done}}}
`;

  it.each([
    [
      "oneOf:\n          - $ref: '#/components/schemas/Token'\n          - $ref: '#/components/schemas/Done'",
      "8:11 - The events are declared here.",
      ">  8 |           - $ref: '#/components/schemas/Token'",
    ],
    [
      "$ref: '#/components/schemas/Event'\n  - target: $\n    update: {components: {schemas: {Event: {oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Done'}]}}}}\n  - target: $.paths['/chat'].post.responses['200'].content['text/event-stream']\n    update:",
      "9:52 - The events are declared here.",
      ">  9 |     update: {components: {schemas: {Event: {oneOf: [",
    ],
  ])("shows the list of the events in the Overlay where one is unknown", async (events, place, line) => {
    const folder = `overlaid${++folders}`;
    write(`${folder}/openapi.yaml`, documentWith(EMPTY));
    write(`${folder}/streaming.overlay.yaml`, OVERLAY.replace("EVENTS", events));
    const file = write(
      `${folder}/recordings/chat-1.jsonl`,
      printRecording(recordingOf(sse({ type: "failure" }, DONE))),
    );
    const { warnings } = await verify({ folder: join(dirname(file), "..") }, []);
    const printed = warnings.map((warning) => formatDiagnostic(warning)).join("\n");
    expect(printed).toContain("The event failure is not in the document (1 of 1).");
    expect(printed).toContain(`${folder}/streaming.overlay.yaml:${place}`);
    expect(printed).toContain(line);
    expect(printed).not.toContain("openapi.yaml");
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

  it("finds the same wherever the body is cut", async () => {
    const body = new TextEncoder().encode(sse(TOKEN, { type: "tökén" }, { ...wrong, ü: 1 }, { type: "done", x: 1 }));
    const whole = await found(NAMED, recordingOf("", { chunks: [toChunk(body, 1)] }));
    const words = (lines: readonly string[]) => lines.map((line) => line.replace(/chat-1\S+/, ""));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(body.length), { maxLength: 6 }), async (places) => {
        const at = [...places].sort((a, b) => a - b);
        const chunks = [0, ...at].map((start, index) => toChunk(body.subarray(start, at[index] ?? body.length), 1));
        expect(words(await found(NAMED, recordingOf("", { chunks })))).toEqual(words(whole));
      }),
      { numRuns: 30 },
    );
    expect(whole).toHaveLength(4);
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
