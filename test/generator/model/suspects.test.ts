import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { formatDiagnostic } from "../../../generator/diagnostics/diagnostics.js";
import { buildModel } from "../../../generator/model/build-model.js";
import { findSuspects, suspicion, suspectAction } from "../../../generator/model/suspects.js";
import type { Document } from "../../../generator/document/source.js";
import { applyOverlays } from "../../../generator/overlay/overlay.js";
import { child, children, keyOf } from "../../../generator/document/reference.js";
import { useFolder } from "../documents.js";
import { at } from "../streams.js";

const { read } = useFolder();

function document(operation: string, components = "{}"): Document {
  return read(
    "openapi.yaml",
    `openapi: 3.1.0
info: {title: T, version: 1.0.0}
paths:
  /chat:
    post:
      operationId: chat
${operation.replace(/^/gm, "      ")}
components: ${components}
`,
  );
}

const FLAG =
  "requestBody: {content: {application/json: {schema: {type: object, properties: {stream: {type: boolean}}}}}}";
const JSON_ANSWER = "responses: {'200': {description: Ok, content: {application/json: {schema: {type: string}}}}}";

const CHAT_EVENT = { name: "ChatEvent", isNew: true };

describe("an operation that may stream", () => {
  it("by a field of its body, with what to paste for either answer", () => {
    const spec = document(`${FLAG}\n${JSON_ANSWER}`);
    const [suspect] = findSuspects(spec);
    expect(suspect).toMatchObject({ method: "post", path: "/chat", flag: "stream" });
    expect(suspect && `\n${formatDiagnostic(suspicion(spec, suspect, CHAT_EVENT))}\n`).toMatchInlineSnapshot(`
        "
        openapi.yaml:7:86 - warning: chat may answer with a stream: its request body has the field "stream", and no answer is described as one.

          5 | …
          6 | …
        > 7 | …nt: {application/json: {schema: {type: object, properties: {stream: {type: boolean}}}}}}
            |                                                              ^
          8 | …{description: Ok, content: {application/json: {schema: {type: string}}}}}
          9 | …

          If it does, say so in an Overlay, and what an event is:
          - target: $.paths['/chat'].post.responses['200'].content
            update:
              text/event-stream:
                itemSchema:
                  type: object
                  required: [data]
                  properties:
                    data:
                      type: string
                      contentMediaType: application/json
                      contentSchema: {$ref: "#/components/schemas/ChatEvent"}
          - target: $.components
            update:
              schemas:
                # List the fields here, or the events as \`oneOf\`. From recordings, \`openapi-stream infer\` drafts all of this.
                # Beside its \`itemSchema\`, a stream has what completes it: \`x-event-stream: {end: name}\`. Else a cut does not show.
                ChatEvent:
                  type: object
                  properties:
                    type: {type: string} # a guess
          If it does not, this ends the warning:
          - target: $.paths['/chat'].post
            update:
              x-event-stream: false
        "
      `);
  });

  it.each([
    ["Server-Sent Events (SSE) format", "Server-Sent Events"],
    ["an event stream", "event stream"],
    ["Streams the answer by SSE.", "SSE"],
    ["newline-delimited JSON", "newline-delimited JSON"],
  ])("by its words: %s", (words, found) => {
    for (const operation of [
      `summary: ${words}\n${JSON_ANSWER}`,
      `description: ${words}\n${JSON_ANSWER}`,
      JSON_ANSWER.replace("Ok", `'${words}'`),
    ]) {
      expect(findSuspects(document(operation))).toMatchObject([{ flag: undefined, words: found }]);
    }
  });

  it.each([
    ["says nothing of a stream", JSON_ANSWER],
    ["speaks of another SSE", `description: Wrap the content with SSE tags.\n${JSON_ANSWER}`],
    ["is said to be none", `x-event-stream: false\n${FLAG}\n${JSON_ANSWER}`],
    ["fails with a stream", "responses: {'500': {description: An event stream.}}"],
    ["is known to stream", `${FLAG}\nresponses: {'200': {description: '', content: {text/event-stream: {}}}}`],
  ])("not one that %s", (_, operation) => {
    expect(findSuspects(document(operation))).toEqual([]);
  });
});

describe("the actions make it a stream", () => {
  const shared = "{responses: {Ok: {description: Ok, content: {application/json: {schema: {type: string}}}}}}";
  it.each([
    ["beside a whole answer", JSON_ANSWER, ["application/json", "text/event-stream"]],
    [
      "in the place of an answer of which nothing is said",
      "description: Server-sent events.\nresponses: {'200': {description: Ok, content: {application/json: {schema: {}}}}}",
      ["text/event-stream"],
    ],
    ["of an answer without content", `${FLAG}\nresponses: {'200': {description: Ok}}`, ["text/event-stream"]],
    ["of no answer", `${FLAG}\nresponses: {'400': {description: No}}`, ["text/event-stream"]],
    [
      "of an answer that others share",
      "responses: {'200': {$ref: '#/components/responses/Ok'}}",
      ["text/event-stream"],
    ],
    [
      "of JSON Lines",
      "description: An NDJSON answer.\nresponses: {default: {description: Ok}}",
      ["application/x-ndjson"],
    ],
  ])("%s", (_, operation, mediaTypes) => {
    const spec = document(/^(description|requestBody): /.test(operation) ? operation : `${FLAG}\n${operation}`, shared);
    const [suspect] = findSuspects(spec);
    if (suspect === undefined) throw new Error("no suspect");
    const actions = suspectAction(spec, suspect, CHAT_EVENT);
    const text = `overlay: 1.0.0\ninfo: {title: T, version: 1.0.0}\nactions:\n${actions}\n`;
    expect(parse(text)).toHaveProperty("actions");
    const merged = applyOverlays(spec, [read("a.overlay.yaml", text)]);
    const { model, warnings } = buildModel(merged);
    expect(warnings).toEqual([]);
    expect(model.streams).toMatchObject([{ name: "chat", mediaType: mediaTypes.at(-1), item: "json" }]);
    const responses = at(merged, "#/paths/~1chat/post/responses");
    const answer = children(responses).find((response) => keyOf(response) !== "400");
    expect(children(answer && child(answer, "content")).map(keyOf)).toEqual(mediaTypes);
  });
});
