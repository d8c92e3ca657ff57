import { describe, expect, it } from "vitest";
import { chatYaml } from "../streams.js";
import { DONE, ENVELOPE, SCHEMAS, TOKEN, useChat } from "./chat.js";

const { problems, summary, warnings } = useChat();

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
        - target: $.components.schemas.Done.properties.type
          update:
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

  it("is warned of where one of three lacks the property, and not where one of two does, which proves little", () => {
    const bare = "Bare: {type: object, properties: {reason: {type: string}}}";
    const union = (...names: readonly string[]): string =>
      `Event: {anyOf: [${names.map((name) => `{$ref: '#/components/schemas/${name}'}`).join(", ")}]}`;
    const three = [union("Token", "Done", "Bare"), TOKEN, DONE, bare].join("\n");
    expect(warnings(chatYaml(ENVELOPE, three))).toContain("but in Bare it has no constant of its own");
    expect(warnings(chatYaml(ENVELOPE, three))).toContain(
      "- target: $.components.schemas.Bare\n    update:\n      properties:\n        type:\n          const: the-events-name",
    );
    const two = [union("Token", "Bare"), TOKEN, bare].join("\n");
    expect(warnings(chatYaml(ENVELOPE, two))).not.toContain("Nothing names");
  });

  it("is told once, where a name that it lacks is an error", () => {
    const told = problems(
      `${ENVELOPE}\nx-event-stream: {end: done}`,
      SCHEMAS.replace("{const: done}", "{type: string}"),
    );
    expect(told.split("Nothing names")).toHaveLength(2);
    expect(told).toContain("Mend that:\n  - target: $.components.schemas.Done.properties.type");
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

  it("is not, where one is another's, or the property may be missing", () => {
    const overlapping = [union, TOKEN, step("type", "begun, token")].join("\n");
    expect(summary(ENVELOPE, overlapping)).toContain("yield message");
    expect(warnings(chatYaml(ENVELOPE, overlapping))).toContain('but in Step it is "token", which Token is');
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
