import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { follow, keyOf, objectOf, type Node } from "../document/reference.js";
import { isFreeForm, isUntyped } from "../document/schema-kind.js";
import { toPointer, type Document } from "../document/source.js";
import { isOpenApi30 } from "../document/openapi-version.js";
import { envelopeOf } from "./envelope.js";
import type { EventComponent } from "./component-guesses.js";
import { operationName, type FoundStream } from "./find-streams.js";
import { overlayAction } from "../overlay/overlay-snippets.js";
import { schemaAction } from "./schema-action.js";
import { sourcePath } from "./source-path.js";

/** What of a stream is not said. */
export interface Gap {
  /** As the end of a sentence that begins with "untyped". */
  readonly reason: string;
  /** The schema that says nothing; `undefined` where there is none. */
  readonly at: Node | undefined;
  /** Whether it is that of one event, beside others that have names of their own. */
  readonly isOfEvent?: boolean;
}

/** The first part of a stream of which the document says nothing. */
export function gapOf(document: Document, { item, format }: FoundStream): Gap | undefined {
  if (item === undefined) {
    return { reason: "there is no schema", at: undefined };
  }
  const isSse = format === "serverSentEvents";
  if (keyOf(item) === "schema" || isSse) {
    // `schema: {type: string}` for a whole stream, and a string for a server-sent event, say no more than that.
    const { type, format: stringFormat } = objectOf(follow(document, item));
    if (type === "string") {
      const what = stringFormat === "binary" ? "bytes" : "a text";
      return { reason: `all that is said is that it is ${what}`, at: item };
    }
  }
  const envelope = isSse ? envelopeOf(document, item) : undefined;
  const isOfEvent = (envelope?.filter(({ events }) => events !== undefined).length ?? 0) > 1;
  const parts = envelope?.flatMap(({ payload }) => payload ?? []) ?? [item];
  for (const at of parts) {
    const reason = silenceOf(document, at, isOfEvent);
    if (reason !== undefined) return { reason, at, ...(isOfEvent && { isOfEvent }) };
  }
  return undefined;
}

function silenceOf(document: Document, part: Node, isOfEvent: boolean): string | undefined {
  // Of one event among others it may be all that there is to say that its data is an object of any fields.
  if (isUntyped(document, part) && !(isOfEvent && isFreeForm(document, part))) {
    return "the schema says nothing of what it describes";
  }
  return isJsonText(document, part) ? "nothing is said of the JSON in the data" : undefined;
}

function isJsonText(document: Document, payload: Node): boolean {
  const { type, contentMediaType } = objectOf(follow(document, payload));
  return type === "string" && contentMediaType !== undefined;
}

/** The error of a stream with a gap, with the Overlay actions that fill it. */
export function untypedProblem(
  document: Document,
  stream: FoundStream,
  gap: Gap,
  component: EventComponent,
): Diagnostic {
  const { reason, at, isOfEvent } = gap;
  const { mediaType } = stream;
  return {
    severity: "error",
    message: `The events of the stream of ${operationName(stream)} are untyped: ${reason}`,
    hint: [
      "Say in an Overlay what an event is:",
      gapAction(document, stream, gap, component),
      ...(component.isNew && !isOfEvent ? [schemaAction(document, [component.name])] : []),
      "Or leave the stream out of the client: `x-event-stream: false` in the place of `itemSchema`.",
    ].join("\n"),
    location: document.locate(at?.path ?? mediaType.path, at === undefined ? "key" : "value"),
  };
}

/** The Overlay action that fills a gap. */
export function gapAction(document: Document, stream: FoundStream, gap: Gap, component: EventComponent): string {
  const { mediaType, format } = stream;
  if (gap.at === undefined || !gap.isOfEvent) {
    return overlayAction(mediaType.path, itemText(document, format, component));
  }
  const text = isJsonText(document, gap.at);
  const { path } = follow(document, gap.at) ?? gap.at;
  const words = "# List its fields here, as `properties`. Where they may be any, leave it at this.";
  const schema = `${words}\ntype: object\nadditionalProperties: true`;
  const key = `${isOpenApi30(document) ? "x-jsonschema-" : ""}contentSchema`;
  return overlayAction(sourcePath(document, path), text ? `${key}:\n${schema.replace(/^/gm, "  ")}` : schema);
}

/** The lines that describe an event whose data is JSON of a component's schema. */
export function itemText(document: Document, format: FoundStream["format"], { name, isNew }: EventComponent): string {
  // OpenAPI 3.0 knows none of these words, and validators of it warn of them. These spellings it lets pass.
  const [item, content] = isOpenApi30(document)
    ? ["x-oai-itemSchema", "x-jsonschema-content"]
    : ["itemSchema", "content"];
  const reference = JSON.stringify(toPointer(["components", "schemas", name]));
  const payload = `{$ref: ${reference}}${isNew ? "" : " # a guess by its name"}`;
  if (format !== "serverSentEvents") {
    return `${item}: ${payload}`;
  }
  return [
    `${item}:`,
    "  type: object",
    "  required: [data]",
    "  properties:",
    "    data:",
    "      type: string",
    `      ${content}MediaType: application/json`,
    `      ${content}Schema: ${payload}`,
  ].join("\n");
}
