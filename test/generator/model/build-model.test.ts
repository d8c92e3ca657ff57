import { describe, expect, it } from "vitest";
import { buildModel } from "../../../generator/model/build-model.js";
import { problemsOf } from "../documents.js";
import { chatYaml, summaryOf } from "../streams.js";
import { TOKEN, DONE, SCHEMAS, ENVELOPE, useChat } from "./chat.js";

const { read, summary, problems, warnings } = useChat();

describe("the shapes of published documents", () => {
  it("OpenAPI 3.2: an envelope with JSON in its data", () => {
    expect(summary(ENVELOPE)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json
        by type
        yield token: Token (Token at /components/schemas/Token)
        yield done: Done (Done at /components/schemas/Done)
      "
    `);
  });

  it("OpenAPI Initiative: x-oai-itemSchema in an older document", () => {
    expect(summary(ENVELOPE.replace("itemSchema", "x-oai-itemSchema"))).toBe(summary(ENVELOPE));
  });

  it("FastAPI: the envelope with optional fields, in a document of 3.1", () => {
    const item = `itemSchema: {type: object, required: [data], properties: {event: {type: string}, id: {type: string}, retry: {type: integer, minimum: 0}, data: {type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/Event'}}}}`;
    expect(summary(item)).toBe(summary(ENVELOPE));
  });

  it("TypeSpec: branches by event name, and a terminal one", () => {
    const item = `itemSchema:
  type: object
  required: [event]
  properties: {event: {type: string}, data: {type: string}}
  oneOf:
    - properties: {event: {const: token}, data: {contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/Token'}}}
    - properties: {event: {const: note}, data: {contentMediaType: text/plain}}
    - {properties: {data: {contentMediaType: text/plain, const: '[DONE]'}}, x-ms-sse-terminal-event: true}`;
    expect(summary(item)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, envelope
        yield token: ChatToken (Token at /components/schemas/Token) in token
        yield note: ChatNote (text) in note
        sentinel [DONE]
      "
    `);
  });

  it("OpenAPI 3.2's own example: a reference whose branches stand beside it", () => {
    const item = `itemSchema:
  $ref: '#/components/schemas/Sse'
  required: [event]
  oneOf:
    - properties: {event: {const: addString}}
    - properties: {event: {const: addJson}, data: {contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/Token'}}}`;
    const sse = "Sse: {type: object, required: [data], properties: {data: {type: string}, event: {type: string}}}";
    expect(summary(item, `${sse}\n${SCHEMAS}`)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, envelope
        yield addString: ChatAddString (text) in addString
        yield addJson: ChatAddJson (Token at /components/schemas/Token) in addJson
      "
    `);
  });

  it("ASP.NET: data is the object itself", () => {
    const item =
      "itemSchema: {type: object, properties: {event: {enum: [a, b]}, data: {$ref: '#/components/schemas/Event'}}}";
    expect(summary(item)).toBe(summary(ENVELOPE));
  });

  it("OpenAI: an envelope of which one branch has a field more; where most have, it is a payload", () => {
    const branch = (event: string, more = ""): string =>
      `{type: object, required: [event, data], properties: {event: {const: ${event}}, data: {type: object, properties: {a: {type: string}}}${more}}}`;
    const odd = ", enabled: {type: boolean}";
    const union = (...branches: readonly string[]): string => `schema: {oneOf: [${branches.join(", ")}]}`;
    expect(summary(union(branch("a"), branch("b"), branch("c", odd)))).toContain("serverSentEvents, envelope");
    expect(summary(union(branch("a", odd), branch("b", odd), branch("c")))).toContain("serverSentEvents, json");
  });

  it("Together: a union of the data and its sentinel, in schema", () => {
    const item = `schema: {oneOf: [{properties: {data: {$ref: '#/components/schemas/Token'}}, required: [data]}, {properties: {data: {type: string, enum: ['[DONE]']}}}]}`;
    expect(summary(item)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json, nameless
        yield message: Token (Token at /components/schemas/Token)
        sentinel [DONE]
      "
    `);
  });

  it("oRPC: message, done and error", () => {
    const branch = (event: string, data: string): string =>
      `{type: object, required: [event], properties: {event: {const: ${event}}, data: ${data}, id: {type: string}, retry: {type: number}}}`;
    const item = `schema:
  oneOf:
    - ${branch("message", "{$ref: '#/components/schemas/Token'}")}
    - ${branch("done", "{type: object, properties: {total: {type: integer}}}")}
    - ${branch("error", "{type: string}")}
x-event-stream: {end: done, error: error, text: {message: /data/text}}`;
    expect(summary(item)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, envelope
        yield message: ChatMessage (Token at /components/schemas/Token) in message text=/data/text
        end done: ChatDone (ChatDoneData at /paths//chat/post/responses/200/content/text/event-stream/schema/oneOf/1/properties/data) in done
        throw error: ChatError (text) in error
      "
    `);
  });

  it("OpenAI: the payload in schema, and what the extension adds", () => {
    const item = "schema: {$ref: '#/components/schemas/Event'}\nx-event-stream: {end: done, text: {token: /text}}";
    expect(summary(item)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json
        by type
        yield token: Token (Token at /components/schemas/Token) text=/text
        end done: Done (Done at /components/schemas/Done)
      "
    `);
  });

  it("Ollama: lines without names, ended by a field", () => {
    const line =
      "Line: {type: object, properties: {message: {type: object, properties: {content: {type: string}}}, done: {type: boolean}, error: {type: string}}}";
    const item =
      "schema: {$ref: '#/components/schemas/Line'}\nx-event-stream: {end: {where: /done, is: true}, error: {where: /error}, text: /message/content}";
    expect(summary(item, line, "application/x-ndjson")).toMatchInlineSnapshot(`
      "
      chat: post /chat, application/x-ndjson as jsonLines, json, nameless
        yield message: Line (Line at /components/schemas/Line)
        ends [{"where":["done"],"is":true}]
        throws [{"where":["error"]}]
        text text=/message/content
      "
    `);
  });

  it("JSON Lines and JSON text sequences, items of an array too", () => {
    const item = "itemSchema: {$ref: '#/components/schemas/Event'}";
    const array = "schema: {type: array, items: {$ref: '#/components/schemas/Event'}}";
    const lines = summary(item, SCHEMAS, "application/jsonl; charset=utf-8");
    expect(lines).toBe(summary(array, SCHEMAS, "application/jsonl"));
    expect(summary(item, SCHEMAS, "application/json-seq")).toBe(
      lines.replace("application/jsonl as jsonLines", "application/json-seq as jsonTextSequence"),
    );
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

  it("components.mediaTypes", () => {
    const text = chatYaml("$ref: '#/components/mediaTypes/Stream'", SCHEMAS).replace(
      "components:\n",
      `components:\n  mediaTypes:\n    Stream:\n${ENVELOPE.replace(/^/gm, "      ")}\n`,
    );
    expect(`\n${summaryOf(read("openapi.yaml", text))}\n`).toBe(summary(ENVELOPE));
  });

  it("nested unions, null and repetitions are flattened", () => {
    const schemas = `Event: {anyOf: [{$ref: '#/components/schemas/Inner'}, {$ref: '#/components/schemas/Token'}, {type: 'null'}]}
Inner: {oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Done'}, {$ref: '#/components/schemas/Event'}]}
${TOKEN}
${DONE}`;
    expect(summary(ENVELOPE, schemas)).toBe(summary(ENVELOPE));
  });

  it("a discriminator inherited by allOf", () => {
    const schemas = `Event: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
Base: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
A: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {kind: {const: a}}}]}
B: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {kind: {const: b}}}]}`;
    expect(summary(ENVELOPE, schemas)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json
        by kind
        yield a: A (A at /components/schemas/A)
        yield b: B (B at /components/schemas/B)
      "
    `);
  });

  it("a discriminator whose mapping names the events", () => {
    const schemas = `Event: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: {propertyName: kind, mapping: {a: '#/components/schemas/A'}}}
A: {type: object, required: [kind], properties: {kind: {type: string}}}
B: {type: object, required: [kind], properties: {kind: {type: string}}}`;
    expect(summary(ENVELOPE, schemas)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json
        by kind
        yield a: A (A at /components/schemas/A, kind: a)
        yield B: B (B at /components/schemas/B, kind: B)
      "
    `);
  });

  it("a discriminator that is optional, or has several values, or the same as another's", () => {
    const schemas = `Event: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}, {$ref: '#/components/schemas/D'}], discriminator: {propertyName: kind}}
A: {type: object, properties: {kind: {const: a, default: a}}}
B: {type: object, required: [kind], properties: {kind: {enum: [b, bb]}}}
C: {type: object, required: [kind], properties: {kind: {const: c}, x: {type: string}}}
D: {type: object, required: [kind], properties: {kind: {const: c}, y: {type: string}}}`;
    expect(summary(`${ENVELOPE}\nx-event-stream: {end: bb, text: {c: /x}}`, schemas)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json
        by kind
        yield a: A (A at /components/schemas/A, kind: a)
        yield b: B (B at /components/schemas/B)
        end bb: B (B at /components/schemas/B)
        yield c: ChatC = C (C at /components/schemas/C) | D (D at /components/schemas/D) text=/x
      "
    `);
  });

  it("OpenAPI 3.2: events of any other name are not known by one", () => {
    const schemas = `Event: {oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Other'}], discriminator: {propertyName: type, defaultMapping: Other}}
Other: {type: object, properties: {type: {type: string}}}
${TOKEN}`;
    expect(summary(ENVELOPE, schemas)).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json
        by type
        yield token: Token (Token at /components/schemas/Token)
      "
    `);
  });

  it("a base schema whose heirs are the events, by a mapping or by allOf", () => {
    const heir = (name: string, own: string): string =>
      `${name}: {allOf: [{$ref: '#/components/schemas/Event'}, {type: object, properties: ${own}}]}`;
    const schemas = `Event: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind, mapping: {a: '#/components/schemas/A', b: B}}}
${heir("A", "{x: {type: string}}")}
${heir("B", "{y: {type: string}}")}`;
    const mapped = summary("schema: {$ref: '#/components/schemas/Event'}", schemas);
    expect(mapped).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json
        by kind
        yield a: A (A at /components/schemas/A, kind: a)
        yield b: B (B at /components/schemas/B, kind: b)
      "
    `);
    const byName = schemas.replace(", mapping: {a: '#/components/schemas/A', b: B}", "");
    expect(summary("schema: {$ref: '#/components/schemas/Event'}", byName)).toContain("yield A: A");
  });

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

  it("Microsoft: the member of a union that ends the stream, and what the extension says instead", () => {
    const schemas = SCHEMAS.replace(
      "{$ref: '#/components/schemas/Done'}",
      "{$ref: '#/components/schemas/Done', x-ms-sse-terminal-event: true}",
    );
    expect(summary(ENVELOPE, schemas)).toContain("  end done: Done");
    expect(summary(`${ENVELOPE}\nx-event-stream: {end: token}`, schemas)).toContain("  yield done: Done");
    expect(summary(`${ENVELOPE}\nx-event-stream: {error: done}`, schemas)).toContain("  throw done: Done");
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

  it("OpenAPI 3.0: the registered names of contentSchema and its media type", () => {
    const old = ENVELOPE.replace("itemSchema", "x-oai-itemSchema")
      .replace("contentMediaType", "x-jsonschema-contentMediaType")
      .replace("contentSchema", "x-jsonschema-contentSchema");
    expect(summary(old)).toBe(summary(ENVELOPE));
  });

  it("Anthropic: bytes whose lines have a schema", () => {
    const item = "schema: {type: string, format: binary, x-line-schema: {$ref: '#/components/schemas/Event'}}";
    expect(summary(item, SCHEMAS, "application/x-jsonl")).toBe(
      summary("itemSchema: {$ref: '#/components/schemas/Event'}", SCHEMAS, "application/x-jsonl"),
    );
  });

  it("the boolean of the body that asks for the stream is sent, unless the extension says what is", () => {
    const text = (extension: string): string =>
      chatYaml(`${ENVELOPE}\n${extension}`, SCHEMAS).replace(
        "      responses:",
        "      requestBody: {content: {application/json: {schema: {type: object, properties: {stream: {type: boolean}, mode: {type: string}}}}}}\n      responses:",
      );
    const sent = (extension = "x-event-stream: {}"): unknown =>
      buildModel(read("openapi.yaml", text(extension))).model.streams[0]?.request;
    expect(sent()).toEqual({ stream: true });
    expect(sent("x-event-stream: {request: {mode: live}}")).toEqual({ mode: "live" });
    expect(sent("x-event-stream: {request: {}}")).toBeUndefined();
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

  it("a sentinel and fields that ask for the stream", () => {
    const text = chatYaml(
      `${ENVELOPE}\nx-event-stream: {sentinel: '[DONE]', request: {stream: true}}`,
      SCHEMAS,
    ).replace(
      "      responses:",
      "      requestBody: {content: {application/json: {schema: {type: object, properties: {stream: {type: boolean}}}}}}\n      responses:",
    );
    expect(`\n${summaryOf(read("openapi.yaml", text))}\n`).toMatchInlineSnapshot(`
      "
      chat: post /chat, text/event-stream as serverSentEvents, json
        by type
        yield token: Token (Token at /components/schemas/Token)
        yield done: Done (Done at /components/schemas/Done)
        sentinel [DONE]
        sends {"stream":true}
      "
    `);
  });

  it("no operationId, a stream in default, in a shared response", () => {
    const text = chatYaml(ENVELOPE, SCHEMAS)
      .replace("      operationId: chat\n", "")
      .replace("'200':", "default:")
      .replace("/chat:", "/rooms/{room_id}/chat:");
    expect(`\n${summaryOf(read("openapi.yaml", text))}\n`).toMatchInlineSnapshot(`
      "
      postRoomsRoomIdChat: post /rooms/{room_id}/chat, text/event-stream as serverSentEvents, json
        by type
        yield token: Token (Token at /components/schemas/Token)
        yield done: Done (Done at /components/schemas/Done)
      "
    `);
  });
});

describe("warnings", () => {
  it("a document without a stream", () => {
    expect(warnings("openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths: {}\n")).toMatchInlineSnapshot(`
      "
      warning: openapi.yaml has no event stream: the client has types and requests only.

        A stream is a successful answer of a media type such as text/event-stream. Add what is missing in an Overlay.
      "
    `);
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

  it("methods that the client does not have", () => {
    const text = chatYaml(ENVELOPE, SCHEMAS).replace(
      "    post:",
      "    query: {}\n    additionalOperations: {COPY: {}}\n    post:",
    );
    expect(warnings(text)).toMatchInlineSnapshot(`
      "
      openapi.yaml:5:5 - warning: The client has no method for QUERY operations: this one is left out.

        3 | paths:
        4 |   /chat:
      > 5 |     query: {}
          |     ^
        6 |     additionalOperations: {COPY: {}}
        7 |     post:

      openapi.yaml:6:28 - warning: The client has no method for COPY operations: this one is left out.

        4 |   /chat:
        5 |     query: {}
      > 6 |     additionalOperations: {COPY: {}}
          |                            ^
        7 |     post:
        8 |       operationId: chat
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
      openapi.yaml:20:5 - warning: The client has its own ApiError: the schema's type is exported as ApiErrorSchema.

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
});

describe("what is refused", () => {
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

  it("a name that its schema does not allow, or that it does not say", () => {
    const schemas = `Event: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {properties: {kind: {type: string}}}], discriminator: {propertyName: kind, mapping: {a: '#/components/schemas/A', b: '#/components/schemas/B'}}}
A: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {x: {type: string}}}]}
B: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {y: {type: string}}}]}
Base: {type: object, required: [kind], properties: {kind: {type: string, enum: [a, c]}}}`;
    expect(problems(ENVELOPE, schemas)).toMatchInlineSnapshot(`
      "
      openapi.yaml:22:78 - error: B is the event "b", and its schema does not allow that as its "kind".

        20 |     A: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {x: {type: string}}}]}
        21 |     B: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {y: {type: string}}}]}
      > 22 |     Base: {type: object, required: [kind], properties: {kind: {type: string, enum: [a, c]}}}
           |                                                                              ^

        If the server sends it, allow it in an Overlay:
        - target: $.components.schemas.Base.properties.kind.enum
          update:
            b

      openapi.yaml:19:89 - error: The discriminator "kind" of this branch has no value of its own.

        17 | …
        18 | …
      > 19 | …#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {properties: {kind: {type: string}}}], discriminat…
           |                                                              ^
        20 | …mponents/schemas/Base'}, {type: object, properties: {x: {type: string}}}]}
        21 | …mponents/schemas/Base'}, {type: object, properties: {y: {type: string}}}]}

        Say it in an Overlay:
        - target: $.components.schemas.Event.oneOf[2]
          update:
            required: [kind]
            properties:
              kind:
                const: the-events-name
      "
    `);
  });

  it("two streams that would have one name, with one that is free", () => {
    const text = chatYaml(ENVELOPE, SCHEMAS).replace(
      "    post:",
      "    get: {operationId: chat, responses: {'200': {description: '', content: {application/jsonl: {schema: {$ref: '#/components/schemas/Token'}}}}}}\n    post:",
    );
    expect(problemsOf(() => buildModel(read("openapi.yaml", text)))).toContain(
      "- target: $.paths['/chat'].post\n    update:\n      operationId: postChat",
    );
  });

  it("two event types of one name", () => {
    const schemas = `Event: {oneOf: [{$ref: '#/components/schemas/a-b'}, {$ref: '#/components/schemas/AB'}]}
a-b: {type: object, required: [type], properties: {type: {const: a}}}
AB: {type: object, required: [type], properties: {type: {const: b}}}`;
    expect(problems(ENVELOPE, schemas)).toMatchInlineSnapshot(`
      "
      openapi.yaml:19:57 - error: Two event types would both be called AB.

        17 | components:
        18 |   schemas:
      > 19 |     Event: {oneOf: [{$ref: '#/components/schemas/a-b'}, {$ref: '#/components/schemas/AB'}]}
           |                                                         ^
        20 |     a-b: {type: object, required: [type], properties: {type: {const: a}}}
        21 |     AB: {type: object, required: [type], properties: {type: {const: b}}}

        Give one of them a schema of another name, such as:
        - target: $.components.schemas
          update:
            AnotherAB: {...}

        openapi.yaml:19:21 - The first of the two.

          17 | components:
          18 |   schemas:
        > 19 |     Event: {oneOf: [{$ref: '#/components/schemas/a-b'}, {$ref: '#/components/schemas/AB'}]}
             |                     ^
          20 |     a-b: {type: object, required: [type], properties: {type: {const: a}}}
          21 |     AB: {type: object, required: [type], properties: {type: {const: b}}}
      "
    `);
  });

  it("an operationId that is no name", () => {
    const text = chatYaml(ENVELOPE, SCHEMAS).replace("operationId: chat", "operationId: '1 + 1'");
    expect(`\n${problemsOf(() => buildModel(read("openapi.yaml", text)))}\n`).toMatchInlineSnapshot(`
      "
      openapi.yaml:6:20 - error: No method can be named after the operationId "1 + 1".

        4 |   /chat:
        5 |     post:
      > 6 |       operationId: '1 + 1'
          |                    ^
        7 |       responses:
        8 |         '200':

        Rename the operation in an Overlay:
        - target: $.paths['/chat'].post
          update:
            operationId: postChat
      "
    `);
  });
});
