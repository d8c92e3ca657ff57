import type { JsonValue } from "../../../../generator/document/source.js";
import { chat, event, HEAD, json, type Hostile } from "./document.js";

/** A text that calls the canary wherever it gets out of: a comment, a literal, a template, markup. */
const BREAKOUT =
  "a*/canary();/*`${canary()}`\";canary();\"';canary();'\\\ncanary();\u2028canary();<img src=x onerror=canary()>z";

const token = (more: Readonly<Record<string, JsonValue>>): JsonValue => ({ ...event("token"), ...more });

/** Texts that are no text to somebody, and values of the wrong kind. */
export const texts: readonly Hostile[] = [
  json("a title", { ...chat(), info: { title: BREAKOUT, version: "1.0.0" } }),
  json("a version", { ...chat(), info: { title: "T", version: BREAKOUT } }),
  json("a description of the whole", { ...chat(), info: { title: "T", version: "1", description: BREAKOUT } }),
  json("a license", { ...chat(), info: { title: "T", version: "1", license: { name: BREAKOUT, url: BREAKOUT } } }),
  json("a server", { ...chat(), servers: [{ url: BREAKOUT }, { url: `https://${BREAKOUT}` }] }),
  json("a server with variables", {
    ...chat(),
    servers: [{ url: "https://{a}", variables: { a: { default: BREAKOUT } } }],
  }),
  json("tags", { ...chat({ operation: { tags: [BREAKOUT] } }), tags: [{ name: BREAKOUT, description: BREAKOUT }] }),
  json("a summary", chat({ operation: { summary: BREAKOUT } })),
  json("a description", chat({ operation: { description: BREAKOUT } })),
  json("a deprecated operation", chat({ operation: { deprecated: true, summary: `@deprecated ${BREAKOUT}` } })),
  json("a description of an event", chat({ schemas: { Token: token({ description: BREAKOUT }) } })),
  json("a title of an event", chat({ schemas: { Token: token({ title: BREAKOUT }) } })),
  json("a format", chat({ schemas: { Token: token({ format: BREAKOUT }) } })),
  json("a pattern", chat({ schemas: { Token: token({ pattern: "^.*/canary()$" }) } })),
  json("a default", chat({ schemas: { Token: token({ default: { [BREAKOUT]: [BREAKOUT] } }) } })),
  json("an example", chat({ schemas: { Token: token({ example: BREAKOUT }) } })),
  json(
    "an enum of a body",
    chat({
      operation: {
        requestBody: {
          required: true,
          content: { "application/json": { schema: { enum: [BREAKOUT, 1, null, true] } } },
        },
      },
    }),
  ),
  json(
    "a const of a body",
    chat({
      operation: {
        requestBody: {
          required: true,
          content: { "application/json": { schema: { const: { [BREAKOUT]: BREAKOUT } } } },
        },
      },
    }),
  ),
  json(
    "an enum's own names",
    chat({
      schemas: {
        Kind: { type: "string", enum: ["a"], "x-enum-varnames": [BREAKOUT], "x-enum-descriptions": [BREAKOUT] },
      },
    }),
  ),
  json("a sentinel", chat({ mediaType: { schema: event("a"), "x-event-stream": { sentinel: BREAKOUT } } })),
  json(
    "request fields",
    chat({
      operation: { requestBody: { content: { "application/json": { schema: { properties: { [BREAKOUT]: {} } } } } } },
      mediaType: { schema: event("a"), "x-event-stream": { request: { [BREAKOUT]: BREAKOUT } } },
    }),
  ),
  json(
    "an end that is a value",
    chat({ mediaType: { schema: event("a"), "x-event-stream": { end: { where: "/text", is: BREAKOUT } } } }),
  ),
  json(
    "an extension of another kind",
    chat({ mediaType: { schema: event("a"), "x-event-stream": BREAKOUT } }),
    /must be an object with the keys/,
  ),
  json(
    "an unknown extension key",
    chat({ mediaType: { schema: event("a"), "x-event-stream": { [BREAKOUT]: 1 } } }),
    /Unknown key/,
  ),
  json(
    "a pointer of signs",
    chat({ mediaType: { schema: event("a"), "x-event-stream": { text: `/${BREAKOUT}` } } }),
    /No schema of this stream has the field/,
  ),
  json("security schemes", {
    ...chat(),
    components: {
      schemas: { Token: event("token"), Done: event("done") },
      securitySchemes: { [BREAKOUT]: { type: "apiKey", in: "header", name: BREAKOUT, description: BREAKOUT } },
    },
  }),
  json(
    "callbacks and links",
    chat({
      operation: {
        callbacks: {
          [BREAKOUT]: {
            [BREAKOUT]: {
              post: {
                responses: { "200": { description: BREAKOUT, links: { [BREAKOUT]: { operationId: BREAKOUT } } } },
              },
            },
          },
        },
      },
    }),
  ),
  json("webhooks", {
    ...chat(),
    webhooks: { [BREAKOUT]: { post: { summary: BREAKOUT, responses: { "200": { description: BREAKOUT } } } } },
  }),
  json("bidirectional controls everywhere", {
    ...chat({
      operation: { summary: "\u202ea\u2066b\u2069" },
      schemas: { Token: token({ description: "\u2067canary\u202c" }) },
    }),
    info: { title: "\u202eT", version: "1", description: "\u2068d" },
  }),
  json(
    "lone halves of characters",
    chat({ operation: { summary: "\ud800" }, schemas: { Token: token({ description: "\udfff\ud800" }) } }),
  ),
  json("a text of nothing but blanks", chat({ operation: { summary: " \n\t\r", description: "\u00a0" } })),
  json("a version of numbers", { ...HEAD, openapi: 3.1, paths: {} } as never, /Write the version as a string/),
  json("a version of the past", { swagger: "2.0", info: {}, paths: {} }, /Swagger 2\.0/),
  json("a version of the future", { ...chat(), openapi: "4.0.0" }, /no OpenAPI 3 document/),
  json("a version that is code", { ...chat(), openapi: `3.1.0${BREAKOUT}` }),
  json("paths that are a list", { ...HEAD, paths: [] }, /must be an object/),
  json("schemas that are texts", chat({ schemas: { A: "string" } }), /must be an object/),
  json("lists where objects are wanted", chat({ operation: { parameters: {} } }), /must be an array/),
];
