import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDiagnostic } from "../../../generator/diagnostics/diagnostics.js";
import type { JsonValue } from "../../../generator/document/source.js";
import { infer } from "../../../generator/inference/infer.js";
import { readMerged } from "../../../generator/merged-inputs.js";
import { printRecording, type Recording } from "../../../generator/recording/recording.js";
import { verify } from "../../../generator/verification/verify.js";
import { placeAt, useFolder } from "../documents.js";
import { json } from "../json.js";
import { problemsOfPromise, summaryOf } from "../streams.js";
import { APIS, documentWith, linesOf, NDJSON, recordingOf, Sent } from "./streams.js";

const { write } = useFolder();

const EMPTY = documentWith("{application/json: {schema: {type: object, properties: {}}}}");
let folders = 0;

/** A folder with a document, recordings, and an Overlay if there is one. */
function api(document: string, recordings: readonly Recording[], overlay?: string): string {
  const name = `api${++folders}`;
  const file = write(`${name}/openapi.yaml`, document);
  addRecordings(name, recordings);
  if (overlay !== undefined) write(`${name}/streaming.overlay.yaml`, overlay);
  return dirname(file);
}

function addRecordings(name: string, recordings: readonly Recording[], first = 1): void {
  recordings.forEach((one, index) => write(`${name}/recordings/chat-${index + first}.jsonl`, printRecording(one)));
}

function overlayOf(folder: string): string {
  return readFileSync(join(folder, "streaming.overlay.yaml"), "utf8");
}

/** The lines of the actions. */
function actionsOf(text: string): string {
  return text.slice(text.indexOf("actions:") + "actions:\n".length);
}

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

/** Whether every line of a text is in another, in order. */
function isKept(before: string, after: string): boolean {
  const lines = after.split("\n");
  let from = 0;
  return before.split("\n").every((line) => {
    const found = lines.indexOf(line, from);
    from = found + 1;
    return found !== -1;
  });
}

function warningsOf(report: Awaited<ReturnType<typeof infer>>): readonly string[] {
  return report.warnings.map(({ severity, message }) => `${severity}: ${message}`);
}

/** Infers, and holds the recordings against what came out: all is declared, and there is nothing more to add. */
async function inferred(folder: string): Promise<string> {
  const report = await infer({ folder }, [], true);
  expect(warningsOf(report)).toEqual([]);
  const text = overlayOf(folder);
  const verified = await verify({ folder }, []);
  expect(verified.warnings.map((one) => formatDiagnostic(one))).toEqual([]);
  const again = await infer({ folder }, [], true);
  expect(again.lines).toEqual([expect.stringMatching(/streaming\.overlay\.yaml: nothing to add$/)]);
  expect(overlayOf(folder)).toBe(text);
  return text;
}

describe("infer: a stream of which the document says nothing", () => {
  it.each(Object.entries({ ...APIS, "JSON Lines": NDJSON }))("%s", async (_, recordings) => {
    const folder = api(EMPTY, recordings);
    const text = await inferred(folder);
    expect(actionsOf(text)).toMatchSnapshot();
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

  it.each([
    [
      "a stream without a word",
      "{text/event-stream: {}}",
      "$.paths['/chat'].post.responses['200'].content['text/event-stream']",
    ],
    [
      "a stream that is a string",
      "{text/event-stream: {schema: {type: string}}}",
      "$.paths['/chat'].post.responses['200'].content['text/event-stream']",
    ],
    ["no content", "", "$.paths['/chat'].post.responses['200'].content"],
    [
      "typed JSON, which stays",
      "{application/json: {schema: {type: string}}}",
      "$.paths['/chat'].post.responses['200'].content",
    ],
  ])("finds its place beside %s", async (_, content, target) => {
    const text = await inferred(api(documentWith(content || "{}"), APIS["events by a property"]!));
    expect(text).toContain(`- target: ${target}\n`);
    expect(text).not.toContain("remove: true");
  });

  it("finds its place where there is no such response, and no components", async () => {
    const bare = EMPTY.replace(/ {10}content: .*\n/, "");
    expect(await inferred(api(bare, NDJSON))).toContain(
      "- target: $.paths['/chat'].post.responses['200']\n    update:\n      content:",
    );
    const created = NDJSON.map((one) => ({ ...one, response: { ...one.response!, status: 201 } }));
    expect(await inferred(api(bare.replace("'200'", "'404'"), created))).toContain(
      "'201':\n        description: The event stream.",
    );
    const rest = "components:\n  schemas:\n    ChatEvent: {type: string}\n    chatevent2: {type: string}\n";
    expect(await inferred(api(documentWith("{}", "3.1.0", rest), NDJSON))).toContain("ChatEvent3:");
  });

  it("speaks OpenAPI 3.0 to a document that does", async () => {
    const folder = api(documentWith("{}", "3.0.3"), APIS["events by a property"]!);
    const text = await inferred(folder);
    expect(text).not.toMatch(/openapi:|const:|[^-]itemSchema:|'null'/);
    expect(text).toMatch(/x-oai-itemSchema:[^]*x-jsonschema-contentSchema:[^]*enum: \[token\][^]*nullable: true/);
    expect(summaryOf(readMerged({ folder }).document)).toContain("yield token: ChatToken");
  });

  it("leaves out what holds no events, and says so", async () => {
    const refused = recordingOf([], { response: { status: 401, headers: {}, ms: 1 }, chunks: [{ text: "{}", ms: 1 }] });
    const folder = api(EMPTY, [refused]);
    const report = await infer({ folder }, [], true);
    expect(report.lines[0]).toMatch(/nothing to add$/);
    expect(warningsOf(report)).toEqual(["warning: No recording of chat holds an event"]);
  });
});

describe("infer: what ends a stream", () => {
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
        error: server_error # called so, and last in 1 of 4 recordings"
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
    expect(text).not.toContain("x-event-stream");
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

const DESCRIBED = `overlay: 1.0.0
info: {title: T, version: 1.0.0}
actions:
  # Why it is a stream.
  - target: $.paths['/chat'].post.responses['200'].content
    update:
      text/event-stream:
        itemSchema:
          type: object
          properties:
            data: {type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/Event'}}
        x-event-stream:
          end: end   # ours

  - target: $
    update:
      components:
        schemas:
          Event:
            oneOf:
              # The first.
              - $ref: '#/components/schemas/Token'   # odd spacing
              - {$ref: '#/components/schemas/End'}
          Token:
            type: object
            required: [type]   # not content: ours
            properties:
              type: {const: token}
              content:
                type: integer # wrong, and ours

          # About the end.
          End: {type: object, required: [type], properties: {type: {const: end}}}
# Last words.`;

describe("infer: a stream that a person has described", () => {
  const recordings = [
    recordingOf([
      { type: "token", content: "a ", index: 0 },
      { type: "token", content: "b ", index: 1, logprob: null },
      { type: "usage", tokens: { in: 1 } },
      { type: "end", why: "stop" },
    ]),
  ];

  it("adds what it lacks where it belongs, and changes no line", async () => {
    const folder = api(documentWith("{}"), recordings, DESCRIBED);
    const report = await infer({ folder }, [], true);
    const text = overlayOf(folder);
    expect(text).toMatchInlineSnapshot(`
      "overlay: 1.0.0
      info: {title: T, version: 1.0.0}
      actions:
        # Why it is a stream.
        - target: $.paths['/chat'].post.responses['200'].content
          update:
            text/event-stream:
              itemSchema:
                type: object
                properties:
                  data: {type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/Event'}}
              x-event-stream:
                end: end   # ours

        - target: $
          update:
            components:
              schemas:
                Event:
                  oneOf:
                    # The first.
                    - $ref: '#/components/schemas/Token'   # odd spacing
                    - {$ref: '#/components/schemas/End'}
                    - $ref: '#/components/schemas/ChatUsage' # 1 of 4 events
                Token:
                  type: object
                  required: [type]   # not content: ours
                  properties:
                    type: {const: token}
                    content:
                      type: integer # wrong, and ours
                    index:
                      type: integer # 2 of 2 token events
                    logprob: {} # nothing but null in 1 of 2 token events

                # About the end.
                End: {type: object, required: [type], properties: {type: {const: end}}}
                ChatUsage:
                  type: object # 1 of 4 events
                  required: [type]
                  properties:
                    type:
                      const: usage # 1 of 1 usage events
                    tokens:
                      type: object # 1 of 1 usage events
                      properties:
                        in:
                          type: integer # 1 of 1 objects

        - target: $.components.schemas.End.properties
          update:
            why:
              type: string # 1 of 1 end events
      # Last words."
    `);
    expect(isKept(DESCRIBED, text)).toBe(true);
    expect(report.lines.slice(1)).toMatchInlineSnapshot(`
      [
        "  the event usage (1 of 4 events)",
        "  index, logprob in components/schemas/Token",
        "  why in components/schemas/End",
      ]
    `);
    expect(warningsOf(report)).toMatchInlineSnapshot(`
      [
        "warning: Not added: x-event-stream could have text: token: /content # 2 of 2 events, 4 characters",
        "warning: /content of token is a string, not integer (2 of 2)",
      ]
    `);
    await infer({ folder }, [], true);
    expect(overlayOf(folder)).toBe(text);
  });

  it("keeps line ends, and a last line without one", async () => {
    const windows = DESCRIBED.replaceAll("\n", "\r\n");
    const folder = api(documentWith("{}"), recordings, windows);
    await infer({ folder }, [], true);
    expect(overlayOf(folder).replaceAll("\r\n", "")).not.toContain("\n");
    const unix = api(documentWith("{}"), recordings, DESCRIBED);
    await infer({ folder: unix }, [], true);
    expect(overlayOf(folder).replaceAll("\r\n", "\n")).toBe(overlayOf(unix));
  });

  it("adds to what the published document describes by an action", async () => {
    const rest = `components:
  schemas:
    Token: {type: object, required: [type], properties: {type: {const: token}, content: {type: string}}}
    End: {type: object, required: [type], properties: {type: {const: end}}}
    Event: {anyOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/End'}]}
`;
    const described = documentWith(
      "{text/event-stream: {schema: {$ref: '#/components/schemas/Event'}}}",
      "3.1.0",
      rest,
    );
    expect(actionsOf(await inferred(api(described, recordings)))).toMatchInlineSnapshot(`
      "  - target: $.components.schemas.Event
          update:
            anyOf:
              - $ref: '#/components/schemas/ChatUsage' # 1 of 4 events

        - target: $.components.schemas
          update:
            ChatUsage:
              type: object # 1 of 4 events
              required: [type]
              properties:
                type:
                  const: usage # 1 of 1 usage events
                tokens:
                  type: object # 1 of 1 usage events
                  properties:
                    in:
                      type: integer # 1 of 1 objects

        - target: $.components.schemas.Token.properties
          update:
            index:
              type: integer # 2 of 2 token events
            logprob: {} # nothing but null in 1 of 2 token events

        - target: $.components.schemas.End.properties
          update:
            why:
              type: string # 1 of 1 end events

        - target: $.paths['/chat'].post.responses['200'].content['text/event-stream']
          update:
            x-event-stream:
              end: end # last, and only there in 1 of 1 recordings
              text:
                token: /content # 2 of 2 events, 4 characters
      "
    `);
  });

  it("adds a branch to a union of server-sent events", async () => {
    const branch = (name: string): string =>
      `{properties: {event: {const: ${name}}, data: {type: object, properties: {a: {}}}}}`;
    const content = `{text/event-stream: {itemSchema: {oneOf: [${branch("one")}, ${branch("two")}]}}}`;
    const events = ["one", "two", "three"].map((name) => new Sent(name, { a: 1 }));
    const folder = api(documentWith(content), [recordingOf([...events, new Sent("note", "plain, text")])]);
    const text = await inferred(folder);
    expect(actionsOf(text)).toMatchInlineSnapshot(`
      "  - target: $.paths['/chat'].post.responses['200'].content['text/event-stream'].itemSchema
          update:
            oneOf:
              - type: object
                required: [event, data]
                properties:
                  event:
                    const: three # 1 of 4 events
                  data:
                    type: string
                    contentMediaType: application/json # 1 of 1
                    contentSchema:
                      $ref: '#/components/schemas/ChatThree'

        - target: $
          update:
            components:
              schemas:
                ChatThree:
                  type: object # 1 of 4 events
                  properties:
                    a:
                      type: integer # 1 of 1 objects

        - target: $.paths['/chat'].post.responses['200'].content['text/event-stream'].itemSchema
          update:
            oneOf:
              - type: object
                required: [event, data]
                properties:
                  event:
                    const: note # 1 of 4 events
                  data:
                    type: string # no JSON in 1 of 1

        - target: $.paths['/chat'].post.responses['200'].content['text/event-stream']
          update:
            x-event-stream:
              end: note # last, and only there in 1 of 1 recordings
      "
    `);
    expect(summaryOf(readMerged({ folder }).document)).toContain("end note");
  });

  it("names a candidate where a person has spoken, and adds it where nobody has", async () => {
    const silent = DESCRIBED.replace(/ {8}x-event-stream:\n.*\n/, "").replace(
      "type: integer # wrong",
      "type: string #",
    );
    expect(await inferred(api(documentWith("{}"), recordings, silent))).toContain(
      "        x-event-stream:\n          end: end # last, and only there in 1 of 1 recordings\n          text:\n            token: /content # 2 of 2 events, 4 characters\n",
    );
    const none = silent.replace("        itemSchema:", "        x-event-stream: {}\n        itemSchema:");
    const folder = api(documentWith("{}"), recordings, none);
    const report = await infer({ folder }, [], true);
    expect(report.warnings.map(({ location }) => location && placeAt(location).replace(/.*\//, ""))).toEqual([
      expect.stringMatching(/^streaming\.overlay\.yaml:\d+:9 x-event-stream: \{\}$/),
      expect.stringMatching(/^streaming\.overlay\.yaml:\d+:9 x-event-stream: \{\}$/),
    ]);
    expect(warningsOf(report)).toEqual(
      [
        "warning: Not added: x-event-stream could have end: end # last, and only there in 1 of 1 recordings",
        "warning: Not added: x-event-stream could have text: token: /content # 2 of 2 events, 4 characters",
        "warning: The server closed without the event that ends the stream",
      ].slice(0, 2),
    );
  });

  it("learns from more recordings, and takes nothing back", async () => {
    const folder = api(documentWith("{}"), recordings);
    const first = await inferred(folder);
    const name = folder.split("/").at(-1)!;
    addRecordings(name, [recordingOf([{ type: "token", content: null, more: [1] }, { type: "end" }])], 2);
    const report = await infer({ folder }, [], true);
    const text = overlayOf(folder);
    expect(isKept(first, text)).toBe(true);
    expect(report.lines).toHaveLength(2);
    expect(warningsOf(report)).toEqual([
      "warning: /index of token is missing, and required (1 of 3)",
      "warning: /content of token is null, not string (1 of 3)",
    ]);
  });

  it("stops at what is wrong with the Overlay, and at what it cannot add to", async () => {
    const wrong = DESCRIBED.replace("end: end   # ours", "end: stop");
    expect(await problemsOfPromise(infer({ folder: api(documentWith("{}"), recordings, wrong) }, [], true))).toContain(
      'The stream has no event called "stop"',
    );
    const flow = "{overlay: 1.0.0, info: {title: T, version: '1'}, actions: [{target: $, update: {x-a: 1}}]}";
    expect(await problemsOfPromise(infer({ folder: api(EMPTY, recordings, flow) }, [], true))).toMatch(
      /has its actions on one line/,
    );
    const folder = api(EMPTY, recordings);
    expect(await problemsOfPromise(infer({ folder, out: join(folder, "x.overlay.json") }, [], true))).toMatch(
      /is JSON, which has no comments/,
    );
  });

  it("writes to the Overlay that --out names", async () => {
    const folder = api(EMPTY, recordings);
    await infer({ folder, out: join(folder, "own/events.overlay.yaml") }, [], true);
    const text = readFileSync(join(folder, "own/events.overlay.yaml"), "utf8");
    expect(text).toContain("extends: ../openapi.yaml");
  });
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
      const { warnings } = await verify({ folder }, []);
      // Streams that end in ways of their own are none of the schemas'.
      expect(warnings.map(({ message }) => message).filter((message) => !message.includes("ends the stream"))).toEqual(
        [],
      );
      await infer({ folder }, [], true);
      expect(overlayOf(folder)).toBe(text);
    }),
    { numRuns: 40 },
  );
});
