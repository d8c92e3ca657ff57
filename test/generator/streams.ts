import { buildModel, type BuiltModel } from "../../generator/model/build-model.js";
import { DiagnosticsError, formatDiagnostic } from "../../generator/diagnostics/diagnostics.js";
import type { StreamingModel } from "../../generator/model/model.js";
import { target, type Node } from "../../generator/document/reference.js";
import type { Document, JsonValue } from "../../generator/document/source.js";

/** A document that was never read from a file: for what asks for no place in it. */
export function documentOf(value: JsonValue): Document {
  return {
    file: "openapi.yaml",
    value,
    locate: (path) => ({ file: "openapi.yaml", line: 1, column: 1, text: `# ${path.join("/")}` }),
  };
}

/** The node at a JSON Pointer that leads somewhere. */
export function at(document: Document, pointer: string): Node {
  const node = target(document, pointer);
  if (node === undefined) throw new Error(`nothing at ${pointer}`);
  return node;
}

/** The YAML of a document with one stream: `POST /chat`, whose Media Type Object is given, and schemas. */
export function chatYaml(mediaType: string, schemas = "{}", mediaTypeName = "text/event-stream"): string {
  return `openapi: 3.2.0
info: {title: Chat, version: 1.0.0}
paths:
  /chat:
    post:
      operationId: chat
      responses:
        '200':
          description: The stream.
          content:
            ${mediaTypeName}:
${indent(mediaType, 14)}
components:
  schemas:
${indent(schemas, 4)}
`;
}

function indent(text: string, width: number): string {
  return text.trim().replace(/^(?=.)/gm, " ".repeat(width));
}

/** The warnings of a model, as they are printed. */
export function warningsOf({ warnings }: BuiltModel): string {
  return warnings.map((warning) => formatDiagnostic(warning)).join("\n\n");
}

/** What a document's streams are, in lines that are compared by eye. */
export function summaryOf(document: Document): string {
  const { model } = buildModel(document);
  return model.streams
    .map((stream) => {
      const { name, method, path, mediaType, format, item, discriminator, named, sentinel, end, error, text } = stream;
      return [
        `${name}: ${method} ${path}, ${mediaType} as ${format}, ${item}${named ? "" : ", nameless"}`,
        ...(discriminator === undefined ? [] : [`  by ${discriminator}`]),
        ...stream.events.map((event) => `  ${event.role} ${event.name}: ${typeOf(event.type)}${joined(event.text)}`),
        ...(end.length > 0 ? [`  ends ${JSON.stringify(end)}`] : []),
        ...(error.length > 0 ? [`  throws ${JSON.stringify(error)}`] : []),
        ...(text === undefined ? [] : [`  text${joined(text)}`]),
        ...(sentinel === undefined ? [] : [`  sentinel ${sentinel}`]),
        ...(stream.request === undefined ? [] : [`  sends ${JSON.stringify(stream.request)}`]),
      ].join("\n");
    })
    .join("\n");
}

function typeOf({ name, schema, envelope, oneOf, tag }: StreamingModel["eventTypes"][number]): string {
  if (oneOf !== undefined) return `${name} = ${oneOf.map(typeOf).join(" | ")}`;
  const from = schema === undefined ? "text" : `${schema.component} at /${schema.path.join("/")}`;
  const kind = schema?.isObject === false ? ", no object" : "";
  const names = tag === undefined ? "" : `, ${tag.property}: ${tag.values.join("|")}`;
  return `${name} (${from}${kind}${names})${envelope === undefined ? "" : ` in ${envelope}`}`;
}

function joined(text: readonly string[] | undefined): string {
  return text === undefined ? "" : ` text=/${text.join("/")}`;
}

/** The formatted diagnostics that a promise is rejected with. */
export async function problemsOfPromise(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof DiagnosticsError) return error.message;
    throw error;
  }
  throw new Error("nothing was thrown");
}
