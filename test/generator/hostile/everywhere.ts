import { toPointer, type JsonValue } from "../../../generator/document/source.js";

/** A small streaming API with `x` in every text and every name that it may choose. */
export function documentWith(x: string): JsonValue {
  const ref = (name: string): JsonValue => ({ $ref: toPointer(["components", "schemas", name]) });
  const event = (name: string): JsonValue => ({
    title: `Title ${x}`,
    description: `Description ${x}`,
    type: "object",
    required: [`type${x}`, `text${x}`],
    properties: {
      [`type${x}`]: { const: `${name}${x}` },
      [`text${x}`]: { type: "string", description: x, example: `Example ${x}`, default: `Default ${x}` },
      [`kind${x}`]: { enum: [`One ${x}`, `Two ${x}`], description: `${x}\n${x}` },
    },
  });
  const body = {
    type: "object",
    required: [`prompt${x}`, `stream${x}`],
    properties: {
      [`prompt${x}`]: { type: "string", example: `Say ${x}` },
      [`stream${x}`]: { type: "string", enum: [`yes${x}`] },
    },
  };
  const operation = {
    operationId: `chat${x}`,
    summary: `Summary ${x}`,
    deprecated: true,
    parameters: [
      { in: "path", name: `id${x}`, required: true, schema: { type: "string" }, description: `Of ${x}` },
      { in: "query", name: `q${x}`, schema: { type: "string" }, example: x },
    ],
    requestBody: { required: true, content: { "application/json": { schema: body } } },
    responses: {
      "200": {
        description: `Answers ${x}`,
        content: {
          "text/event-stream": {
            schema: ref(`Event${x}`),
            "x-event-stream": {
              end: `done${x}`,
              text: { [`token${x}`]: `/text${x.replaceAll("~", "~0").replaceAll("/", "~1")}` },
              sentinel: `[DONE]${x}`,
              request: { [`stream${x}`]: `yes${x}` },
            },
          },
        },
      },
      "400": { description: `Fails ${x}`, content: { "application/json": { schema: ref(`Token${x}`) } } },
    },
  };
  return {
    openapi: "3.1.0",
    info: { title: `Chat ${x}`, description: `${x} about`, version: "1.0.0" },
    servers: [{ url: `https://example.com/${x}` }],
    tags: [{ name: x, description: x }],
    paths: { [`/chat${x}/{id}`]: { post: operation, description: x } },
    components: {
      schemas: {
        [`Event${x}`]: {
          oneOf: [ref(`Token${x}`), ref(`Done${x}`)],
          discriminator: {
            propertyName: `type${x}`,
            mapping: { [x]: toPointer(["components", "schemas", `Token${x}`]) },
          },
        },
        [`Token${x}`]: event("token"),
        [`Done${x}`]: event("done"),
      },
    },
  };
}
