import { describe, expect, it } from "vitest";
import { buildModel } from "../../../generator/model/build-model.js";
import type { JsonObject, JsonValue } from "../../../generator/document/source.js";
import { fernStream, vendorRules } from "../../../generator/model/vendor-extensions.js";
import { problemsOf, useFolder } from "../documents.js";
import { at, documentOf, summaryOf } from "../streams.js";

const { read } = useFolder();

const TOKEN = { type: "object", required: ["type"], properties: { type: { const: "token" } } };
const DONE = { type: "object", required: ["type"], properties: { type: { const: "done" } } };
const STREAM = { oneOf: [TOKEN, { $ref: "#/components/schemas/Done" }] };

/** `POST /chat` with an extension, whose 200 has some content. */
function chat(operation: JsonObject, content: JsonValue): string {
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Chat", version: "1.0.0" },
    paths: {
      "/chat": {
        post: {
          operationId: "chat",
          requestBody: {
            content: {
              "application/json": {
                schema: { properties: { stream: { type: "boolean" }, live: { type: "boolean" } } },
              },
            },
          },
          responses: { "200": { description: "", content } },
          ...operation,
        },
      },
    },
    components: { schemas: { Done: DONE } },
  });
}

function summary(operation: JsonObject, content: JsonValue = { "application/json": { schema: TOKEN } }): string {
  return `\n${summaryOf(read("openapi.json", chat(operation, content)))}\n`;
}

describe("x-fern-streaming", () => {
  it("server-sent events beside a whole answer", () => {
    const extension = {
      format: "sse",
      terminator: "[DONE]",
      "stream-condition": "$request.live",
      response: { type: "object" },
      "response-stream": STREAM,
      "x-event-stream": { end: "done" },
    };
    expect(summary({ "x-fern-streaming": extension })).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json
        by type
        yield token: ChatToken (ChatToken at /paths//chat/post/x-fern-streaming/response-stream/oneOf/0)
        end done: Done (Done at /components/schemas/Done)
        sentinel [DONE]
        sends {"live":true}
      "
    `);
  });

  it("JSON Lines under the media type of the whole answer", () => {
    expect(summary({ "x-fern-streaming": { "response-stream": STREAM } })).toMatchInlineSnapshot(`
      "
      chat: post /chat, application/json as jsonLines, json
        by type
        yield token: ChatToken (ChatToken at /paths//chat/post/x-fern-streaming/response-stream/oneOf/0)
        yield done: Done (Done at /components/schemas/Done)
        sends {"stream":true}
      "
    `);
  });

  it("true: the answer is a stream of what its schema says", () => {
    expect(summary({ "x-fern-streaming": true })).toMatchInlineSnapshot(`
      "
      chat: post /chat, application/json as jsonLines, json, nameless
        yield message: ChatEvent (ChatEvent at /paths//chat/post/responses/200/content/application/json/schema)
        sends {"stream":true}
      "
    `);
  });

  it("beside a media type that is a stream, it says what that leaves open", () => {
    const extension = { format: "sse", terminator: "[END]", "response-stream": STREAM };
    expect(summary({ "x-fern-streaming": extension }, { "text/event-stream": {} })).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json
        by type
        yield token: ChatToken (ChatToken at /paths//chat/post/x-fern-streaming/response-stream/oneOf/0)
        yield done: Done (Done at /components/schemas/Done)
        sentinel [END]
        sends {"stream":true}
      "
    `);
  });

  it.each([
    ["true, on bytes", true, { "audio/mpeg": {} }],
    ["false", false, { "application/json": { schema: TOKEN } }],
    ["on no answer", {}, {}],
  ])("%s is no stream of events", (_, extension, content) => {
    const document = documentOf({ post: { "x-fern-streaming": extension }, "200": { content } });
    expect(fernStream(document, at(document, "#/post"), at(document, "#/200"), [])).toBeUndefined();
  });

  it("JSON that is cut at something else than its line ends is refused", () => {
    const text = chat({ "x-fern-streaming": { terminator: "[DONE]", "response-stream": STREAM } }, {});
    expect(problemsOf(() => buildModel(read("openapi.json", text)))).toContain(
      `The client cuts JSON at the ends of its lines, and this stream at "[DONE]"`,
    );
    expect(problemsOf(() => buildModel(read("openapi.json", text)))).toContain("format: sse");
  });
});

describe("x-speakeasy", () => {
  it("the sentinel, and the field that asks for the stream", () => {
    const content = { "text/event-stream": { schema: TOKEN, "x-speakeasy-sse-sentinel": "[DONE]" } };
    expect(summary({ "x-speakeasy-stream-request-field": "live" }, content)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json, nameless
        yield message: ChatEvent (ChatEvent at /paths//chat/post/responses/200/content/text/event-stream/schema)
        sentinel [DONE]
        sends {"live":true}
      "
    `);
  });
});

it("what is no text, no object or no field of the request is passed over", () => {
  const document = documentOf({
    operation: {
      "x-fern-streaming": { format: "sse", terminator: 3, "stream-condition": "always" },
      "x-speakeasy-stream-request-field": true,
    },
    mediaType: { "x-speakeasy-sse-sentinel": "" },
  });
  expect(vendorRules(at(document, "#/operation"), at(document, "#/mediaType"))).toEqual({});
});
