import { didYouMean, errorOf, type Diagnostic } from "../diagnostics/diagnostics.js";
import { mayBe } from "../document/schema-kind.js";
import { isObject, type Document } from "../document/source.js";
import { isOfHttp, parametersOf, type OperationParameter } from "../model/parameters.js";
import type { NamedOperation } from "./find-operation.js";
import { parseJson } from "./json.js";

/** Parameters by the place that they go to. */
interface PlacedParameters {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Reads `name=value` texts against the parameters that an operation has.
 *
 * @param headers What is sent beside them, by name in lower case: it may hold parameters, too.
 */
export function readParameters(
  document: Document,
  operation: NamedOperation,
  texts: readonly string[],
  headers: Readonly<Record<string, string>>,
  problems: Diagnostic[],
): PlacedParameters {
  const parameters = parametersOf(document, operation.operation);
  const given = readTexts(texts, problems);
  problems.push(
    ...unknown(operation, parameters, [...given.keys()]),
    ...missing(document, operation, parameters, given, headers),
  );
  const placed = (place: string): readonly (readonly [string, unknown])[] =>
    parameters
      .filter((one) => one.in === place && given.has(one.name))
      .map((one) => [one.name, toValue(document, one, given.get(one.name)!)]);
  const cookies = placed("cookie").map(([name, value]) => `${name}=${toHeader(value)}`);
  return {
    path: Object.fromEntries(placed("path")),
    query: Object.fromEntries(placed("query")),
    headers: {
      ...Object.fromEntries(placed("header").map(([name, value]) => [name.toLowerCase(), toHeader(value)])),
      ...(cookies.length > 0 && { cookie: cookies.join("; ") }),
    },
  };
}

/** In a URL everything is text, but a list is repeated and an object has names: those may be given as JSON. */
function toValue(document: Document, { schema }: OperationParameter, texts: readonly string[]): unknown {
  const [only, second] = texts;
  if (second !== undefined) return texts;
  const isJson = mayBe(document, schema, "array") || mayBe(document, schema, "object");
  const value = isJson ? parseJson(only!) : undefined;
  // One item of a list is text as it is: as a number, a long one would lose digits.
  return Array.isArray(value) || isObject(value) ? value : only;
}

/** As OpenAPI's style `simple` has it: all that stands in a list or an object, with commas between. */
function toHeader(value: unknown): string {
  return String(isObject(value) ? Object.entries(value) : value);
}

/** A name that comes twice has several values. */
function readTexts(texts: readonly string[], problems: Diagnostic[]): ReadonlyMap<string, readonly string[]> {
  const given = new Map<string, readonly string[]>();
  for (const text of texts) {
    const [name = "", value] = text.split(/=(.*)/s);
    // What is no parameter may be a secret, and is not shown.
    if (value === undefined) problems.push(errorOf("--param wants name=value"));
    else given.set(name, [...(given.get(name) ?? []), value]);
  }
  return given;
}

function unknown(
  { operationId }: NamedOperation,
  parameters: readonly OperationParameter[],
  given: readonly string[],
): readonly Diagnostic[] {
  const names = parameters.map(({ name }) => name);
  return given
    .filter((name) => !names.includes(name))
    .map((name) => {
      const known = names.length === 0 ? "It has none." : `Its parameters are ${names.join(", ")}.`;
      return errorOf(`${operationId} has no parameter "${name}"`, didYouMean(name, names) ?? known);
    });
}

function missing(
  document: Document,
  { operationId }: NamedOperation,
  parameters: readonly OperationParameter[],
  given: ReadonlyMap<string, unknown>,
  headers: Readonly<Record<string, string>>,
): readonly Diagnostic[] {
  return parameters
    .filter((one) => one.required && !isOfHttp(one) && !given.has(one.name) && !isInHeaders(one, headers))
    .map(({ in: place, name, at }) => ({
      severity: "error",
      message: `${operationId} needs the ${place} parameter "${name}"`,
      hint: `Give it with --param ${name}=...`,
      location: document.locate(at.path),
    }));
}

function isInHeaders({ in: place, name }: OperationParameter, headers: Readonly<Record<string, string>>): boolean {
  const lower = name.toLowerCase();
  if (place === "header") return Object.hasOwn(headers, lower);
  return place === "cookie" && (headers["cookie"] ?? "").split(/; */).some((pair) => pair.startsWith(`${name}=`));
}
