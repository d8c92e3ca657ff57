import type { ClientConfig } from "../client-config.js";
import { toMarkdown, toMarkdownCode, toMarkdownPointer } from "../document/escape.js";
import { findOperations } from "../model/find-streams.js";
import { lacksSentinel } from "../model/lacks-sentinel.js";
import { matchText } from "../model/match-text.js";
import type { Stream, StreamEvent, StreamingModel } from "../model/model.js";
import { MADE_OF } from "../model/source-path.js";
import { parametersOf } from "../model/parameters.js";
import { bodyOf, mediaTypeSchema } from "../model/request-body.js";
import { LIMITS, PROMISES } from "./promises.js";
import {
  child,
  children,
  componentOf,
  follow,
  keyOf,
  nodeAt,
  objectOf,
  target,
  type Node,
} from "../document/reference.js";
import { propertiesOf } from "../document/schema-properties.js";
import { branchesOf } from "../document/schema-unions.js";
import { isObject, type Document } from "../document/source.js";
import { isNeverJson } from "../model/stream-format.js";
import { typeText } from "./type-text.js";

/** Fields of fields are listed as deep as a reader follows them. */
const MAX_DEPTH = 4;

/** The text of `API.md`: what users of the package see, one line an item, made to be compared between versions. */
export function emitApi(config: ClientConfig, document: Document, model: StreamingModel): string {
  const sections = [
    [
      `# API of ${toMarkdown(config.name)}`,
      "",
      "What users of the package see, one line an item: made to be compared between versions.",
    ],
    ["## Package", "", ...EXPORTS.map((text) => `- ${text}`)],
    model.streams.length === 0 ? [] : ["## Promises", "", ...PROMISES.map(([what, sees]) => `- ${what}: ${sees}`)],
    model.streams.length === 0 ? [] : ["## Limits", "", ...LIMITS.map((limit) => `- ${limit}`)],
    ...model.streams.map((stream) => streamSection(document, stream)),
    schemasSection(document, model),
    ["## Operations", "", ...operations(document, model)],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

const EXPORTS = [
  "`createClient(options?: ClientOptions): Client`",
  "`client.GET`, `PUT`, `POST`, `DELETE`, `OPTIONS`, `HEAD`, `PATCH`, `TRACE`, `request`, `use`, `eject`: openapi-fetch's, typed by `paths`",
  "`client.stream.<operation>(init): Promise<EventStream>`; a `TextEventStream` where the operation says what its text is",
  "`ClientOptions.stream` and each `init`: `idleTimeout`, `eventTimeout`, `maxEventSize`, `retries`, `maxRetryDelay`, `onUnknownEvent`",
  "`EventStream<E>`: `AsyncIterable<E>`, `AsyncDisposable`, `response`, `collect()`, `toReadableStream()`, `cancel()`",
  "`TextEventStream<E>`: `EventStream<E>` with `text()`",
  "`ApiError`: `operationId`, `status`, `headers`, `body`, `response`, `is(operation)`",
  "`StreamError`: `kind`, `operationId`, `eventsReceived`, `lastEventId`, `event`, `partial`, `response`, `cause`, `is(operation)`",
  "`StreamError.kind`: `content-type`, `truncated`, `network`, `event`, `decode`, `timeout`, `overflow`",
  "`toResponse(stream, init?: ResponseInit): Response`",
  "types of the client: `Client`, `ClientOptions`, `StreamOptions`, `StreamInit`, `StreamMethod`, `StreamMethods`, `Middleware` (openapi-fetch's)",
  "types by a stream's name: `StreamName`, `StreamEvents`, `StreamErrorEvents`, `EventOf` (any event that it yields), `StreamOf` (what its method resolves with), `StreamErrorOf`; `StreamErrorKind`",
  "types of events: one for each, and `Envelope`, `TextItem`, `UnknownEvent`",
  "types of the document: `paths`, `components`, `operations`",
];

function streamSection(document: Document, stream: Stream): readonly string[] {
  const operation = nodeAt(document, stream.at.operation);
  const words = stream.summary === undefined ? "" : `: ${toMarkdown(stream.summary)}`;
  return [
    `## client.stream.${toMarkdown(stream.name)}(init)`,
    "",
    `- ${operationText(stream.method, stream.path)}${words}`,
    ...(stream.deprecated ? ["- deprecated"] : []),
    `- operationId: ${toMarkdownCode(stream.operationId)}`,
    `- answers: ${toMarkdownCode(stream.mediaType)}`,
    ...inputs(document, operation, stream),
    ...rules(stream),
    ...failures(document, operation),
    "",
    "### Events",
    "",
    ...stream.events.flatMap((event) => eventLines(document, stream, event)),
  ];
}

function inputs(document: Document, operation: Node, stream: Stream): readonly string[] {
  const parameters = parametersOf(document, operation).map(({ in: place, name, required, schema, description }) => {
    const type = schema === undefined ? "unknown" : typeText(document, schema);
    return line(`init.params.${place}.${name}`, type, required, description);
  });
  const body = bodyOf(document, operation);
  const asks = new Set(Object.keys(stream.request ?? {}));
  const fields = body === undefined ? [] : fieldLines(document, "init.body", body.schema, asks);
  const whole =
    body !== undefined && fields.length === 0
      ? [line("init.body", typeText(document, body.schema), body.required)]
      : [];
  return [...parameters, ...whole, ...fields];
}

function rules(stream: Stream): readonly string[] {
  const textOf = stream.events.flatMap(({ name, text }) =>
    text === undefined ? [] : [`${toMarkdownCode(name)} at ${toMarkdownPointer(text)}`],
  );
  const ends = [
    ...stream.events.filter(({ role }) => role === "end").map(({ name }) => toMarkdownCode(name)),
    ...stream.end.map(matchText),
    ...(stream.sentinel === undefined ? [] : [`the data ${toMarkdownCode(stream.sentinel)}`]),
  ];
  const errors = [
    ...stream.events.filter(({ role }) => role === "throw").map(({ name }) => toMarkdownCode(name)),
    ...stream.error.map(matchText),
  ];
  return [
    `- completes: ${ends.length > 0 ? ends.join(", ") : closing(stream)}`,
    ...(errors.length > 0 ? [`- throws: ${errors.join(", ")}`] : []),
    ...(stream.text !== undefined ? [`- text() joins: ${toMarkdownPointer(stream.text)}`] : []),
    ...(textOf.length > 0 ? [`- text() joins: ${textOf.join(", ")}`] : []),
    ...(stream.request === undefined ? [] : [`- sends: ${toMarkdownCode(JSON.stringify(stream.request))}`]),
  ];
}

function closing(stream: Stream): string {
  const text = lacksSentinel(stream) ? ", and a last text such as `[DONE]` is a `decode` error" : "";
  return `when the connection closes: a cut does not show${text}`;
}

function failures(document: Document, operation: Node): readonly string[] {
  return children(child(operation, "responses"))
    .filter((entry) => /^([45]|default)/.test(keyOf(entry)))
    .map((entry) => {
      const response = follow(document, entry);
      const [mediaType] = response === undefined ? [] : children(child(response, "content"));
      const schema = mediaType && mediaTypeSchema(document, mediaType);
      const { description } = objectOf(response);
      const text = mediaType && isNeverJson(keyOf(mediaType)) ? " | string" : "";
      const type = schema === undefined ? "no body" : typeText(document, schema) + text;
      return line(`failure ${keyOf(entry)}`, type, true, description);
    });
}

function eventLines(document: Document, stream: Stream, event: StreamEvent): readonly string[] {
  const types = event.type.oneOf ?? [event.type];
  return types.flatMap((type) => typeLines(document, stream, { ...event, type }));
}

function typeLines(document: Document, { item }: Stream, { name, type, role }: StreamEvent): readonly string[] {
  const mark = { yield: "", end: ", completes the stream", throw: ", thrown" }[role];
  const head = `- ${toMarkdownCode(name)}: ${toMarkdownCode(type.name)}${mark}${wordsOf(type.description)}`;
  const prefix = item === "json" ? name : `${name}.data`;
  const schema = type.schema && nodeAt(document, type.schema.path);
  if (schema === undefined) {
    return [head, line(prefix, "string", true)];
  }
  const fields = fieldLines(document, prefix, schema, new Set());
  return [head, ...(fields.length > 0 ? fields : [line(prefix, typeText(document, schema), true)])];
}

/** A line a field, inline objects included; a component is named, and listed once under "Schemas". */
function fieldLines(
  document: Document,
  prefix: string,
  schema: Node,
  leftOut: ReadonlySet<string>,
  depth = 0,
): readonly string[] {
  return [...propertiesOf(document, schema)].flatMap(([name, property]) => {
    if (leftOut.has(name)) {
      return [];
    }
    const path = `${prefix}.${name}`;
    const { description } = objectOf(follow(document, property.schema));
    const own = line(path, typeText(document, property.schema), property.required, description);
    const isInline = componentOf(property.schema) === undefined && depth < MAX_DEPTH;
    return [own, ...(isInline ? fieldLines(document, path, property.schema, new Set(), depth + 1) : [])];
  });
}

function line(name: string, type: string, required: boolean, description?: unknown): string {
  return `- ${toMarkdownCode(name)}: ${toMarkdownCode(type)}${required ? "" : ", optional"}${wordsOf(description)}`;
}

/** The first paragraph of a description: some are articles. All of it is in the types. */
function wordsOf(description: unknown): string {
  const [first = ""] = typeof description === "string" ? description.trim().split(/\n\s*\n/) : [];
  return first === "" ? "" : `: ${toMarkdown(first)}`;
}

/** The components that the events are made of, and those that these are made of. */
function schemasSection(document: Document, model: StreamingModel): readonly string[] {
  const events = model.eventTypes.flatMap(({ schema }) => (schema === undefined ? [] : [schema.path]));
  const listed = new Set(model.eventTypes.flatMap(({ schema }) => (schema?.isObject ? [schema.component] : [])));
  const queue = events.flatMap((path) => componentsOfEvent(document, nodeAt(document, path)));
  const schemas = target(document, "#/components/schemas");
  const lines: string[] = [];
  for (const name of queue) {
    const schema = schemas && child(schemas, name);
    if (schema === undefined || listed.has(name)) {
      continue;
    }
    listed.add(name);
    const fields = branchesOf(document, schema) === undefined ? fieldLines(document, name, schema, new Set()) : [];
    lines.push(...(fields.length > 0 ? fields : [line(name, typeText(document, schema), true)]));
    queue.push(...componentsIn(schema));
  }
  return lines.length === 0 ? [] : ["## Schemas", "", ...lines];
}

/** The fields of what an event was made of are its own. */
function componentsOfEvent(document: Document, schema: Node): readonly string[] {
  if (child(schema, MADE_OF) === undefined) return componentsIn(schema);
  const parts = children(child(schema, "allOf")).flatMap((part) => follow(document, part) ?? []);
  return parts.flatMap(children).flatMap(componentsIn);
}

function componentsIn(node: Node): readonly string[] {
  const own = isObject(node.value) && "$ref" in node.value ? componentOf(node) : undefined;
  return [...(own === undefined ? [] : [own]), ...children(node).flatMap(componentsIn)];
}

function operations(document: Document, model: StreamingModel): readonly string[] {
  const streams = new Map(model.streams.map((stream) => [`${stream.method} ${stream.path}`, stream]));
  return findOperations(document).map(({ method, path, operation }) => {
    const stream = streams.get(`${method} ${path}`);
    const { summary } = objectOf(operation);
    const words = typeof summary === "string" && summary.trim() !== "" ? `: ${toMarkdown(summary)}` : "";
    const call = stream === undefined ? "" : `, ${toMarkdownCode(`client.stream.${stream.name}(init)`)}`;
    return `- ${operationText(method, path)}${call}${words}`;
  });
}

function operationText(method: string, path: string): string {
  return toMarkdownCode(`${method.toUpperCase()} ${path}`);
}
