import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { child, children, follow, keyOf, objectOf, rootOf, type Node } from "../document/reference.js";
import type { Document } from "../document/source.js";
import { overlayAction, removeAction } from "../overlay/overlay-snippets.js";
import { declaredItemSchema, itemSchemaOf } from "./item-schema.js";
import { HTTP_METHODS, type HttpMethod, type StreamFormatName } from "./model.js";
import { bareMediaType, isJsonMediaType } from "../document/media-type.js";
import { formatOf } from "./stream-format.js";
import { fernStream, vendorRules, type VendorRules } from "./vendor-extensions.js";

/** An operation, and where it is called. */
export interface FoundOperation {
  readonly method: HttpMethod;
  /** The path template. */
  readonly path: string;
  readonly operation: Node;
}

/** An operation that answers with a stream, as the document has it. */
export interface FoundStream extends FoundOperation {
  /** The Response Object, with its reference followed. */
  readonly response: Node;
  /** The key in `content` under which the stream stands; `undefined` where only an extension speaks of it. */
  readonly contentKey: string | undefined;
  /** The media type, lower case and without parameters. */
  readonly mediaTypeName: string;
  /** The Media Type Object, with its reference followed, or the extension that says what one would. */
  readonly mediaType: Node;
  readonly format: StreamFormatName;
  /** The schema of one item. */
  readonly item: Node | undefined;
  readonly vendor: VendorRules;
  /** Whether `x-event-stream: false` leaves it out of the client. */
  readonly isLeftOut: boolean;
}

/** The `operationId` of an operation that has one: an empty one is none. */
export function declaredId({ operation }: Pick<FoundOperation, "operation">): string | undefined {
  const { operationId } = objectOf(operation);
  return typeof operationId === "string" && operationId !== "" ? operationId : undefined;
}

/** `POST /chat`. */
export function routeOf({ method, path }: Pick<FoundOperation, "method" | "path">): string {
  return `${method.toUpperCase()} ${path}`;
}

/** What an operation is called in messages: its id, or its method and path. */
export function operationName(found: FoundOperation): string {
  return declaredId(found) ?? routeOf(found);
}

/** Every operation of `paths` that the client has a method for, in the document's order. */
export function findOperations(document: Document): readonly FoundOperation[] {
  return children(child(rootOf(document), "paths")).flatMap((pathEntry) => {
    const pathItem = follow(document, pathEntry);
    return HTTP_METHODS.flatMap((method) => {
      const operation = child(pathItem, method);
      return operation ? [{ method, path: keyOf(pathEntry), operation }] : [];
    });
  });
}

/** Whether an operation of a path item answers with a stream. */
export function hasStream(document: Document, pathItem: Node): boolean {
  return HTTP_METHODS.some((method) => {
    const operation = child(pathItem, method);
    return operation !== undefined && findStream(document, operation, []) !== undefined;
  });
}

/** Every operation of `paths` whose successful answer is a stream, in the document's order. */
export function findStreams(document: Document, problems: Diagnostic[]): readonly FoundStream[] {
  return findOperations(document).flatMap((found) => {
    const answer = findStream(document, found.operation, problems);
    return answer ? [{ ...answer, ...found }] : [];
  });
}

/** Whether `x-event-stream: false` says that nothing is to be made of a stream, or that an operation has none. */
export function isMarkedFalse(node: Node): boolean {
  return child(node, "x-event-stream")?.value === false;
}

/** The successful answers of an operation, or `default` where it has none. */
export function successesOf(operation: Node): readonly Node[] {
  const responses = children(child(operation, "responses"));
  const successes = responses.filter((response) => /^2(\d\d|XX)$/i.test(keyOf(response)));
  return successes.length > 0 ? successes : responses.filter((response) => keyOf(response) === "default");
}

type FoundAnswer = Omit<FoundStream, keyof FoundOperation>;

function findStream(document: Document, operation: Node, problems: Diagnostic[]): FoundAnswer | undefined {
  const responses = successesOf(operation).flatMap((entry) => follow(document, entry) ?? []);
  const declared = responses.map((response) => streamsOf(document, operation, response, problems));
  const kept = declared.filter((found) => found.some(({ isLeftOut }) => !isLeftOut));
  const [streams, second] = kept.length > 0 ? kept : declared.filter((found) => found.length > 0).slice(0, 1);
  if (streams?.[0] === undefined) {
    return responses.flatMap((response) => streamOfFern(document, operation, response, problems) ?? [])[0];
  }
  if (second?.[0] !== undefined) {
    problems.push({
      severity: "error",
      message: "The operation answers with a stream under two status codes",
      hint: `Keep the one that the server sends. To keep the first, in an Overlay:\n${removeAction(second[0].mediaType.path)}`,
      location: document.locate(second[0].mediaType.path, "key"),
      related: [{ message: "The first stream", location: document.locate(streams[0].mediaType.path, "key") }],
    });
  }
  return preferred(document, streams, problems);
}

/** Where a response offers several stream types, server-sent events say the most. */
function preferred(document: Document, streams: readonly FoundAnswer[], problems: Diagnostic[]): FoundAnswer {
  const kept = streams.filter(({ isLeftOut }) => !isLeftOut);
  const offered = kept.length > 0 ? kept : streams;
  const chosen = offered.find(({ format }) => format === "serverSentEvents") ?? (offered[0] as FoundAnswer);
  for (const other of offered.filter((stream) => stream !== chosen && !stream.isLeftOut)) {
    problems.push({
      severity: "warning",
      message: `The client reads the ${chosen.mediaTypeName} stream of this operation, not ${other.mediaTypeName}`,
      location: document.locate(other.mediaType.path, "key"),
    });
  }
  return chosen;
}

function streamsOf(
  document: Document,
  operation: Node,
  response: Node,
  problems: Diagnostic[],
): readonly FoundAnswer[] {
  return children(child(response, "content")).flatMap((entry) => {
    const mediaType = follow(document, entry);
    const format = formatOf(keyOf(entry));
    if (mediaType === undefined || format === undefined) {
      if (mediaType !== undefined) warnOfUnread(document, operation, mediaType, keyOf(entry), problems);
      return [];
    }
    const own = itemSchemaOf(document, mediaType);
    const extension = child(operation, "x-fern-streaming");
    return [
      {
        response,
        contentKey: keyOf(entry),
        mediaTypeName: bareMediaType(keyOf(entry)),
        mediaType,
        format,
        item: own ?? child(extension, "response-stream"),
        vendor: vendorRules(operation, mediaType),
        isLeftOut: isMarkedFalse(mediaType) || isMarkedFalse(operation),
      },
    ];
  });
}

function streamOfFern(
  document: Document,
  operation: Node,
  response: Node,
  problems: Diagnostic[],
): FoundAnswer | undefined {
  const found = fernStream(document, operation, response, problems);
  if (found === undefined) {
    return undefined;
  }
  return {
    ...found,
    response,
    vendor: vendorRules(operation, found.mediaType),
    isLeftOut: isMarkedFalse(found.mediaType) || isMarkedFalse(operation),
  };
}

/** An item of a media type that is cut in no way that the client knows. */
function warnOfUnread(
  document: Document,
  operation: Node,
  mediaType: Node,
  name: string,
  problems: Diagnostic[],
): void {
  const item = declaredItemSchema(mediaType);
  const isJson = isJsonMediaType(name);
  if (item !== undefined && !(isJson && child(operation, "x-fern-streaming") !== undefined)) {
    const action = overlayAction(operation.path, "x-fern-streaming: {format: json}");
    problems.push({
      severity: "warning",
      message: `The client cannot read a stream of ${name}: its items are left out`,
      hint: `It reads server-sent events (text/event-stream), JSON Lines (application/jsonl and its like) and JSON text sequences (application/json-seq). If one of these is sent, put the itemSchema under its name in an Overlay.${isJson ? ` If JSON Lines are sent under this name, say so in an Overlay:\n${action}` : ""}`,
      location: document.locate(item.path, "key"),
    });
  }
}
