import { describe, expect, it } from "vitest";
import { emitOperations } from "../../../generator/emit/emit-operations.js";
import { buildModel } from "../../../generator/model/build-model.js";
import { chatYaml, summaryOf } from "../streams.js";
import { ENVELOPE, SCHEMAS, useChat } from "./chat.js";

const { read, summary, warnings } = useChat();

describe("the types of events", () => {
  it("one schema whose events two streams call by other names", () => {
    const schemas = `One: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: {propertyName: kind, mapping: {a: '#/components/schemas/A'}}}
Other: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: {propertyName: kind}}
A: {type: object, required: [kind], properties: {kind: {type: string}}}
B: {type: object, required: [kind], properties: {kind: {type: string}}}`;
    const text = chatYaml("schema: {$ref: '#/components/schemas/One'}", schemas).replace(
      "components:\n",
      "    get: {operationId: other, responses: {'200': {description: '', content: {application/jsonl: {schema: {$ref: '#/components/schemas/Other'}}}}}}\ncomponents:\n",
    );
    expect(`\n${summaryOf(read("openapi.yaml", text))}\n`).toMatchInlineSnapshot(`
      "
      other: get /chat, application/jsonl as jsonLines, json
        by kind
        yield A: A (A at /components/schemas/A, kind: A)
        yield B: B (B at /components/schemas/B, kind: B)
      chat: post /chat, text/event-stream as serverSentEvents, json
        by kind
        yield a: ChatA (A at /components/schemas/A, kind: a)
        yield B: B (B at /components/schemas/B, kind: B)
      "
    `);
  });

  it("inline members get a name, and leave those of components alone", () => {
    const schemas = `Event: {oneOf: [{type: object, required: [type], properties: {type: {const: token}}}, {type: object, required: [type], properties: {type: {const: content.delta}}}]}
ChatToken: {type: string}`;
    expect(summary(ENVELOPE, schemas)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json
        by type
        yield token: ChatTokenItem (ChatTokenItem at /components/schemas/Event/oneOf/0)
        yield content.delta: ChatContentDelta (ChatContentDelta at /components/schemas/Event/oneOf/1)
      "
    `);
  });

  it("a schema named like one of ours", () => {
    const schemas = SCHEMAS.replaceAll("Token:", "ApiError:").replaceAll("/Token'", "/ApiError'");
    expect(summary(ENVELOPE, schemas)).toContain(
      "  yield token: ApiErrorSchema (ApiError at /components/schemas/ApiError)",
    );
    expect(warnings(chatYaml(ENVELOPE, schemas))).toMatchInlineSnapshot(`
      "
      openapi.yaml:20:5 - warning: ApiError has a meaning of its own in the client's code: the schema's type is exported as ApiErrorSchema.

        18 |   schemas:
        19 |     Event: {oneOf: [{$ref: '#/components/schemas/ApiError'}, {$ref: '#/components/schemas/Done'}]}
      > 20 |     ApiError: {type: object, required: [type, text], properties: {type: {const: token}, text: {type: string}}}
           |     ^
        21 |     Done: {type: object, required: [type], properties: {type: {const: done}}}
      "
    `);
    const own = SCHEMAS.replaceAll("Token:", "ApiErrorSchema:").replaceAll("/Token'", "/ApiErrorSchema'");
    expect(warnings(chatYaml(ENVELOPE, own))).toBe("\n\n");
  });

  it("of two schemas that would give one name, the second is named by its event", () => {
    const schemas = `Event: {oneOf: [{$ref: '#/components/schemas/a-b'}, {$ref: '#/components/schemas/AB'}]}
a-b: {type: object, required: [type], properties: {type: {const: a}}}
AB: {type: object, required: [type], properties: {type: {const: b}}}`;
    expect(summary(ENVELOPE, schemas)).toContain("yield b: ChatB (AB at /components/schemas/AB)");
    expect(warnings(chatYaml(ENVELOPE, schemas))).toMatchInlineSnapshot(`
      "
      openapi.yaml:21:5 - warning: Another event type is called AB already: this schema's is exported as ChatB.

        19 |     Event: {oneOf: [{$ref: '#/components/schemas/a-b'}, {$ref: '#/components/schemas/AB'}]}
        20 |     a-b: {type: object, required: [type], properties: {type: {const: a}}}
      > 21 |     AB: {type: object, required: [type], properties: {type: {const: b}}}
           |     ^
      "
    `);
  });

  it("events whose names differ in signs only are told apart by a number", () => {
    const item = `itemSchema: {oneOf: [{properties: {event: {const: a.b}, data: {type: string}}}, {properties: {event: {const: a_b}, data: {type: string}}}]}`;
    expect(summary(item)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, envelope
        yield a.b: ChatAB (text) in a.b
        yield a_b: ChatAB2 (text) in a_b
      "
    `);
  });

  it("an event that contradicts itself is an alias of never, which an interface cannot extend", () => {
    const schemas = SCHEMAS.replace(
      "Token: {type: object",
      "Base: {required: [role], properties: {role: {const: user}}}\nToken: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {role: {const: tool}}}], type: object",
    );
    const { model } = buildModel(read("openapi.yaml", chatYaml(ENVELOPE, schemas)));
    expect(emitOperations(model)).toContain(`type Token = components["schemas"]["Token"];`);
    expect(warnings(chatYaml(ENVELOPE, schemas))).toMatchInlineSnapshot(`
      "
      openapi.yaml:20:49 - warning: No value is a Token, whose type is never: what is said of "role" here, another part of it excludes.

        18 |   schemas:
        19 |     Event: {oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Done'}]}
      > 20 |     Base: {required: [role], properties: {role: {const: user}}}
           |                                                 ^
        21 |     Token: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {role: {const: tool}}}], type: object, r…
        22 |     Done: {type: object, required: [type], properties: {type: {const: done}}}

        All parts of an \`allOf\` hold at once. If the server sends such an event, mend one of them in an Overlay.
      "
    `);
  });

  it("an event that a property names is never null, whatever its schema allows", () => {
    const nullable = SCHEMAS.replace("Token: {type: object", "Token: {type: [object, 'null']");
    const [named, nameless] = [ENVELOPE, "schema: {$ref: '#/components/schemas/Token'}"].map((mediaType) =>
      emitOperations(buildModel(read("openapi.yaml", chatYaml(mediaType, nullable))).model),
    );
    expect(named).toContain(`interface Token extends Is<NonNullable<components["schemas"]["Token"]>>`);
    expect(nameless).toContain(`type Token = components["schemas"]["Token"];`);
  });
});
