import { expect, it } from "vitest";
import { buildModel } from "../../../generator/model/build-model.js";
import { lowerDocument } from "../../../generator/emit/lower.js";
import type { JsonObject } from "../../../generator/document/source.js";
import { useFolder } from "../documents.js";
import { chatYaml } from "../streams.js";

const { read } = useFolder();

function lower(text: string): JsonObject {
  const document = read("openapi.yaml", text);
  const before = structuredClone(document.value);
  const lowered = lowerDocument(document, buildModel(document).model);
  expect(document.value).toEqual(before);
  return lowered;
}

const EVENT = "Event: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]";
const CONSTS = `A: {type: object, required: [k], properties: {k: {const: a}}}
B: {type: object, required: [k], properties: {k: {const: b}}}`;
const schemasOf = (lowered: JsonObject): JsonObject => (lowered["components"] as { schemas: JsonObject }).schemas;

it("streams leave paths, what OpenAPI 3.2 adds is said in 3.1's words", () => {
  const text = chatYaml("itemSchema: {$ref: '#/components/schemas/A'}", CONSTS)
    .replace("info:", "$self: https://example.com\ninfo:")
    .replace(
      "components:\n",
      `        '400': {description: No, content: {application/jsonl: {$ref: '#/components/mediaTypes/Failure'}}}
components:
  mediaTypes:
    Failure: {$ref: '#/components/mediaTypes/Item'}
    Item: {itemSchema: {$ref: '#/components/schemas/B'}, itemEncoding: {}}
`,
    );
  const { paths, ...rest } = lower(text);
  expect(rest).toEqual({
    openapi: "3.1.0",
    info: { title: "Chat", version: "1.0.0" },
    components: {
      schemas: {
        A: { type: "object", required: ["k"], properties: { k: { const: "a" } } },
        B: { type: "object", required: ["k"], properties: { k: { const: "b" } } },
      },
    },
  });
  expect(paths).toEqual({
    "/chat": {
      post: {
        operationId: "chat",
        responses: {
          "200": { description: "The stream." },
          "400": {
            description: "No",
            content: { "application/jsonl": { schema: { $ref: "#/components/schemas/B" } } },
          },
        },
      },
    },
  });
});

it("the body of a failure that is a stream may come as its text", () => {
  const text = chatYaml("itemSchema: {$ref: '#/components/schemas/A'}", CONSTS).replace(
    "components:\n",
    `        '400': {description: No, content: {text/event-stream: {schema: {$ref: '#/components/schemas/B'}}, application/jsonl: {schema: {type: number}}, application/json: {schema: {type: boolean}}}}
components:\n`,
  );
  const { paths } = lower(text) as { paths: { "/chat": { post: { responses: JsonObject } } } };
  expect(paths["/chat"].post.responses["400"]).toMatchObject({
    content: {
      "text/event-stream": { schema: { anyOf: [{ $ref: "#/components/schemas/B" }, { type: "string" }] } },
      "application/jsonl": { schema: { type: "number" } },
      "application/json": { schema: { type: "boolean" } },
    },
  });
});

it("an operation that answers JSON or a stream keeps its JSON", () => {
  const text = chatYaml("itemSchema: {$ref: '#/components/schemas/A'}", CONSTS).replace(
    "            text/event-stream:",
    "            application/json: {schema: {$ref: '#/components/schemas/B'}}\n            text/event-stream:",
  );
  expect(lower(text)["paths"]).toMatchObject({
    "/chat": { post: { responses: { "200": { content: { "application/json": {} } } } } },
  });
  expect(JSON.stringify(lower(text)["paths"])).not.toContain("event-stream");
});

it("inline events become components, from paths and from components", () => {
  const item =
    "itemSchema: {oneOf: [{type: object, required: [k], properties: {k: {const: x}}}, {$ref: '#/components/schemas/Event'}]}";
  const inline = "Event: {oneOf: [{type: object, required: [k], properties: {k: {const: y}}}]}";
  expect(schemasOf(lower(chatYaml(item, inline)))).toEqual({
    Event: { oneOf: [{ type: "object", required: ["k"], properties: { k: { const: "y" } } }] },
    ChatX: { type: "object", required: ["k"], properties: { k: { const: "x" } } },
    ChatY: { type: "object", required: ["k"], properties: { k: { const: "y" } } },
  });
});

it("an inline event and what a reference leads into get names of their own", () => {
  const chat = "Chat: {type: object, properties: {event: {type: object, properties: {n: {type: integer}}}}}";
  const user = "User: {type: object, properties: {e: {$ref: '#/components/schemas/Chat/properties/event'}}}";
  const item = "itemSchema: {type: object, properties: {x: {type: string}}}";
  const { ChatEvent, User } = schemasOf(lower(chatYaml(item, `${chat}\n${user}`, "application/jsonl")));
  expect(ChatEvent).toEqual({ type: "object", properties: { x: { type: "string" } } });
  expect(User).not.toEqual({ type: "object", properties: { e: { $ref: "#/components/schemas/ChatEvent" } } });
});

it("discriminators are written into the members, and schemas said in other words", () => {
  const event = `${EVENT}, discriminator: {propertyName: k}}`;
  const schemas = `${event}\n${CONSTS.replace("{const: a}", "{type: string}")}\nN: {$ref: '#/components/schemas/A', nullable: true}`;
  expect(schemasOf(lower(chatYaml("itemSchema: {$ref: '#/components/schemas/Event'}", schemas)))).toEqual({
    Event: { oneOf: [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }] },
    A: { type: "object", required: ["k"], properties: { k: { type: "string", enum: ["A"] } } },
    B: { type: "object", required: ["k"], properties: { k: { const: "b" } } },
    N: { allOf: [{ $ref: "#/components/schemas/A" }], nullable: true },
  });
});

it("a stream that is left out leaves paths as well; what refers into it finds a component", () => {
  const text = chatYaml(
    "itemSchema: {type: object, properties: {a: {type: string}}}\nx-event-stream: false",
    "A: {$ref: '#/paths/~1chat/post/responses/200/content/text~1event-stream/itemSchema'}",
  );
  const lowered = lower(text);
  expect(JSON.stringify(lowered["paths"])).not.toContain("event-stream");
  const name = "ChatPostResponses200TextEventStreamItemSchema";
  expect(schemasOf(lowered)).toEqual({
    A: { $ref: `#/components/schemas/${name}` },
    [name]: { type: "object", properties: { a: { type: "string" } } },
  });
});

it("Fern: an answer that is a stream under the media type of a whole one", () => {
  const text = chatYaml("schema: {$ref: '#/components/schemas/A'}", CONSTS, "application/json").replace(
    "operationId: chat",
    "operationId: chat\n      x-fern-streaming: true",
  );
  expect(JSON.stringify(lower(text)["paths"])).not.toContain("content");
});

it("properties that are called like keywords are left alone", () => {
  const named =
    "N: {properties: {discriminator: {type: string}, content: {items: {type: string}, properties: {itemSchema: {type: string}}}}}";
  const lowered = lower(chatYaml("itemSchema: {$ref: '#/components/schemas/A'}", `${CONSTS}\n${named}`));
  expect(schemasOf(lowered)["N"]).toEqual({
    properties: {
      discriminator: { type: "string" },
      content: { items: { type: "string" }, properties: { itemSchema: { type: "string" } } },
    },
  });
});

it("of two operations with one id, the second goes without", () => {
  const text = chatYaml("itemSchema: {$ref: '#/components/schemas/A'}", CONSTS).replace(
    "    post:",
    "    get: {operationId: chat, responses: {}}\n    post:",
  );
  expect(lower(text)["paths"]).toMatchObject({ "/chat": { get: { operationId: "chat" } } });
  expect(JSON.stringify(lower(text)).match(/"operationId"/g)).toHaveLength(1);
});
