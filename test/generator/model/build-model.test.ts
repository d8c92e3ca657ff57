import { describe, expect, it } from "vitest";
import { buildModel } from "../../../generator/model/build-model.js";
import { chatYaml, summaryOf } from "../streams.js";
import { TOKEN, DONE, SCHEMAS, ENVELOPE, useChat } from "./chat.js";

const { read, summary, warnings } = useChat();

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

  it("nested unions, null and repetitions are flattened", () => {
    const schemas = `Event: {anyOf: [{$ref: '#/components/schemas/Inner'}, {$ref: '#/components/schemas/Token'}, {type: 'null'}]}
Inner: {oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Done'}, {$ref: '#/components/schemas/Event'}]}
${TOKEN}
${DONE}`;
    expect(summary(ENVELOPE, schemas)).toBe(summary(ENVELOPE));
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
});

describe("warnings", () => {
  it("a document without a stream", () => {
    expect(warnings("openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths: {}\n")).toMatchInlineSnapshot(`
      "
      warning: openapi.yaml has no event stream: the client has types and requests only.

        A stream is a successful answer of a media type such as text/event-stream. Add what is missing in an Overlay. Or let one answer say it: \`npx openapi-stream record <operationId> --spec openapi.yaml\`, then \`infer\`.
      "
    `);
  });

  it("methods that the client does not have", () => {
    const text = chatYaml(ENVELOPE, SCHEMAS).replace(
      "    post:",
      "    query: {}\n    additionalOperations: {COPY: {}}\n    post:",
    );
    expect(warnings(text)).toMatch(/no method for QUERY operations[^]*no method for COPY operations/);
  });
});
