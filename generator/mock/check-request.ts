import { placeText } from "../diagnostics/diagnostics.js";
import { child, children } from "../document/reference.js";
import { toJsonPointer, type Document, type JsonValue, type Path } from "../document/source.js";
import { isOfHttp, parametersOf, type OperationParameter } from "../model/parameters.js";
import { UnreadableSchema } from "../json-schema/unreadable-schema.js";
import type { Validator } from "../json-schema/validator.js";
import { isKeyOf, readParameter, type ParameterSource } from "./parameters.js";
import { Problem, type RequestError } from "./problem.js";
import { readBody } from "./request-body.js";
import type { Found } from "./routes.js";

/** What requests are held against. */
export interface RequestChecks {
  readonly document: Document;
  readonly json: Validator;
  /** Coerces: a parameter is text, and so is the field of a form. */
  readonly text: Validator;
}

/** A request that the document has nothing against. */
export interface CheckedRequest {
  /** The JSON value of its body, or the fields of its form. */
  readonly body: JsonValue | undefined;
  /** What was passed over: parameters that the document does not know, schemas that nothing can be held against. */
  readonly notes: readonly string[];
}

/**
 * Reads a request, and holds it against its operation.
 *
 * @throws {Problem} 400 where its parameters are wrong, or its body is missing or broken; 415 where that is of another
 * media type; 422 where it is not what its schema says.
 */
export async function checkRequest(
  checks: RequestChecks,
  { route, parameters }: Found,
  request: Request,
): Promise<CheckedRequest> {
  const { document } = checks;
  const query = new URL(request.url).searchParams;
  const declared = parametersOf(document, route.operation).filter((one) => !isOfHttp(one));
  const notes = [...new Set(query.keys())]
    .filter((key) => !route.query.includes(key) && !declared.some((one) => isKeyOf(document, one, key)))
    .map((key) => `the document has no query parameter ${key}`);
  const source = { path: parameters, query, headers: request.headers };
  const wrong = declared.flatMap((parameter) => errorsOfParameter(checks, parameter, source, notes));
  if (wrong.length > 0) {
    throw new Problem(400, "The parameters are not what the document says", wrong);
  }
  const { value, schema, isForm } = await readBody(document, route.operation, request);
  if (value !== undefined && schema !== undefined) {
    const found = errorsOf(document, isForm ? checks.text : checks.json, { in: "body" }, schema.path, value, notes);
    if (found.length > 0) {
      throw new Problem(422, "The body is not what the document says", found);
    }
  }
  return { body: value, notes };
}

function errorsOfParameter(
  { document, text }: RequestChecks,
  parameter: OperationParameter,
  source: ParameterSource,
  notes: string[],
): readonly RequestError[] {
  const { in: place, name, required, at } = parameter;
  const about = { in: place as RequestError["in"], name };
  try {
    const value = readParameter(document, parameter, source);
    const schema = parameter.schema ?? children(child(at, "content")).flatMap((one) => child(one, "schema") ?? [])[0];
    if (value === undefined) {
      return required ? [{ ...about, detail: "is required", declared: placeOf(document, at.path) }] : [];
    }
    return schema === undefined ? [] : errorsOf(document, text, about, schema.path, value, notes);
  } catch (error) {
    if (!(error instanceof URIError || error instanceof SyntaxError)) {
      throw error;
    }
    return [{ ...about, detail: `cannot be read: ${error.message}`, declared: placeOf(document, at.path) }];
  }
}

function errorsOf(
  document: Document,
  validator: Validator,
  about: Pick<RequestError, "in" | "name">,
  schema: Path,
  value: JsonValue,
  notes: string[],
): readonly RequestError[] {
  try {
    return validator
      .compile(schema)(value)
      .map(({ at, message, declared }) => ({
        ...about,
        pointer: toJsonPointer(at),
        detail: message,
        declared: placeOf(document, declared),
      }));
  } catch (error) {
    if (!(error instanceof UnreadableSchema)) {
      throw error;
    }
    const what = about.name === undefined ? about.in : `${about.in} ${about.name}`;
    notes.push(`${what} was not checked: ${placeOf(document, schema)}: ${error.message}`);
    return [];
  }
}

function placeOf(document: Document, path: Path): string {
  return placeText(document.locate(path, "key"));
}
