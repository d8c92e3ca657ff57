import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { adviceFor } from "../../../generator/streams/advice.js";
import { buildModel } from "../../../generator/model/build-model.js";
import { readStreams } from "../../../generator/model/read-streams.js";
import { findSuspects } from "../../../generator/model/suspects.js";
import type { Document } from "../../../generator/document/source.js";
import { applyOverlays } from "../../../generator/overlay/overlay.js";
import { useFolder } from "../documents.js";
import { chatYaml } from "../streams.js";

const { read } = useFolder();

function advice(document: Document): string {
  return adviceFor(document, readStreams(document).streams, findSuspects(document));
}

function merged(document: Document, overlay: string): Document {
  return applyOverlays(document, [read("a.overlay.yaml", overlay)]);
}

const EVENT = `ChatStreamEvent: {oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Done'}]}
Token: {type: object, required: [type], properties: {type: {const: token}}}
Done: {type: object, required: [type], properties: {type: {const: message_stop}}}`;

describe("the Overlay to paste", () => {
  it("says once what is to be said of the end of several streams", () => {
    const text = chatYaml("itemSchema: {$ref: '#/components/schemas/Token'}", EVENT, "application/jsonl");
    const other = text.slice(text.indexOf("  /chat:"), text.indexOf("components:")).replace("/chat", "/log");
    const document = read(
      "openapi.yaml",
      text.replace("components:", `${other.replace("chat\n", "log\n")}components:`),
    );
    const told = advice(document)
      .split("\n")
      .filter((line) => line.includes("Nothing says how"));
    expect(told).toEqual([expect.stringContaining("Nothing says how chat, log end: each is complete once")]);
  });

  it("types the one event of a stream of which nothing is said, and leaves the others as they are", () => {
    const word = "{properties: {event: {const: word}, data: {type: object, properties: {text: {type: string}}}}}";
    const item = `itemSchema: {oneOf: [${word}, {properties: {event: {const: state}, data: {type: object}}}]}`;
    const document = read("openapi.yaml", chatYaml(item, "{}"));
    const [stream] = buildModel(merged(document, advice(document))).model.streams;
    expect(stream?.events.map(({ name }) => name)).toEqual(["word", "state"]);
  });

  it("types an untyped stream with the schema that is called so, and then knows its end", () => {
    const document = read("openapi.yaml", chatYaml("{}", EVENT).replace("3.2.0", "3.1.0"));
    const first = advice(document);
    expect(`\n${first}`).toMatchInlineSnapshot(`
      "
      overlay: 1.0.0
      info: {title: "What openapi.yaml leaves empty", version: 1.0.0}
      extends: "./openapi.yaml"
      actions:
        # itemSchema is OpenAPI 3.2.
        - target: $
          update: {openapi: 3.2.0}

        # chat is untyped: there is no schema. (\`x-event-stream: false\` would leave it out.)
        - target: $.paths['/chat'].post.responses['200'].content['text/event-stream']
          update:
            itemSchema:
              type: object
              required: [data]
              properties:
                data:
                  type: string
                  contentMediaType: application/json
                  contentSchema: {$ref: "#/components/schemas/ChatStreamEvent"} # a guess by its name
      "
    `);
    const typed = merged(document, first);
    expect(buildModel(typed).model.streams[0]?.events.map(({ name }) => name)).toEqual(["token", "message_stop"]);
    const second = advice(typed);
    expect(`\n${second}`).toMatchInlineSnapshot(`
      "
      overlay: 1.0.0
      info: {title: "What openapi.yaml leaves empty", version: 1.0.0}
      extends: "./openapi.yaml"
      actions:
        # Nothing says how chat ends: it is complete once the connection closes, and a cut does not show.
        # A last text such as [DONE] is an error, unless it is the \`sentinel\`.
        # A guess:
        # - target: $.paths['/chat'].post.responses['200'].content['text/event-stream']
        #   update:
        #     x-event-stream:
        #       end: message_stop
      "
    `);
    const guess = second.slice(second.indexOf("# - target")).replaceAll("# ", "");
    const ended = merged(typed, `overlay: 1.0.0\ninfo: {title: T, version: 1.0.0}\nactions:\n  ${guess}`);
    expect(buildModel(ended).model.streams[0]?.events.map(({ role }) => role)).toEqual(["yield", "end"]);
    expect(advice(ended)).toBe("");
  });

  it.each([
    ["schemas", "components: {schemas: {}}"],
    ["no schemas", "components: {}"],
    ["no components", ""],
  ])("is complete in a document with %s: with it, every stream is typed", (_, components) => {
    const yaml = chatYaml("{}").replace("3.2.0", "3.1.0");
    const bare = yaml.replace(/components:[^]*/, components);
    const paths =
      "paths:\n  /log:\n    get: {responses: {'200': {description: Lines., content: {application/jsonl: {}}}}}\n";
    const document = read("openapi.yaml", bare.replace("paths:\n", paths));
    const overlay = advice(document);
    expect(overlay.match(/^ *(?=- target: \$(\.components.*)?$)/gm)).toHaveLength(2);
    expect(`\n${overlay.slice(overlay.lastIndexOf("  - target"))}`).toMatchSnapshot();
    const { model } = buildModel(merged(document, overlay));
    expect(model.streams.map(({ events }) => events[0]?.type.name)).toEqual(["GetLogEvent", "ChatEvent"]);
    expect(adviceFor(merged(document, overlay), [], [])).toBe("");
  });

  it("describes a response that operations share once", () => {
    const shared = "responses: {'200': {$ref: '#/components/responses/R'}}";
    const document = read(
      "openapi.yaml",
      `openapi: 3.2.0
info: {title: Shared, version: 1.0.0}
paths:
  /logs: {get: {operationId: logs, ${shared}}}
  /quotes: {get: {operationId: quotes, ${shared}}}
components: {responses: {R: {description: Events., content: {text/event-stream: {}}}}}
`,
    );
    const text = advice(document);
    expect(text).toContain("# logs, quotes are untyped: there is no schema.");
    expect(text.match(/target: .*/g)).toEqual([
      "target: $.components.responses.R.content['text/event-stream']",
      "target: $.components",
    ]);
    expect(readStreams(document).streams.map(({ problems }) => problems[0]?.hint)).toEqual([
      expect.stringContaining("LogsEvent"),
      expect.stringContaining("LogsEvent"),
    ]);
    const { streams } = readStreams(merged(document, text));
    expect(streams.map(({ stream }) => stream?.events[0]?.type.name)).toEqual(["LogsEvent", "LogsEvent"]);
  });

  it("is an Overlay, whatever it is that it guesses", () => {
    const document = read("openapi.yaml", chatYaml("schema: {$ref: '#/components/schemas/ChatStreamEvent'}", EVENT));
    expect(parse(advice(document))).toMatchObject({ overlay: "1.0.0", extends: "./openapi.yaml" });
    const old = read(
      "old.yaml",
      chatYaml("schema: {$ref: '#/components/schemas/ChatStreamEvent'}", EVENT).replace("3.2.0", "3.0.3"),
    );
    expect(advice(old)).not.toContain("3.2.0");
  });

  it("is empty where there is nothing to say", () => {
    expect(advice(read("openapi.yaml", "openapi: 3.1.0\npaths: {}\n"))).toBe("");
  });
});
