import { describe, expect, it } from "vitest";
import { infer } from "../../../generator/inference/infer.js";
import { readMerged } from "../../../generator/input/merged-inputs.js";
import { placeAt } from "../documents.js";
import { problemsOfPromise, summaryOf } from "../streams.js";
import { actionsOf, EMPTY, overlayOf, useInference, warningsOf } from "./inferring.js";
import { documentWith, recordingOf, Sent } from "./streams.js";

const { api, addRecordings, inferred } = useInference();

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

describe("a stream that a person has described", () => {
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

  it("adds the sentinel of a stream whose events the document has", async () => {
    const content = "{text/event-stream: {itemSchema: {type: object, properties: {x: {type: integer}}}}}";
    const folder = api(documentWith(content, "3.2.0"), [recordingOf([{ x: 1 }, "[DONE]"])]);
    expect(actionsOf(await inferred(folder))).toMatchInlineSnapshot(`
      "  - target: $.paths['/chat'].post.responses['200'].content['text/event-stream']
          update:
            x-event-stream:
              sentinel: '[DONE]' # last in 1 of 1 recordings
      "
    `);
    expect(summaryOf(readMerged({ folder }).document)).toContain("sentinel [DONE]");
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
  });
});
