import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { HTTP_METHODS, type HttpMethod, type StreamFormatName } from "./model.js";
import { child, children, follow, followChild, keyOf, objectOf, type Node } from "../document/reference.js";
import { isObject, type Document } from "../document/source.js";

/** An operation that answers with a stream, as the document has it. */
export interface FoundStream {
  readonly method: HttpMethod;
  /** The path template. */
  readonly path: string;
  readonly operation: Node;
  /** The Response Object, with its reference followed. */
  readonly response: Node;
  /** The key in `content`, lower case and without parameters. */
  readonly mediaTypeName: string;
  /** The Media Type Object, with its reference followed. */
  readonly mediaType: Node;
  readonly format: StreamFormatName;
}

const FORMATS: ReadonlyMap<string, StreamFormatName> = new Map([
  ["text/event-stream", "serverSentEvents"],
  ["application/jsonl", "jsonLines"],
  ["application/x-jsonl", "jsonLines"],
  ["application/ndjson", "jsonLines"],
  ["application/x-ndjson", "jsonLines"],
  ["application/stream+json", "jsonLines"],
  ["application/json-seq", "jsonTextSequence"],
  ["application/geo+json-seq", "jsonTextSequence"],
]);

/** Every operation of `paths` whose successful answer is a stream, in the document's order. */
export function findStreams(document: Document, problems: Diagnostic[]): readonly FoundStream[] {
  const root: Node = { value: document.value, path: [] };
  return children(child(root, "paths")).flatMap((pathEntry) => {
    const pathItem = follow(document, pathEntry);
    if (pathItem === undefined) {
      return [];
    }
    warnOfDroppedMethods(document, pathItem, problems);
    return HTTP_METHODS.flatMap((method) => {
      const operation = child(pathItem, method);
      const found = operation && findStream(document, operation, problems);
      return found ? [{ ...found, method, path: keyOf(pathEntry) }] : [];
    });
  });
}

type FoundAnswer = Omit<FoundStream, "method" | "path">;

function findStream(document: Document, operation: Node, problems: Diagnostic[]): FoundAnswer | undefined {
  const responses = children(child(operation, "responses"));
  const successes = responses.filter((response) => /^2(\d\d|XX)$/i.test(keyOf(response)));
  const candidates = successes.length > 0 ? successes : responses.filter((response) => keyOf(response) === "default");
  const found = candidates.flatMap((entry) => {
    const streams = streamsOf(document, operation, entry);
    return streams.length > 0 ? [streams] : [];
  });
  const [streams, second] = found;
  if (streams?.[0] === undefined) {
    return undefined;
  }
  if (second?.[0] !== undefined) {
    problems.push({
      severity: "error",
      message: "The operation answers with a stream under two status codes",
      hint: "Keep one of the two: remove the other in an Overlay (`remove: true`).",
      location: document.locate(second[0].mediaType.path, "key"),
      related: [{ message: "The first stream", location: document.locate(streams[0].mediaType.path, "key") }],
    });
  }
  return preferred(document, streams, problems);
}

/** Where a response offers several stream types, server-sent events say the most. */
function preferred(document: Document, streams: readonly FoundAnswer[], problems: Diagnostic[]): FoundAnswer {
  const chosen = streams.find(({ format }) => format === "serverSentEvents") ?? (streams[0] as FoundAnswer);
  for (const other of streams.filter((stream) => stream !== chosen)) {
    problems.push({
      severity: "warning",
      message: `The client reads the ${chosen.mediaTypeName} stream of this operation, not ${other.mediaTypeName}`,
      location: document.locate(other.mediaType.path, "key"),
    });
  }
  return chosen;
}

function streamsOf(document: Document, operation: Node, responseEntry: Node): readonly FoundAnswer[] {
  const response = follow(document, responseEntry);
  if (response === undefined) {
    return [];
  }
  return children(child(response, "content")).flatMap((entry) => {
    const mediaType = follow(document, entry);
    const mediaTypeName = bareMediaType(keyOf(entry));
    const format = FORMATS.get(mediaTypeName);
    return mediaType && format ? [{ operation, response, mediaTypeName, mediaType, format }] : [];
  });
}

/** Whether a key of `content` is one that the client reads as a stream. */
export function isStreamMediaType(name: string): boolean {
  return FORMATS.has(bareMediaType(name));
}

/** `itemSchema` of OpenAPI 3.2, or what the OpenAPI Initiative's registry calls it in an older document. */
export function itemSchemaOf(mediaType: Node): Node | undefined {
  return child(mediaType, "itemSchema") ?? child(mediaType, "x-oai-itemSchema");
}

function bareMediaType(name: string): string {
  return (name.split(";")[0] as string).trim().toLowerCase();
}

/** OpenAPI 3.2 has methods that openapi-typescript does not know. What is left out is said. */
function warnOfDroppedMethods(document: Document, pathItem: Node, problems: Diagnostic[]): void {
  const dropped = [
    ...(isObject(objectOf(pathItem)["query"]) ? [followChild(document, pathItem, "query")] : []),
    ...children(child(pathItem, "additionalOperations")),
  ];
  for (const operation of dropped) {
    if (operation !== undefined) {
      problems.push({
        severity: "warning",
        message: `The client has no method for ${keyOf(operation).toUpperCase()} operations: this one is left out`,
        location: document.locate(operation.path, "key"),
      });
    }
  }
}
