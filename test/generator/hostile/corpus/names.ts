import { chat, event, HEAD, json, ref, type Hostile } from "./document.js";

const response = { "200": { description: "" } };

/** Names that are no names, that are taken, or that are the same to somebody. */
export const names: readonly Hostile[] = [
  ...["delete", "class", "await", "constructor", "toString", "__proto__", "prototype", "catch", "arguments"].map(
    (name) => json(`an operation called ${name}`, chat({ operationId: name })),
  ),
  json("an operation called then", chat({ operationId: "then" }), /No method can be named after/),
  json("an operation called by a number", chat({ operationId: "123" }), /No method can be named after/),
  json("an operation called by signs", chat({ operationId: "*/ `{}`" }), /No method can be named after/),
  json("an operation called by a dollar", chat({ operationId: "*/ ${} `" })),
  json("an operation called by an emoji", chat({ operationId: "🚀" }), /No method can be named after/),
  json("an operation called by nothing", chat({ operationId: "" })),
  json("an operation called by blanks", chat({ operationId: " \t" }), /No method can be named after/),
  json("an operation called in another script", chat({ operationId: "チャット" })),
  json("an operation called backwards", chat({ operationId: "\u202echat\u202c" })),
  json("an operation of 10,000 letters", chat({ operationId: "a".repeat(10_000) })),
  json("a path of signs", chat({ path: "/*/`${x}'\"\\\n{id}" })),
  json("a path with a query and a fragment", chat({ path: "/chat?beta=true#stream" })),
  json("a path of percent signs", chat({ path: "/%2e%2e/%00/%" })),
  json("a path of 10,000 letters", chat({ path: `/${"a".repeat(10_000)}` })),
  json("paths that are one in a URL", {
    ...HEAD,
    paths: {
      "/é": { get: { responses: response } },
      "/e\u0301": { get: { responses: response } },
      "/%C3%A9": { get: { responses: response } },
    },
  }),
  json(
    "two operations that differ by case",
    {
      ...chat(),
      paths: {
        "/a": { post: { operationId: "chatNow", responses: streamOf("Token") } },
        "/b": { post: { operationId: "ChatNow", responses: streamOf("Token") } },
      },
    },
    /Two streams would both be called client\.stream\.chatNow/,
  ),
  json(
    "two operations that differ by their dashes",
    {
      ...chat(),
      paths: {
        "/a": { post: { operationId: "chat-now", responses: streamOf("Token") } },
        "/b": { post: { operationId: "chat_now", responses: streamOf("Token") } },
      },
    },
    /Two streams would both be called/,
  ),
  json("two operations of one id, without streams", {
    ...HEAD,
    paths: {
      "/a": { get: { operationId: "a", responses: response } },
      "/b": { get: { operationId: "a", responses: response } },
    },
  }),
  json(
    "schemas that differ by case",
    chat({ mediaType: union("Item", "item"), schemas: { Item: event("a"), item: event("b") } }),
  ),
  json(
    "schemas that are one in Unicode",
    chat({ mediaType: union("é", "e\u0301"), schemas: { é: event("a"), "e\u0301": event("b") } }),
  ),
  json(
    "schemas that are one without their signs",
    chat({ mediaType: union("A-b", "A.b"), schemas: { "A-b": event("a"), "A.b": event("b") } }),
  ),
  ...[
    "class",
    "string",
    "any",
    "Record",
    "Promise",
    "Array",
    "Error",
    "Response",
    "globalThis",
    "Object",
    "undefined",
    "ApiError",
    "components",
    "Is",
  ].map((name) =>
    json(`a schema called ${name}`, chat({ mediaType: union(name, "Done"), schemas: { [name]: event("a") } })),
  ),
  ...["__proto__", "constructor", "hasOwnProperty", "valueOf"].map((name) =>
    json(`a schema called ${name}`, withOwn(chat({ mediaType: union(name, "Done") }), name)),
  ),
  json("a schema called by nothing", chat({ schemas: { "": { type: "string" } } })),
  json(
    "a schema called by signs",
    chat({ mediaType: union("*/ canary() `${", "Done"), schemas: { "*/ canary() `${": event("a") } }),
  ),
  json(
    "a schema called by a path",
    chat({ mediaType: union("../../etc/passwd", "Done"), schemas: { "../../etc/passwd": event("a") } }),
  ),
  json("a schema called by a digit", chat({ mediaType: union("1", "Done"), schemas: { "1": event("a") } })),
  json(
    "a schema called as an inline one would be",
    chat({
      mediaType: { schema: { oneOf: [event("token"), event("done")] } },
      schemas: { ChatToken: { type: "string" }, ChatTokenItem: { type: "string" } },
    }),
  ),
  ...["__proto__", "constructor", "toString", "", "*/", "\n", "'", "${canary}", "a b", "data", "1"].map((name) =>
    json(`an event called ${JSON.stringify(name)}`, chat({ schemas: { Token: event(name) } })),
  ),
  ...["__proto__", "constructor", "*/", "\u2028", "a-b", "0"].map((name) =>
    json(
      `a discriminator called ${JSON.stringify(name)}`,
      chat({ schemas: { Token: told(name, "a"), Done: told(name, "b") } }),
    ),
  ),
  json("an event of no name, of one letter's case", chat({ schemas: { Token: event("Done"), Done: event("done") } })),
  json(
    "a parameter of signs",
    chat({
      operation: { parameters: [{ in: "query", name: "*/ ${canary()}", required: true, schema: { type: "string" } }] },
    }),
  ),
  json(
    "a header called __proto__",
    chat({
      operation: { parameters: [{ in: "header", name: "__proto__", required: true, schema: { type: "string" } }] },
    }),
  ),
  json(
    "a media type of signs",
    chat({ operation: { requestBody: { content: { "*/*;q=`canary`": { schema: { type: "string" } } } } } }),
  ),
  json("a stream of capitals and parameters", chat({ mediaTypeName: 'TEXT/Event-Stream; charset="*/utf-8"' })),
];

function streamOf(name: string) {
  return { "200": { description: "", content: { "text/event-stream": { schema: ref(name) } } } };
}

function union(...members: readonly string[]) {
  return { schema: { oneOf: members.map(ref) } };
}

function told(name: string, value: string) {
  return { type: "object", required: [name], properties: Object.fromEntries([[name, { const: value }]]) };
}

/** With a schema of a name that an assignment would not take for one. */
function withOwn(document: ReturnType<typeof chat>, name: string) {
  const { schemas, ...components } = document["components"] as { schemas: object };
  const own = Object.fromEntries([...Object.entries(schemas), [name, event("a")]]);
  return { ...document, components: { ...components, schemas: own } };
}
