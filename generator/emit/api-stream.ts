import { toMarkdown, toMarkdownCode, toMarkdownPointer } from "../document/escape.js";
import { child, children, follow, keyOf, nodeAt, objectOf, type Node } from "../document/reference.js";
import { propertiesOf } from "../document/schema-properties.js";
import type { Document } from "../document/source.js";
import { routeOf } from "../model/find-streams.js";
import type { Stream, StreamEvent } from "../model/model.js";
import { parametersOf } from "../model/parameters.js";
import { bodyOf, mediaTypeSchema } from "../model/request-body.js";
import { endsOf, lacksSentinel, matchText } from "../model/stream-end.js";
import { isNeverJson } from "../model/stream-format.js";
import { fieldLines, line, wordsOf } from "./api-lines.js";
import { typeText } from "./type-text.js";

/** The section of `API.md` about one stream: how it is asked for, how it ends and fails, and its events. */
export function streamSection(document: Document, stream: Stream): readonly string[] {
  const operation = nodeAt(document, stream.at.operation);
  const words = stream.summary === undefined ? "" : `: ${toMarkdown(stream.summary)}`;
  return [
    `## client.stream.${toMarkdown(stream.name)}(init)`,
    "",
    `- ${toMarkdownCode(routeOf(stream))}${words}`,
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
  const ends = endsOf(stream);
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
  return failuresOf(document, operation).map(({ status, response, mediaType, schema }) => {
    const { description } = objectOf(response);
    const text = mediaType && isNeverJson(keyOf(mediaType)) ? " | string" : "";
    const type = schema === undefined ? "no body" : typeText(document, schema) + text;
    return line(`failure ${status}`, type, true, description);
  });
}

interface Failure {
  readonly status: string;
  readonly response: Node | undefined;
  /** Of its body: the first. */
  readonly mediaType: Node | undefined;
  readonly schema: Node | undefined;
}

function failuresOf(document: Document, operation: Node): readonly Failure[] {
  const entries = children(child(operation, "responses")).filter((entry) => /^([45]|default)/.test(keyOf(entry)));
  return entries.map((entry) => {
    const response = follow(document, entry);
    const [mediaType] = children(child(response, "content"));
    return { status: keyOf(entry), response, mediaType, schema: mediaTypeSchema(document, mediaType) };
  });
}

/** The schemas of what a stream is asked for with, and fails with: the components in them are named in its section. */
export function schemasBeside(document: Document, stream: Stream): readonly Node[] {
  const operation = nodeAt(document, stream.at.operation);
  const parameters = parametersOf(document, operation).map(({ schema }) => schema);
  const body = bodyOf(document, operation)?.schema;
  const isListed = body !== undefined && propertiesOf(document, body).size > 0;
  const failed = failuresOf(document, operation).map(({ schema }) => schema);
  return [...parameters, isListed ? follow(document, body) : body, ...failed].filter((schema) => schema !== undefined);
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
  const fields = fieldLines(document, prefix, schema);
  return [head, ...(fields.length > 0 ? fields : [line(prefix, typeText(document, schema), true)])];
}
