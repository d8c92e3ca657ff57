import type { ClientConfig } from "../client-config.js";
import { toLiteral, toMarkdown, toPropertyName, toStringLiteral, toTableCode } from "../document/escape.js";
import { children, follow, nodeAt, objectOf, target } from "../document/reference.js";
import { isAlwaysAt } from "../document/schema-pointer.js";
import { routeOf } from "../model/find-streams.js";
import { hasText, type Stream, type StreamEvent, type StreamingModel } from "../model/model.js";
import { serversOf } from "../model/servers.js";
import { operationInit } from "./operation-init.js";
import { isObject, type Document, type JsonValue } from "../document/source.js";

/** The text of the client's `README.md`: install, the call, errors. */
export function emitReadme(config: ClientConfig, document: Document, model: StreamingModel): string {
  const [stream] = model.streams;
  return [
    `# ${toMarkdown(config.name)}`,
    ...(config.description === undefined ? [] : [toMarkdown(config.description)]),
    fenced("sh", `npm install ${config.name}`),
    "It runs wherever `fetch` runs: Node 20.19 and newer, Deno, Bun, browsers, workers. Its types need TypeScript 5.4 or newer.",
    ...(stream === undefined ? requestsOnly(config, document) : streaming(config, document, model, stream)),
    "All that the package exports, and every event with its fields: [API.md](./API.md).",
    "This package is generated: a change by hand would be lost with the next version.",
  ]
    .join("\n\n")
    .concat("\n");
}

function requestsOnly(config: ClientConfig, document: Document): readonly string[] {
  return [
    "## The call",
    fenced("ts", creation(config, document)),
    "`client` is an [openapi-fetch](https://openapi-ts.dev/openapi-fetch/) client: `client.GET(path, init)` and its siblings, typed by the API's own paths.",
  ];
}

function streaming(config: ClientConfig, document: Document, model: StreamingModel, stream: Stream): readonly string[] {
  return [
    "## The call",
    fenced("ts", [creation(config, document), "", loop(document, stream)].join("\n")),
    "`client` is an [openapi-fetch](https://openapi-ts.dev/openapi-fetch/) client (`client.GET(path, init)` and its siblings, middleware included) with one more method for each event stream. A stream is read once, by `for await`, " +
      "`collect()` or `toReadableStream()`. Leaving the loop aborts the request.",
    ...(hasText(stream) ? ["Only the text, joined:", fenced("ts", textCall(document, stream))] : []),
    "## Options",
    fenced("ts", options(document)),
    "Each option of `stream` may also be given to a single call, beside its `signal`. What they are without it: [API.md](./API.md).",
    forwarding(model),
    "## Streams",
    ["| method | operation |", "| --- | --- |", ...model.streams.map(row)].join("\n"),
    "## Errors",
    fenced("ts", failures(config, stream)),
    [
      "| thrown | when |",
      "| --- | --- |",
      "| `ApiError` | the API answered with a failure: `status`, `headers`, and the documented `body` after `is()` |",
      "| `StreamError`, kind `event` | the stream sent an error event: `event` |",
      "| `StreamError`, kind `truncated` | the connection closed before the event that completes the stream, or inside one |",
      "| `StreamError`, kind `decode` | an event is not JSON, or lacks its name or its text: the field wanted, the fields seen |",
      "| `StreamError`, kind `network` | no connection, or a broken one: `cause` |",
      "| `StreamError`, kind `timeout` | nothing came for `idleTimeout`, or no event for `eventTimeout` |",
      "| `StreamError`, kind `content-type` | the answer is not a stream: the start of its body is in the message |",
      "| `StreamError`, kind `overflow` | one event is larger than `maxEventSize` |",
      "| the signal's reason | your own `signal` was aborted |",
    ].join("\n"),
    "An event of a name that this version does not know is skipped and handed to `onUnknownEvent`, so that old clients survive new servers.",
  ];
}

function forwarding({ streams }: StreamingModel): string {
  const isOther = streams.some(({ format }) => format !== "serverSentEvents");
  return [
    "To forward a stream from a route handler, return `toResponse(stream)`, which sends server-sent events.",
    ...(isOther ? ["This client reads them back only where the API itself sends such."] : []),
  ].join(" ");
}

function creation(config: ClientConfig, document: Document): string {
  return [
    `import { createClient } from ${toStringLiteral(config.name)};`,
    "",
    `const client = createClient({ baseUrl: ${toStringLiteral(baseUrl(document))} });`,
  ].join("\n");
}

function options(document: Document): string {
  return [
    "const configured = createClient({",
    `  baseUrl: ${toStringLiteral(baseUrl(document))},`,
    `  headers: { ${credentials(document)} },`,
    "  stream: {",
    "    idleTimeout: 30_000,",
    '    onUnknownEvent: ({ data }) => console.warn("not in this version", data),',
    "  },",
    "});",
  ].join("\n");
}

/** The header of the first security scheme that has one (OpenAPI, Security Scheme Object). */
function credentials(document: Document): string {
  const schemes = children(target(document, "#/components/securitySchemes")).map((one) =>
    objectOf(follow(document, one)),
  );
  const key = schemes.find((scheme) => scheme["type"] !== "apiKey" || scheme["in"] === "header");
  const { type, name, scheme } = key ?? {};
  if (type === "apiKey" && typeof name === "string") return `${toPropertyName(name)}: "..."`;
  return scheme === "basic" ? 'Authorization: "Basic ..."' : 'Authorization: "Bearer ..."';
}

function loop(document: Document, stream: Stream): string {
  const text = stream.events.find((event) => event.text !== undefined);
  const tag = stream.item === "envelope" ? "event" : stream.discriminator;
  const body =
    text?.text !== undefined && tag !== undefined
      ? `if (event${access([tag])} === ${toStringLiteral(text.name)}) console.log(event${textAccess(document, stream, text)});`
      : "console.log(event);";
  return [
    `const stream = await client.stream${access([stream.name])}(${initText(document, stream)});`,
    "for await (const event of stream) {",
    `  ${body}`,
    "}",
  ].join("\n");
}

function textCall(document: Document, stream: Stream): string {
  return [
    `const answer = await client.stream${access([stream.name])}(${initText(document, stream)});`,
    "console.log(await answer.text());",
  ].join("\n");
}

function failures(config: ClientConfig, stream: Stream): string {
  const name = toStringLiteral(stream.name);
  return [
    `import { ApiError, StreamError } from ${toStringLiteral(config.name)};`,
    "",
    "try {",
    "  // the call and the loop",
    "} catch (error) {",
    `  if (error instanceof ApiError && error.is(${name})) console.error(error.status, error.body);`,
    `  else if (error instanceof StreamError && error.is(${name})) console.error(error.kind, error.event);`,
    "  else throw error;",
    "}",
  ].join("\n");
}

/** Without its events, which are in API.md: a new one changes no more files than it must. */
function row(stream: Stream): string {
  return `| ${toTableCode(`client.stream.${stream.name}(init)`)} | ${toTableCode(routeOf(stream))} |`;
}

/** Property access as code: `.type`, `["message.type"]`, `[0]`. */
function access(tokens: readonly string[]): string {
  return tokens
    .map((token) => {
      const name = toPropertyName(token);
      return /^\d+$/.test(token) ? `[${token}]` : name === token ? `.${token}` : `[${toStringLiteral(token)}]`;
    })
    .join("");
}

/** Access to an event's text, which may not be there: a list may be empty, an optional field missing. */
function textAccess(document: Document, { item }: Stream, { type, text = [] }: StreamEvent): string {
  const around = item === "envelope" ? 1 : 0;
  const isThere = (length: number): boolean =>
    length <= around ||
    (type.schema !== undefined && isAlwaysAt(document, nodeAt(document, type.schema.path), text.slice(around, length)));
  return text
    .map((token, index) => (isThere(index) ? access([token]) : `?.${access([token]).replace(/^\./, "")}`))
    .join("");
}

function initText(document: Document, stream: Stream): string {
  const init = operationInit(document, stream);
  return Object.keys(init).length === 0 ? "" : codeOf(init, "");
}

/** A value as code, one member a line where it is an object. */
function codeOf(value: JsonValue, indent: string): string {
  if (Array.isArray(value)) {
    return `[${value.map((item: JsonValue) => codeOf(item, indent)).join(", ")}]`;
  }
  if (!isObject(value)) {
    return toLiteral(value as string);
  }
  const inner = `${indent}  `;
  const members = Object.entries(value).map(
    ([key, member]) => `${inner}${toPropertyName(key)}: ${codeOf(member, inner)},`,
  );
  return members.length === 0 ? "{}" : ["{", ...members, `${indent}}`].join("\n");
}

/** The first server that is a plain URL, without credentials or variables that are open. */
function baseUrl(document: Document): string {
  const plain = serversOf(document).find(({ url }) => /^https?:\/\/[^\s{}@]+$/.test(url));
  return plain?.url ?? "https://api.example.com";
}

function fenced(language: string, code: string): string {
  return ["```" + language, code, "```"].join("\n");
}
