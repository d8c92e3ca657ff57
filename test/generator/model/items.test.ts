import { describe, expect, it } from "vitest";
import { nodeAt } from "../../../generator/document/reference.js";
import { propertiesOf } from "../../../generator/document/schema-properties.js";
import { buildModel } from "../../../generator/model/build-model.js";
import { distributeUnions } from "../../../generator/model/distribute-unions.js";
import { chatYaml, summaryOf } from "../streams.js";
import { TOKEN, useChat } from "./chat.js";

const { summary, problems, read } = useChat();

describe("the items of a stream", () => {
  it("events that nothing tells apart", () => {
    const item = `itemSchema: {oneOf: [{properties: {data: {$ref: '#/components/schemas/Token'}}}, {properties: {data: {type: string}}}]}`;
    expect(problems(item)).toMatchInlineSnapshot(`
      "
      openapi.yaml:12:96 - error: Nothing tells the events of this stream apart.

        10 | …
        11 | …
      > 12 | …{properties: {data: {$ref: '#/components/schemas/Token'}}}, {properties: {data: {type: string}}}]}
           |                                                              ^
        13 | …
        14 | …

        Give each its \`event: {const: ...}\`, or one property of its data another \`const\` in each.

        openapi.yaml:12:56 - Another event.

          10 |           content:
          11 |             text/event-stream:
        > 12 |               itemSchema: {oneOf: [{properties: {data: {$ref: '#/components/schemas/Token'}}}, {properties: {d…
             |                                                        ^
          13 | components:
          14 |   schemas:
      "
    `);
  });

  it("two texts that end the stream", () => {
    const item = `itemSchema: {oneOf: [{properties: {data: {const: '[DONE]'}}}, {properties: {data: {const: '[END]'}}}, {properties: {data: {$ref: '#/components/schemas/Token'}}}]}`;
    expect(problems(item)).toMatchInlineSnapshot(`
      "
      openapi.yaml:12:77 - error: The stream has two texts that end it: [DONE] and [END].

        10 | …t:
        11 | …/event-stream:
      > 12 | …emSchema: {oneOf: [{properties: {data: {const: '[DONE]'}}}, {properties: {data: {const: '[END]'}}}, {propertie…
           |                                                              ^
        13 | …
        14 | …

        Keep the branch of the one that the server sends, and remove the other in an Overlay (\`remove: true\`).
      "
    `);
  });

  it("OpenAI: an envelope of which one branch has a field more; where most have, it is a payload", () => {
    const branch = (event: string, more = ""): string =>
      `{type: object, required: [event, data], properties: {event: {const: ${event}}, data: {type: object, properties: {a: {type: string}}}${more}}}`;
    const odd = ", enabled: {type: boolean}";
    const union = (...branches: readonly string[]): string => `schema: {oneOf: [${branches.join(", ")}]}`;
    expect(summary(union(branch("a"), branch("b"), branch("c", odd)))).toContain("serverSentEvents, envelope");
    expect(summary(union(branch("a", odd), branch("b", odd), branch("c")))).toContain("serverSentEvents, json");
  });

  it("a sentinel among the payloads", () => {
    const sentinel = "{type: string, enum: ['[DONE]']}";
    const union = `oneOf: [{$ref: '#/components/schemas/Event'}, ${sentinel}]`;
    expect(summary(`schema: {${union}}`)).toBe(
      `${summary("schema: {$ref: '#/components/schemas/Event'}").trimEnd()}\n  sentinel [DONE]\n`,
    );
    expect(summary(`schema: {oneOf: [{$ref: '#/components/schemas/Token'}, ${sentinel}]}`)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json, nameless
        yield message: Token (Token at /components/schemas/Token)
        sentinel [DONE]
      "
    `);
  });

  it("a sentinel among payloads that nothing names, none of which it is", () => {
    const bare = "{type: object, properties: {reason: {type: string}}}";
    const union = `anyOf: [{$ref: '#/components/schemas/Token'}, ${bare}, {type: string, const: '[DONE]'}]`;
    expect(summary(`schema: {${union}}`)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json, nameless
        yield message: ChatEvent = Token (Token at /components/schemas/Token) | ChatEvent2 (ChatEvent2 at /paths//chat/post/responses/200/content/text/event-stream/schema/anyOf/1)
        sentinel [DONE]
      "
    `);
  });

  it("what stands beside a union that nothing names is in each event, with a sentinel among them, too", () => {
    const members =
      "oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Bare'}, {const: '[DONE]'}]";
    const schemas = `Event: {required: [id], properties: {id: {type: integer}, error: {type: string}}, ${members}}
${TOKEN}
Bare: {type: object, properties: {reason: {type: string}}}`;
    const stream =
      "schema: {$ref: '#/components/schemas/Event'}\nx-event-stream: {error: {where: /error}, text: /text}";
    const document = distributeUnions(read("openapi.yaml", chatYaml(stream, schemas)));
    expect(summaryOf(document)).toMatchInlineSnapshot(`
      "chat: post /chat, text/event-stream as serverSentEvents, json, nameless
        yield message: ChatEvent = Token (EventToken at /components/schemas/EventToken) | Bare (EventBare at /components/schemas/EventBare)
        throws [{"where":["error"]}]
        text text=/text
        sentinel [DONE]"
    `);
    const { events } = buildModel(document).model.streams[0]!;
    const fields = events[0]!.type.oneOf!.map(({ schema }) => [
      ...propertiesOf(document, nodeAt(document, schema!.path)).keys(),
    ]);
    expect(fields).toEqual([
      ["type", "text", "id", "error"],
      ["reason", "id", "error"],
    ]);
  });

  it("an event without a name among named ones is a message (WHATWG), one of several names is each of them", () => {
    const item = `itemSchema:
  oneOf:
    - properties: {event: {enum: [start, stop]}, data: {type: object, properties: {at: {type: integer}}}}
    - properties: {data: {$ref: '#/components/schemas/Token'}}`;
    expect(summary(item)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, envelope
        yield start: ChatStart (ChatStartData at /paths//chat/post/responses/200/content/text/event-stream/itemSchema/oneOf/0/properties/data) in start
        yield stop: ChatStop (ChatStopData at /paths//chat/post/responses/200/content/text/event-stream/itemSchema/oneOf/0/properties/data) in stop
        yield message: ChatMessage (Token at /components/schemas/Token) in message
      "
    `);
  });

  it("text, with or without a sentinel", () => {
    const text = "{type: object, required: [data], properties: {data: {type: string}, event: {type: string}}}";
    expect(summary(`itemSchema: ${text}\nx-event-stream: {sentinel: '[DONE]', text: /data}`)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, text, nameless
        yield message: ChatEvent (text)
        text text=/data
        sentinel [DONE]
      "
    `);
  });
});
