import { describe, expect, it } from "vitest";
import { buildModel } from "../../../generator/model/build-model.js";
import { applyOverlays } from "../../../generator/overlay/overlay.js";
import { chatYaml, summaryOf, warningsOf } from "../streams.js";
import { DONE, ENVELOPE, SCHEMAS, TOKEN, useChat } from "./chat.js";

const { problems, read, summary, warnings } = useChat();
const reference = (name: string): string => `{$ref: '#/components/schemas/${name}'}`;

describe("a union whose events nearly have names", () => {
  it("is one kind of event, with a warning that says what to add", () => {
    const schemas = SCHEMAS.replace("{const: done}", "{type: string}");
    expect(warnings(chatYaml(ENVELOPE, schemas))).toMatchInlineSnapshot(`
      "
      openapi.yaml:21:63 - warning: Nothing names the events of this stream: "type" would tell them apart, but in Done it has no constant of its own.

        19 |     Event: {oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Done'}]}
        20 |     Token: {type: object, required: [type, text], properties: {type: {const: token}, text: {type: string}}}
      > 21 |     Done: {type: object, required: [type], properties: {type: {type: string}}}
           |                                                               ^

        They are read as one kind of event. If the server sends a constant there, say so in an Overlay:
        - target: $.components.schemas.Done
          update:
            properties:
              type:
                const: the-events-name
      "
    `);
    expect(summary(ENVELOPE, schemas)).toContain("yield message");
  });

  it("has names once the action is in the document", () => {
    const schemas = SCHEMAS.replace("{const: done}", "{type: string, const: the-events-name}");
    expect(warnings(chatYaml(ENVELOPE, schemas))).not.toContain("Nothing names");
    expect(summary(ENVELOPE, schemas)).toContain("yield the-events-name: Done");
  });

  it("is not warned of where a branch lacks the property, which may well have no name", () => {
    const bare = "Bare: {type: object, properties: {reason: {type: string}}}";
    const union = `Event: {anyOf: [${["Token", "Done", "Bare"].map(reference).join(", ")}]}`;
    expect(warnings(chatYaml(ENVELOPE, [union, TOKEN, DONE, bare].join("\n")))).not.toContain("Nothing names");
  });

  it("is warned of beside a sentinel, too", () => {
    const union = `{oneOf: [${["Token", "Done"].map(reference).join(", ")}, {type: string, const: '[DONE]'}]}`;
    const schemas = SCHEMAS.replace("{const: done}", "{type: string}");
    expect(warnings(chatYaml(`schema: ${union}`, schemas))).toContain("but in Done it has no constant of its own");
  });

  it.each([
    [
      "that inherits the property",
      "Base: {type: object, required: [type], properties: {type: {type: string}}}",
      `Done: {allOf: [${reference("Base")}, {properties: {at: {type: integer}}}]}`,
    ],
    [
      "whose property is a reference",
      "Type: {type: string}",
      `Done: {type: object, required: [type], properties: {type: ${reference("Type")}}}`,
    ],
    [
      "whose property is a reference to all names",
      "Type: {type: string, enum: [token, done]}",
      `Done: {type: object, required: [type], properties: {type: ${reference("Type")}}}`,
    ],
  ])("is mended by the action alone: an event %s", (_what, other, done) => {
    const union = `Event: {oneOf: [${["Token", "Done"].map(reference).join(", ")}]}`;
    const token = `Token: {allOf: [${other.startsWith("Base") ? reference("Base") : "{}"}, {type: object, required: [type], properties: {type: {const: token}}}]}`;
    const document = read("openapi.yaml", chatYaml(ENVELOPE, [union, token, done, other].join("\n")));
    const told = warningsOf(buildModel(document));
    const action = told.slice(told.indexOf("  - target:")).split("\n\n")[0]!.replace("the-events-name", "done");
    const overlay = `overlay: 1.0.0\ninfo: {title: T, version: 1.0.0}\nactions:\n${action}\n`;
    const mended = applyOverlays(document, [read("a.overlay.yaml", overlay)]);
    expect(summaryOf(mended)).toContain("by type\n  yield token: Token");
    expect(summaryOf(mended)).toContain("yield done: Done");
    expect(warningsOf(buildModel(mended))).not.toContain("Nothing names");
  });

  it("is mended in the words of OpenAPI 3.0 in a document of it, which has no const", () => {
    const union = `Event: {oneOf: [${["Token", "Done"].map(reference).join(", ")}]}`;
    const token = TOKEN.replace("{const: token}", "{type: string, enum: [token]}");
    const done = DONE.replace("{const: done}", "{type: string}");
    const text = chatYaml("x-oai-itemSchema: {$ref: '#/components/schemas/Event'}", [union, token, done].join("\n"));
    const document = read("openapi.yaml", text.replace("3.2.0", "3.0.4"));
    const told = warningsOf(buildModel(document));
    expect(told).not.toContain("const:");
    const action = told.slice(told.indexOf("  - target:")).split("\n\n")[0]!.replace("the-events-name", "done");
    const overlay = `overlay: 1.0.0\ninfo: {title: T, version: 1.0.0}\nactions:\n${action}\n`;
    const mended = applyOverlays(document, [read("a.overlay.yaml", overlay)]);
    expect(summaryOf(mended)).toContain("yield done: Done");
    expect(warningsOf(buildModel(mended))).not.toContain("Nothing names");
  });

  it("is told once, where a name that it lacks is an error", () => {
    const told = problems(
      `${ENVELOPE}\nx-event-stream: {end: done}`,
      SCHEMAS.replace("{const: done}", "{type: string}"),
    );
    expect(told.split("Nothing names")).toHaveLength(2);
    expect(told).toContain("Mend that:\n  - target: $.components.schemas.Done\n");
  });
});

describe("an event of several names", () => {
  const union = "Event: {oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Step'}]}";
  const step = (required: string, names: string): string =>
    `Step: {type: object, required: [${required}], properties: {type: {enum: [${names}]}, at: {type: integer}}}`;

  it("is told apart from others by all of them", () => {
    const schemas = [union, TOKEN, step("type", "begun, halted")].join("\n");
    expect(summary(ENVELOPE, schemas)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json
        by type
        yield token: Token (Token at /components/schemas/Token)
        yield begun: Step (Step at /components/schemas/Step)
        yield halted: Step (Step at /components/schemas/Step)
      "
    `);
  });

  it("is not, where one is another's, or the property may be missing or null", () => {
    const overlapping = [union, TOKEN, step("type", "begun, token")].join("\n");
    expect(summary(ENVELOPE, overlapping)).toContain("yield message");
    expect(warnings(chatYaml(ENVELOPE, overlapping))).toContain('but in Step it is "token", which Token is');
    const nullable = [union, TOKEN, step("type", "begun, halted, null")]
      .join("\n")
      .replace("enum", "type: [string, 'null'], enum");
    expect(summary(ENVELOPE, nullable)).toContain("yield message");
    const optional = [union, TOKEN, step("", "begun, halted")].join("\n");
    expect(summary(ENVELOPE, optional)).toContain("yield message");
  });

  it("does not outweigh a property that is a constant in each", () => {
    const kinds = (name: string, kind: string, states: string): string =>
      `${name}: {type: object, required: [state, kind], properties: {state: {enum: [${states}]}, kind: {const: ${kind}}}}`;
    const schemas = [union, kinds("Token", "token", "a, b"), kinds("Step", "step", "c, d")].join("\n");
    expect(summary(ENVELOPE, schemas)).toContain("by kind");
  });
});
