import { readClientConfig } from "../../../generator/client-config.js";
import type { JsonObject, JsonValue } from "../../../generator/document/source.js";
import { buildModel } from "../../../generator/model/build-model.js";
import { compareClients, type Change } from "../../../generator/review/compare-clients.js";
import type { Revision } from "../../../generator/review/revision.js";
import { documentOf } from "../streams.js";

/** JSON that a test changes. */
// oxlint-disable-next-line typescript/no-explicit-any -- an edit of a test reaches into a document that it knows
export type Editable = any;

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: JsonValue): JsonObject => ({ "application/json": { schema } });

/** A small API that has all that a client can be broken by. A fresh copy each time. */
export function petchat(): Editable {
  return structuredClone({
    openapi: "3.2.0",
    info: { title: "Pet chat", version: "1.0.0", description: "Chats about pets." },
    security: [{ key: [] }],
    paths: {
      "/chat": {
        post: {
          operationId: "chat",
          summary: "Chats.",
          requestBody: { required: true, content: json(ref("ChatRequest")) },
          responses: {
            "200": {
              description: "The answer, as it is written.",
              content: {
                "text/event-stream": {
                  itemSchema: {
                    type: "object",
                    required: ["data"],
                    properties: {
                      data: {
                        type: "string",
                        contentMediaType: "application/json",
                        contentSchema: ref("ChatEvent"),
                      },
                    },
                  },
                  "x-event-stream": { end: "end", error: "error", text: { token: "/content" } },
                },
              },
            },
            "400": { description: "Wrong.", content: json(ref("Problem")) },
          },
        },
      },
      "/pets": {
        get: {
          operationId: "listPets",
          summary: "Lists pets.",
          parameters: [
            { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 100 } },
            { name: "kind", in: "query", schema: ref("Kind") },
            { name: "tags", in: "query", schema: { type: "array", items: { type: "string" } } },
          ],
          responses: {
            "200": {
              description: "Pets.",
              headers: { "X-Next": { required: true, schema: { type: "string" } } },
              content: json({ type: "array", items: ref("Pet") }),
            },
            "404": { description: "None.", content: json(ref("Problem")) },
          },
        },
        post: {
          operationId: "addPet",
          requestBody: { content: { ...json(ref("NewPet")), "application/xml": { schema: ref("NewPet") } } },
          responses: { "201": { description: "The pet.", content: json(ref("Pet")) } },
        },
      },
    },
    components: {
      securitySchemes: { key: { type: "apiKey", in: "header", name: "x-key" } },
      schemas: {
        ChatRequest: {
          type: "object",
          required: ["prompt"],
          properties: {
            prompt: { type: "string", minLength: 1 },
            model: { enum: ["small", "large"] },
            temperature: { type: "number", maximum: 2 },
            context: { oneOf: [ref("Pet"), ref("Owner")] },
            options: { type: "object", additionalProperties: { type: "string" } },
          },
        },
        ChatEvent: {
          oneOf: [ref("ChatStart"), ref("ChatToken"), ref("ChatUsage"), ref("ChatEnd"), ref("ChatError")],
          discriminator: { propertyName: "type" },
        },
        ChatStart: { type: "object", required: ["type"], properties: { type: { const: "start" } } },
        ChatToken: {
          type: "object",
          required: ["type", "content"],
          properties: {
            type: { const: "token" },
            content: { type: "string", description: "The next words." },
            index: { type: "integer" },
            pet: ref("Pet"),
          },
          additionalProperties: true,
        },
        ChatUsage: {
          type: "object",
          required: ["type", "tokens"],
          properties: { type: { const: "usage" }, tokens: { type: "integer" } },
        },
        ChatEnd: {
          type: "object",
          required: ["type"],
          properties: { type: { const: "end" }, reason: { enum: ["stop", "length"] } },
        },
        ChatError: {
          type: "object",
          required: ["type"],
          properties: { type: { const: "error" }, message: { type: "string", maxLength: 100 } },
        },
        Pet: {
          type: "object",
          required: ["id", "name"],
          properties: {
            id: { type: "integer" },
            name: { type: "string" },
            kind: ref("Kind"),
            owner: { oneOf: [ref("Owner"), { type: "null" }] },
            friends: { type: "array", items: ref("Pet") },
          },
        },
        NewPet: {
          type: "object",
          required: ["name"],
          properties: { name: { type: "string" }, kind: ref("Kind") },
        },
        Kind: { type: "string", enum: ["cat", "dog"] },
        Owner: { type: "object", required: ["email"], properties: { email: { type: "string" } } },
        Problem: { type: "object", properties: { detail: { type: "string" } } },
        Unused: { type: "object", properties: { note: { type: "string" } } },
      },
    },
  });
}

/** A revision that was never read from files. */
export function revisionOf(value: JsonValue, client?: JsonValue): Revision {
  const document = documentOf(value);
  const config = client === undefined ? undefined : documentOf(client);
  return {
    inputs: { spec: document, overlays: [], client: config, warnings: [] },
    document,
    model: buildModel(document).model,
    config: readClientConfig(config, document),
  };
}

/** What changes from one document to another. */
export function changesBetween(base: JsonValue, head: JsonValue): readonly Change[] {
  return compareClients({ base: revisionOf(base), head: revisionOf(head) }).changes;
}

/** `rule: subject what`, as the tests compare it. */
export function textOf({ rule, subject, what }: Change): string {
  return `${rule}: ${subject} ${what}`;
}
