import { describe, expect, it } from "vitest";
import { buildModel } from "../../../generator/model/build-model.js";
import { applyOverlays } from "../../../generator/overlay/overlay.js";
import { problemsOf } from "../documents.js";
import { chatYaml, summaryOf } from "../streams.js";
import { ENVELOPE, SCHEMAS, useChat } from "./chat.js";

const { read, summary, warnings } = useChat();

describe("where streams are found", () => {
  it("components.mediaTypes", () => {
    const text = chatYaml("$ref: '#/components/mediaTypes/Stream'", SCHEMAS).replace(
      "components:\n",
      `components:\n  mediaTypes:\n    Stream:\n${ENVELOPE.replace(/^/gm, "      ")}\n`,
    );
    expect(`\n${summaryOf(read("openapi.yaml", text))}\n`).toBe(summary(ENVELOPE));
  });

  it("a path of several operations by its fragment or query", () => {
    const text = chatYaml(ENVELOPE, SCHEMAS).replace("/chat:", "/chat#stream:");
    expect(summaryOf(read("openapi.yaml", text))).toContain("chat: post /chat#stream, text/event-stream");
    const other = chatYaml(ENVELOPE, SCHEMAS)
      .replace("/chat:", "'/chat?beta=true':")
      .replace("operationId: chat", "summary: Chat");
    expect(summaryOf(read("openapi.yaml", other))).toContain("postChatBetaTrue: post /chat?beta=true");
  });

  it("a path item that two paths share, and one that stands in components", () => {
    const text = chatYaml(ENVELOPE, SCHEMAS)
      .replace(
        "  /chat:\n",
        "  /chat: {$ref: '#/components/pathItems/Chat'}\n  /again: {$ref: '#/components/pathItems/Chat'}\nx-item:\n  Chat:\n",
      )
      .replace(
        /x-item:\n([^]*)components:\n/,
        (_, item: string) => `components:\n  pathItems:\n${item.replace(/^/gm, "  ").trimEnd()}\n`,
      );
    expect(`\n${summaryOf(read("openapi.yaml", text))}\n`).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json
        by type
        yield token: Token (Token at /components/schemas/Token)
        yield done: Done (Done at /components/schemas/Done)
      postAgain: post /again, text/event-stream as serverSentEvents, json
        by type
        yield token: Token (Token at /components/schemas/Token)
        yield done: Done (Done at /components/schemas/Done)
      "
    `);
  });

  it("a stream that is left out", () => {
    const text = chatYaml("x-event-stream: false", SCHEMAS);
    expect(buildModel(read("openapi.yaml", text))).toEqual({
      model: { streams: [], eventTypes: [] },
      warnings: [],
    });
    const operation = chatYaml("{}", SCHEMAS).replace(
      "operationId: chat",
      "operationId: chat\n      x-event-stream: false",
    );
    expect(buildModel(read("openapi.yaml", operation))).toEqual({
      model: { streams: [], eventTypes: [] },
      warnings: [],
    });
    const second = chatYaml("x-event-stream: false", SCHEMAS).replace(
      "        '200':",
      "        '201': {description: Again, content: {text/event-stream: {itemSchema: {$ref: '#/components/schemas/Event'}}}}\n        '200':",
    );
    expect(summaryOf(read("openapi.yaml", second))).toContain("chat: post /chat, text/event-stream");
  });

  it("of two stream types, one that is left out leaves the other", () => {
    const text = chatYaml("x-event-stream: false", SCHEMAS).replace(
      "            text/event-stream:",
      "            application/jsonl: {itemSchema: {$ref: '#/components/schemas/Event'}}\n            text/event-stream:",
    );
    expect(summaryOf(read("openapi.yaml", text))).toContain("chat: post /chat, application/jsonl as jsonLines");
    expect(warnings(text)).toBe("\n\n");
  });

  it("several stream types in one answer: server-sent events win", () => {
    const text = chatYaml(ENVELOPE, SCHEMAS).replace(
      "            text/event-stream:",
      "            application/jsonl: {itemSchema: {$ref: '#/components/schemas/Event'}}\n            text/event-stream:",
    );
    expect(warnings(text)).toMatchInlineSnapshot(`
      "
      openapi.yaml:11:13 - warning: The client reads the text/event-stream stream of this operation, not application/jsonl.

         9 |           description: The stream.
        10 |           content:
      > 11 |             application/jsonl: {itemSchema: {$ref: '#/components/schemas/Event'}}
           |             ^
        12 |             text/event-stream:
        13 |               itemSchema:
      "
    `);
  });

  it("items of a media type that is cut in no way that the client knows", () => {
    const text = chatYaml("itemSchema: {$ref: '#/components/schemas/Event'}", SCHEMAS, "multipart/mixed");
    expect(warnings(text)).toContain("The client cannot read a stream of multipart/mixed: its items are left out");
  });

  it("items of JSON, unless it is said that they come as JSON Lines", () => {
    const text = chatYaml("itemSchema: {$ref: '#/components/schemas/Event'}", SCHEMAS, "application/json");
    expect(warnings(text)).toContain("The client cannot read a stream of application/json: its items are left out");
    const action = "- target: $.paths['/chat'].post\n  update:\n    x-fern-streaming: {format: json}";
    expect(warnings(text).replace(/^ {2}/gm, "")).toContain(action);
    const overlay = `overlay: 1.0.0\ninfo: {title: T, version: 1.0.0}\nactions:\n${action}\n`;
    const merged = applyOverlays(read("openapi.yaml", text), [read("a.overlay.yaml", overlay)]);
    expect(`\n${summaryOf(merged)}\n`).toMatchInlineSnapshot(`
      "
      chat: post /chat, application/json as jsonLines, json
        by type
        yield token: Token (Token at /components/schemas/Token)
        yield done: Done (Done at /components/schemas/Done)
      "
    `);
    expect(buildModel(merged).warnings).toEqual([]);
  });

  it("streams under two status codes", () => {
    const text = chatYaml(ENVELOPE, SCHEMAS).replace(
      "        '200':",
      "        '201': {description: Again, content: {text/event-stream: {itemSchema: {$ref: '#/components/schemas/Event'}}}}\n        '200':",
    );
    expect(`\n${problemsOf(() => buildModel(read("openapi.yaml", text)))}\n`).toMatchInlineSnapshot(`
      "
      openapi.yaml:8:47 - error: The operation answers with a stream under two status codes.

         6 |       operationId: chat
         7 |       responses:
      >  8 |         '201': {description: Again, content: {text/event-stream: {itemSchema: {$ref: '#/components/schemas/Eve…
           |                                               ^
         9 |         '200':
        10 |           description: The stream.

        Keep the one that the server sends. To keep the first, in an Overlay:
        - target: $.paths['/chat'].post.responses['201'].content['text/event-stream']
          remove: true

        openapi.yaml:12:13 - The first stream.

          10 |           description: The stream.
          11 |           content:
        > 12 |             text/event-stream:
             |             ^
          13 |               itemSchema:
          14 |                 type: object
      "
    `);
  });
});
