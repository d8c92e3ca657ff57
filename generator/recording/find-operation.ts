import { collect, DiagnosticsError, didYouMean, type Diagnostic } from "../diagnostics/diagnostics.js";
import { toCamelCase } from "../document/escape.js";
import { child, objectOf, rootOf } from "../document/reference.js";
import type { Document } from "../document/source.js";
import { buildModel } from "../model/build-model.js";
import { declaredId, findOperations, type FoundOperation } from "../model/find-streams.js";
import { HTTP_METHODS, type Stream } from "../model/model.js";
import { locateRequest, type RecordingFile } from "./recording-files.js";

/** An operation of the document, whether it streams or not. */
export interface NamedOperation extends FoundOperation {
  /** As in the document; without one, the name of the method that a client would have. */
  readonly operationId: string;
  /** The name of the client's method. */
  readonly name: string;
}

/** All operations under `paths`, in the document's order. */
export function namedOperations(document: Document): readonly NamedOperation[] {
  return findOperations(document).map((found) => {
    const id = declaredId(found);
    const name = toCamelCase(id ?? `${found.method} ${found.path}`);
    return { ...found, operationId: id ?? name, name };
  });
}

/**
 * The operation of an `operationId`, or of the name of its method.
 *
 * @throws {DiagnosticsError} when there is none.
 */
export function findOperation(document: Document, name: string): NamedOperation {
  const operations = namedOperations(document);
  const found = operations.find((one) => one.operationId === name) ?? operations.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new DiagnosticsError([noOperation(document, operations, name)]);
}

/**
 * The operation that a recording says it is of.
 *
 * @throws {DiagnosticsError} at the recording, when there is none: the document lacks nothing by itself.
 */
export function findRecorded(document: Document, operationId: string, file: RecordingFile): NamedOperation {
  const problems: Diagnostic[] = [];
  const operation = collect(problems, () => findOperation(document, operationId));
  if (operation) return operation;
  throw new DiagnosticsError(problems.map((problem) => ({ ...problem, location: locateRequest(file) })));
}

const LISTED = 12;

function noOperation(document: Document, operations: readonly NamedOperation[], name: string): Diagnostic {
  const names = operations.map(({ operationId }) => operationId);
  const rest = names.length > LISTED ? ` and ${names.length - LISTED} more` : "";
  const known = `The operations are ${names.slice(0, LISTED).join(", ")}${rest}.`;
  const meant = didYouMean(name, [...names, ...operations.map((one) => one.name)]);
  return {
    severity: "error",
    message: `${document.file} has no operation called "${name}"`,
    hint: meant ?? (names.length > 0 ? known : "It has no operations at all."),
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

export function describeStream(document: Document, operation: NamedOperation): StreamDescription {
  const problems: Diagnostic[] = [];
  const built = collect(problems, () => buildModel(only(document, operation)));
  return {
    stream: built?.model.streams.find(({ method, path }) => method === operation.method && path === operation.path),
    // What is left out elsewhere is warned of because the rest of the document is not there.
    problems: problems.filter(({ severity }) => severity === "error"),
  };
}

/** The document as if it had no other operation. What it says of places stays true. */
function only(document: Document, { method, path }: NamedOperation): Document {
  const root = objectOf(rootOf(document));
  const entry = child({ value: root["paths"]!, path: ["paths"] }, path)!;
  const others = new Set<string>(HTTP_METHODS.filter((one) => one !== method));
  const kept = Object.fromEntries(Object.entries(objectOf(entry)).filter(([key]) => !others.has(key)));
  return { ...document, value: { ...root, paths: Object.fromEntries([[path, kept]]) } };
}
