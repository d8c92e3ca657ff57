/** An API of so many streaming operations, each with a request and three events of its own. */
export function manyStreams(count: number): object {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return {
    openapi: "3.2.0",
    info: { title: "Many streams", version: "1.0.0" },
    paths: Object.fromEntries(numbers.map((number) => [`/chats/${number}/{id}`, { post: operation(number) }])),
    components: { schemas: Object.fromEntries(numbers.flatMap(schemas)) },
  };
}

function operation(number: number): object {
  const event = { $ref: `#/components/schemas/Event${number}` };
  const data = { type: "string", contentMediaType: "application/json", contentSchema: event };
  return {
    operationId: `chat${number}`,
    summary: `Answers question ${number} as it is written.`,
    parameters: [{ in: "path", name: "id", required: true, schema: { type: "integer" } }],
    requestBody: { content: { "application/json": { schema: { $ref: `#/components/schemas/Request${number}` } } } },
    responses: {
      200: {
        description: "The answer.",
        content: {
          "text/event-stream": {
            itemSchema: { type: "object", required: ["data"], properties: { data } },
            "x-event-stream": { end: "end", error: "error", text: { token: "/content" } },
          },
        },
      },
    },
  };
}

function schemas(number: number): readonly (readonly [string, object])[] {
  const names = { token: `Token${number}`, end: `End${number}`, error: `Error${number}` };
  const reference = (name: string): string => `#/components/schemas/${name}`;
  const event = (type: string, fields: object): object => ({
    type: "object",
    description: `The event ${type} of chat ${number}.`,
    required: ["type", ...Object.keys(fields)],
    properties: { type: { const: type }, ...fields },
  });
  const mapping = Object.fromEntries(Object.entries(names).map(([type, name]) => [type, reference(name)]));
  return [
    [`Request${number}`, { type: "object", required: ["text"], properties: { text: { type: "string" } } }],
    [
      `Event${number}`,
      {
        oneOf: Object.values(names).map((name) => ({ $ref: reference(name) })),
        discriminator: { propertyName: "type", mapping },
      },
    ],
    [names.token, event("token", { content: { type: "string", description: "The next word." } })],
    [names.end, event("end", { total: { type: "integer" } })],
    [names.error, event("error", { message: { type: "string" }, code: { enum: ["busy", "long"] } })],
  ];
}
