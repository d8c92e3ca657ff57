import { DiagnosticsError, suggest, type Diagnostic } from "../diagnostics/diagnostics.js";
import { toCamelCase } from "../document/escape.js";
import { child, children, follow, keyOf, objectOf, type Node } from "../document/reference.js";
import { isObject, type Document, type JsonObject } from "../document/source.js";
import { buildModel } from "../model/build-model.js";
import { HTTP_METHODS, type HttpMethod, type Stream } from "../model/model.js";

/** An operation of the document, whether it streams or not. */
export interface FoundOperation {
  /** As in the document; without one, the name of the method that a client would have. */
  readonly operationId: string;
  /** The name of the client's method. */
  readonly name: string;
  readonly method: HttpMethod;
  /** The path template. */
  readonly path: string;
  readonly pathItem: Node;
  readonly operation: Node;
}

/** All operations under `paths`, in the document's order. */
export function operationsOf(document: Document): readonly FoundOperation[] {
  const paths = child({ value: document.value, path: [] }, "paths");
  return children(paths).flatMap((entry) => {
    const pathItem = follow(document, entry);
    if (pathItem === undefined) return [];
    return HTTP_METHODS.flatMap((method) => {
      const operation = child(pathItem, method);
      if (operation === undefined || !isObject(operation.value)) return [];
      const { operationId: declared } = operation.value;
      const id = typeof declared === "string" && declared !== "" ? declared : undefined;
      const path = keyOf(entry);
      const name = toCamelCase(id ?? `${method} ${path}`);
      return [{ operationId: id ?? name, name, method, path, pathItem, operation }];
    });
  });
}

/**
 * The operation of an `operationId`, or of the name of its method.
 *
 * @throws {DiagnosticsError} when there is none.
 */
export function findOperation(document: Document, name: string): FoundOperation {
  const operations = operationsOf(document);
  const found = operations.find((one) => one.operationId === name) ?? operations.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new DiagnosticsError([noOperation(document, operations, name)]);
}

const LISTED = 12;

function noOperation(document: Document, operations: readonly FoundOperation[], name: string): Diagnostic {
  const names = operations.map(({ operationId }) => operationId);
  const near = suggest(name, [...names, ...operations.map((one) => one.name)]);
  const rest = names.length > LISTED ? ` and ${names.length - LISTED} more` : "";
  const known = `The operations are ${names.slice(0, LISTED).join(", ")}${rest}.`;
  return {
    severity: "error",
    message: `${document.file} has no operation called "${name}"`,
    hint: near ? `Did you mean "${near}"?` : names.length > 0 ? known : "It has no operations at all.",
    location: document.locate(["paths"], "key"),
  };
}

/** What the document says of one operation's stream, whatever is wrong with others. */
export interface StreamDescription {
  /** `undefined` when it has none, or none whose events are typed. */
  readonly stream: Stream | undefined;
  /** Why. */
  readonly problems: readonly Diagnostic[];
}

export function describeStream(document: Document, operation: FoundOperation): StreamDescription {
  try {
    const { model } = buildModel(only(document, operation));
    const stream = model.streams.find(({ method, path }) => method === operation.method && path === operation.path);
    return { stream, problems: [] };
  } catch (error) {
    if (!(error instanceof DiagnosticsError)) throw error;
    return { stream: undefined, problems: error.diagnostics };
  }
}

/** The document as if it had no other operation. What it says of places stays true. */
function only(document: Document, { method, path, pathItem }: FoundOperation): Document {
  const root = document.value as JsonObject;
  const entry = (root["paths"] as JsonObject)[path]!;
  const others = new Set<string>(HTTP_METHODS.filter((one) => one !== method));
  const isReference = entry !== pathItem.value;
  const kept = isReference
    ? entry
    : Object.fromEntries(Object.entries(objectOf(pathItem)).filter(([key]) => !others.has(key)));
  return { ...document, value: { ...root, paths: Object.fromEntries([[path, kept]]) } };
}
