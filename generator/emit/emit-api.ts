import type { ClientConfig } from "../client-config.js";
import { toMarkdown, toMarkdownCode } from "../document/escape.js";
import {
  child,
  children,
  componentNamed,
  componentOf,
  follow,
  nodeAt,
  objectOf,
  type Node,
} from "../document/reference.js";
import { branchesOf } from "../document/schema-unions.js";
import { isObject, type Document } from "../document/source.js";
import { findOperations, routeOf } from "../model/find-streams.js";
import type { StreamingModel } from "../model/model.js";
import { MADE_OF } from "../model/source-path.js";
import { fieldLines, line } from "./api-lines.js";
import { schemasBeside, streamSection } from "./api-stream.js";
import { LIMITS, PROMISES } from "./promises.js";
import { typeText } from "./type-text.js";

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

/** The components that events, and what streams are asked for and fail with, are made of, and those that these are made of. */
function schemasSection(document: Document, model: StreamingModel): readonly string[] {
  const events = model.eventTypes.flatMap(({ schema }) => (schema === undefined ? [] : [schema.path]));
  const listed = new Set(model.eventTypes.flatMap(({ schema }) => (schema?.isObject ? [schema.component] : [])));
  const queue = [
    ...events.flatMap((path) => componentsOfEvent(document, nodeAt(document, path))),
    ...model.streams.flatMap((stream) => schemasBeside(document, stream)).flatMap(componentsIn),
  ];
  const lines: string[] = [];
  for (const name of queue) {
    const schema = componentNamed(document, name);
    if (schema === undefined || listed.has(name)) {
      continue;
    }
    listed.add(name);
    const fields = branchesOf(document, schema) === undefined ? fieldLines(document, name, schema) : [];
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
  const streams = new Map(model.streams.map((stream) => [routeOf(stream), stream]));
  return findOperations(document).map((found) => {
    const stream = streams.get(routeOf(found));
    const { summary } = objectOf(found.operation);
    const words = typeof summary === "string" && summary.trim() !== "" ? `: ${toMarkdown(summary)}` : "";
    const call = stream === undefined ? "" : `, ${toMarkdownCode(`client.stream.${stream.name}(init)`)}`;
    return `- ${toMarkdownCode(routeOf(found))}${call}${words}`;
  });
}
