import type { Diagnostic } from "../diagnostics/diagnostics.js";
import {
  child,
  children,
  follow,
  followChild,
  keyOf,
  objectOf,
  referenceOf,
  rootOf,
  type Node,
} from "../document/reference.js";
import { isObject, toPointer, type Document } from "../document/source.js";
import { findOperations, hasStream, routeOf, type FoundOperation } from "./find-streams.js";
import { overlayAction } from "../overlay/overlay-snippets.js";
import { HTTP_METHODS } from "./model.js";
import { parametersOf } from "./parameters.js";
import { isStreamMediaType } from "./stream-format.js";

/** Says what a document has and the client does not: nothing is dropped in silence. */
export function warnOfOmissions(document: Document, problems: Diagnostic[]): void {
  const root = rootOf(document);
  const entries = children(child(root, "paths"));
  entries.forEach((entry) => warnOfMethodsBeside(document, entry, problems));
  const pathItems = new Map(
    entries.flatMap((entry) => follow(document, entry) ?? []).map((pathItem) => [pathItem.value, pathItem]),
  );
  for (const pathItem of pathItems.values()) {
    warnOfDroppedMethods(document, pathItem, problems);
    const operations = HTTP_METHODS.flatMap((method) => child(pathItem, method) ?? []);
    [pathItem, ...operations].forEach((holder) => warnOfQueryStrings(document, holder, problems));
    operations.forEach((operation) => refuseMisplaced(document, operation, problems));
  }
  findOperations(document).forEach((found) => warnOfLostQuery(document, found, problems));
  for (const entry of children(followChild(document, child(root, "components"), "pathItems"))) {
    const pathItem = follow(document, entry);
    if (pathItem !== undefined && !pathItems.has(pathItem.value) && hasStream(document, pathItem)) {
      problems.push(unrouted(document, entry));
    }
  }
}

/** OpenAPI, "Path Item Object": what stands beside a reference is undefined where the other has it too. */
function warnOfMethodsBeside(document: Document, entry: Node, problems: Diagnostic[]): void {
  const methods =
    referenceOf(entry.value) === undefined ? [] : HTTP_METHODS.flatMap((method) => child(entry, method) ?? []);
  for (const operation of methods) {
    problems.push({
      severity: "warning",
      message: `The path item is a reference: ${keyOf(operation).toUpperCase()}, which stands beside it, is left out`,
      hint: "In an Overlay, add the method where the reference leads, or remove the reference.",
      location: document.locate(operation.path, "key"),
    });
  }
}

/** `x-event-stream` where nothing reads it. */
function refuseMisplaced(document: Document, operation: Node, problems: Diagnostic[]): void {
  const responses = children(child(operation, "responses")).flatMap((entry) => follow(document, entry) ?? []);
  const whole = responses.flatMap((response) =>
    children(child(response, "content")).filter((entry) => !isStreamMediaType(keyOf(entry))),
  );
  const isFern = child(operation, "x-fern-streaming") !== undefined;
  for (const holder of [operation, ...responses, ...(isFern ? [] : whole)]) {
    const extension = child(holder, "x-event-stream");
    if (extension !== undefined && !(holder === operation && extension.value === false)) {
      problems.push({
        severity: "error",
        message: "Nothing reads `x-event-stream` here",
        hint: "It stands beside `itemSchema`, under the media type of the stream, such as text/event-stream. Of an operation, `x-event-stream: false` says that it does not stream.",
        location: document.locate(extension.path, "key"),
      });
    }
  }
}

function unrouted(document: Document, pathItem: Node): Diagnostic {
  const hasPaths = isObject(objectOf(rootOf(document))["paths"]);
  const route = `/the/path: {$ref: ${JSON.stringify(toPointer(pathItem.path))}}`;
  return {
    severity: "warning",
    message: `No path leads to the stream of the path item ${keyOf(pathItem)}: the client has no method for it`,
    hint: `Say in an Overlay where it is:\n${hasPaths ? overlayAction(["paths"], route) : overlayAction([], `paths:\n  ${route}`)}`,
    location: document.locate(pathItem.path, "key"),
  };
}

/** openapi-fetch appends `?` and the query to the path, whatever is in it: behind a query, and even behind a fragment. */
function warnOfLostQuery(document: Document, found: FoundOperation, problems: Diagnostic[]): void {
  const { path, operation } = found;
  if (!/[?#]/.test(path)) {
    return;
  }
  const names = parametersOf(document, operation).flatMap(({ in: place, name }) => (place === "query" ? [name] : []));
  if (names.length > 0) {
    problems.push({
      severity: "warning",
      message: `The query of ${routeOf(found)} gets lost: openapi-fetch writes it behind what is in the path`,
      hint: `Do not pass ${names.join(", ")}, or rewrite the URL in a middleware.`,
      location: document.locate(["paths", path], "key"),
    });
  }
}

/** OpenAPI 3.2, section 4.12.2.1: the whole query string as one value, which openapi-fetch has no place for. */
function warnOfQueryStrings(document: Document, holder: Node, problems: Diagnostic[]): void {
  for (const entry of children(child(holder, "parameters"))) {
    const parameter = follow(document, entry);
    const { in: place, name } = objectOf(parameter);
    if (place === "querystring") {
      problems.push({
        severity: "warning",
        message: `The client cannot send the parameter ${String(name)}, which is a whole query string: it is left out`,
        hint: "Describe its fields as parameters `in: query` in an Overlay, or pass a `querySerializer` to the call.",
        location: document.locate(entry.path),
      });
    }
  }
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
