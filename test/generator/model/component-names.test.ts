import { describe, expect, it } from "vitest";
import { commonPrefix, ComponentNames } from "../../../generator/model/component-names.js";
import { buildModel } from "../../../generator/model/build-model.js";
import { parseDocument } from "../../../generator/document/source.js";
import { chatYaml, documentOf } from "../streams.js";

describe("ComponentNames", () => {
  it("makes one name of an operation and an event, and gives none twice", () => {
    const names = new ComponentNames(documentOf({ components: { schemas: { ChatTOKEN: {} } } }));
    expect(names.take("chat-stream", "response.done")).toBe("ChatStreamResponseDone");
    expect([names.take("chat", "token"), names.take("chat", "token")]).toEqual(["ChatToken2", "ChatToken3"]);
  });

  it("has a name for what no letter names, and none without an end", () => {
    const names = new ComponentNames(documentOf({}));
    expect([names.take("", "…"), names.take("")]).toEqual(["Event", "Event2"]);
    expect(names.take("a".repeat(100))).toHaveLength(60);
  });
});

describe("commonPrefix", () => {
  it.each([
    [["ChatStreamToken", "ChatStreamDone"], "ChatStream"],
    [["ChatToken", "ChattyDone"], ""],
    [["ChatHTTPToken", "ChatHTTPDone"], "ChatHTTP"],
    [["Chat", "ChatDone"], "Chat"],
    [["ChatToken"], ""],
  ])("of %j is %j", (names, expected) => {
    const schemas = names.map((name) => `${name}: {type: object, properties: {type: {const: ${name}}}}`);
    const union = names.map((name) => `{$ref: '#/components/schemas/${name}'}`).join(", ");
    const text = chatYaml(
      "schema: {$ref: '#/components/schemas/Union'}",
      [...schemas, `Union: {oneOf: [${union}]}`].join("\n"),
    );
    const [stream] = buildModel(parseDocument("openapi.yaml", text)).model.streams;
    expect(commonPrefix(stream!)).toBe(expected);
  });
});
