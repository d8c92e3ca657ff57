import { describe, expect, it } from "vitest";
import { useChat } from "./chat.js";

const { problems, summary } = useChat();

it("the one text of an event that has a name is that event's, and completes nothing", () => {
  const item = `itemSchema:
  oneOf:
    - properties: {event: {const: ping}, data: {const: ping}}
    - properties: {event: {const: note}, data: {type: string}}
    - properties: {data: {const: '[DONE]'}}`;
  expect(summary(item)).toContain("yield ping: ");
  expect(summary(item)).toContain("sentinel [DONE]");
  const mark = item.replace("data: {const: ping}", "data: {const: '[END]'}").replace(/\n.*DONE.*/, "");
  expect(summary(mark)).toContain("sentinel [END]");
  expect(summary(mark)).not.toContain("ping");
});

it.each([
  ["an event that is one constant", "oneOf: [{properties: {data: DATA}}, {const: {data: '[DONE]'}}]"],
  ["an alternative of the data", "properties: {data: {oneOf: [{const: '[DONE]'}, DATA]}}"],
])("%s is a mark beside the JSON that a text holds", (_name, item) => {
  const data =
    "{type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/Token'}}";
  expect(summary(`itemSchema: {required: [data], ${item.replace("DATA", data)}}`)).toMatchInlineSnapshot(`
    "
    chat: post /chat, text/event-stream as serverSentEvents, json, nameless
      yield message: Token (Token at /components/schemas/Token)
      sentinel [DONE]
    "
  `);
});

it("the names of one schema's enum tell its events apart, unless the data does", () => {
  const item = `itemSchema:
  required: [event, data]
  properties:
    event: {type: string, enum: [token, done]}
    data: {type: string}`;
  expect(summary(item)).toMatchInlineSnapshot(`
    "
    chat: post /chat, text/event-stream as serverSentEvents, envelope
      yield token: ChatToken (text) in token
      yield done: ChatDone (text) in done
    "
  `);
  const told = item.replace("{type: string}", "{$ref: '#/components/schemas/Event'}");
  expect(summary(told)).toContain("serverSentEvents, json\n  by type\n");
  // With one name, too, every other event is an unknown one.
  const one = summary(item.replace("enum: [token, done]", "const: token"));
  expect(one).toContain("envelope\n  yield token: ChatToken (text) in token\n");
});

it("the discriminator of a union of envelopes names them: by its mapping, else by the component's name", () => {
  const item = `itemSchema:
  oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Done'}]
  discriminator: {propertyName: event, mapping: {token: '#/components/schemas/Token'}}`;
  const schemas = `Token: {properties: {event: {type: string}, data: {type: string}}}
Done: {properties: {event: {type: string}, data: {type: object, properties: {at: {type: integer}}}}}`;
  expect(summary(item, schemas)).toMatchInlineSnapshot(`
    "
    chat: post /chat, text/event-stream as serverSentEvents, envelope
      yield token: ChatToken (text) in token
      yield Done: ChatDone (ChatDoneData at /components/schemas/Done/properties/data) in Done
    "
  `);
});

it("an event that has a name, and says nothing of its data, is text", () => {
  const item = `itemSchema:
  oneOf:
    - properties: {event: {const: token}, data: {$ref: '#/components/schemas/Token'}}
    - properties: {event: {const: done}, id: {type: string}}
x-event-stream: {end: done}`;
  expect(summary(item)).toMatchInlineSnapshot(`
    "
    chat: post /chat, text/event-stream as serverSentEvents, envelope
      yield token: ChatToken (Token at /components/schemas/Token) in token
      end done: ChatDone (text) in done
    "
  `);
  const payloads = item.replace("id: {type: string}", "reason: {type: string}");
  expect(summary(payloads)).toContain("serverSentEvents, json");
  const nameless = item.replace("event: {const: done}, ", "").replace(/\nx-event.*/, "");
  expect(summary(nameless)).toContain("serverSentEvents, json");
  const dataless = item.replace("data: {$ref: '#/components/schemas/Token'}", "retry: {type: integer}");
  expect(summary(dataless)).toContain("serverSentEvents, json");
});

it("an event of two schemas is one of the two", () => {
  const item = `itemSchema:
  oneOf:
    - properties: {event: {const: part}, data: {$ref: '#/components/schemas/Token'}}
    - properties: {event: {enum: [part, done]}, data: {$ref: '#/components/schemas/Done'}}`;
  expect(summary(item)).toMatchInlineSnapshot(`
    "
    chat: post /chat, text/event-stream as serverSentEvents, envelope
      yield part: ChatPart = ChatPart1 (Token at /components/schemas/Token) in part | ChatPart2 (Done at /components/schemas/Done) in part
      yield done: ChatDone (Done at /components/schemas/Done) in done
    "
  `);
});

it("the heirs of an envelope are envelopes, and say what the data holds", () => {
  const item = "itemSchema: {$ref: '#/components/schemas/Sse'}";
  const heir = (name: string, data: string): string =>
    `${name}: {allOf: [{$ref: '#/components/schemas/Sse'}, {properties: {data: ${data}}}]}`;
  const schemas = `Sse:
  properties: {event: {type: string}, data: {type: string}}
  discriminator: {propertyName: event, mapping: {delta: '#/components/schemas/Delta', done: '#/components/schemas/Done'}}
${heir("Delta", "{contentMediaType: application/json, contentSchema: {type: object, properties: {text: {type: string}}}}")}
${heir("Done", "{type: string}")}`;
  expect(summary(item, schemas)).toMatchInlineSnapshot(`
    "
    chat: post /chat, text/event-stream as serverSentEvents, envelope
      yield delta: ChatDelta (ChatDeltaData at /components/schemas/Delta/allOf/1/properties/data/contentSchema) in delta
      yield done: ChatDone (text) in done
    "
  `);
});

it("names in an enum of the event tell events apart where the union in the data does not", () => {
  const item = `itemSchema: {properties: {event: {enum: [delta, done]}, data: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}}}`;
  const schemas =
    "A: {type: object, properties: {a: {type: string}}}\nB: {type: object, properties: {b: {type: string}}}";
  expect(summary(item, schemas)).toContain("yield delta: ChatDelta");
});

describe("what is refused", () => {
  it("envelopes without a name, and those of one name that are text here and JSON there", () => {
    const item = `itemSchema:
  properties: {data: {type: string}}
  oneOf:
    - properties: {event: {const: a}}
    - properties: {event: {type: string}}
    - properties: {event: {const: a}, data: {type: object, properties: {at: {type: integer}}}}`;
    expect(problems(item)).toMatchInlineSnapshot(`
      "
      openapi.yaml:16:21 - error: This event has no name.

        14 |                 oneOf:
        15 |                   - properties: {event: {const: a}}
      > 16 |                   - properties: {event: {type: string}}
           |                     ^
        17 |                   - properties: {event: {const: a}, data: {type: object, properties: {at: {type: integer}}}}
        18 | components:

        The other events of the stream are told apart by \`event: {const: ...}\`: give this one its own.

      openapi.yaml:15:21 - error: The data of the event "a" is text here, and JSON there.

        13 |                 properties: {data: {type: string}}
        14 |                 oneOf:
      > 15 |                   - properties: {event: {const: a}}
           |                     ^
        16 |                   - properties: {event: {type: string}}
        17 |                   - properties: {event: {const: a}, data: {type: object, properties: {at: {type: integer}}}}

        The client decides by the name. Give each of the two an event of its own, or the same kind of data.

        openapi.yaml:17:21 - JSON.

          15 |                   - properties: {event: {const: a}}
          16 |                   - properties: {event: {type: string}}
        > 17 |                   - properties: {event: {const: a}, data: {type: object, properties: {at: {type: integer}}}}
             |                     ^
          18 | components:
          19 |   schemas:
      "
    `);
  });
});

it.each([
  ["an optional one", "{anyOf: [{type: string}, {type: 'null'}]}"],
  ["one that a part says to be a string", "{allOf: [{type: string}, {minLength: 1}]}"],
  ["one of several strings", "{oneOf: [{type: string, format: uuid}, {enum: [none]}]}"],
  ["a list without a type", "{enum: [a, b]}"],
  ["of a media type", "{contentMediaType: application/json-seq}"],
])("data that is nothing but a string is text: %s", (_name, data) => {
  const item = `itemSchema: {required: [data], properties: {data: ${data}, id: {type: string}}}`;
  expect(summary(item)).toContain("text, nameless");
});

it("data that may be more than a string is JSON, and what an optional string holds is its content", () => {
  const of = (data: string): string => `itemSchema: {required: [data], properties: {data: ${data}}}`;
  const chat = "{$ref: '#/components/schemas/Event'}";
  expect(summary(of("{anyOf: [{type: string}, {type: object}]}"))).not.toContain("text, nameless");
  const content = `{type: string, contentMediaType: application/json, contentSchema: ${chat}}`;
  for (const data of [`{anyOf: [${content}, {type: 'null'}]}`, `{allOf: [{type: string}, ${content}]}`, content]) {
    expect(summary(of(data))).toContain("serverSentEvents, json\n  by type\n");
  }
});
