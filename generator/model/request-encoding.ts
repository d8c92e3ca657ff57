import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { child, keyOf } from "../document/reference.js";
import { mayBe } from "../document/schema-kind.js";
import type { Document } from "../document/source.js";
import { operationName, type FoundStream } from "./find-streams.js";
import { parametersOf, serializationOf, type OperationParameter } from "./parameters.js";
import { bodyMediaTypes, isJsonKey } from "./request-body.js";

const FORM = "application/x-www-form-urlencoded";

/**
 * Says where openapi-fetch would send the request of a stream in another way than the document has it: it knows nothing of
 * the document.
 */
export function encodingWarnings(document: Document, found: FoundStream): readonly Diagnostic[] {
  const parameters = parametersOf(document, found.operation);
  const query = parameters.filter((one) => one.in === "query" && isEncodedOtherwise(document, one));
  const cookies = parameters.filter((one) => one.in === "cookie");
  return [
    ...bodyWarning(document, found),
    ...parameterWarning(
      document,
      query,
      `would write the query of ${operationName(found)} in another way than the document has it`,
      "Pass a `querySerializer` to the client or the call: its own repeats the name for each item of a list, and writes an object as `name[key]=value`.",
    ),
    ...parameterWarning(
      document,
      cookies,
      `sends no cookies for ${operationName(found)}`,
      "A browser sends its own. Elsewhere, give the call the header `cookie`.",
    ),
  ];
}

function bodyWarning(document: Document, found: FoundStream): readonly Diagnostic[] {
  const mediaTypes = bodyMediaTypes(document, found.operation);
  const [first] = mediaTypes;
  if (first === undefined || mediaTypes.some((one) => isJsonKey(one) || /^(\*|application)\/\*/.test(keyOf(one))))
    return [];
  const isForm = mediaTypes.some((mediaType) => keyOf(mediaType).startsWith(FORM));
  const hint = isForm
    ? `Give the client or the call \`headers: {"content-type": "${FORM}"}\`, and it is written as a form.`
    : "Give the client or the call a `bodySerializer`: for multipart/form-data one that makes a FormData, which sets its header itself; for any other, the header `content-type`, too.";
  return [
    {
      severity: "warning",
      message: `openapi-fetch would send the body of ${operationName(found)} as JSON, where ${mediaTypes.map(keyOf).join(" or ")} is wanted`,
      hint,
      location: document.locate(first.path, "key"),
    },
  ];
}

function parameterWarning(
  document: Document,
  parameters: readonly OperationParameter[],
  what: string,
  hint: string,
): readonly Diagnostic[] {
  const [first] = parameters;
  if (first === undefined) return [];
  const names = parameters.map(({ name }) => name).join(", ");
  const message = `openapi-fetch ${what}: ${names}`;
  return [{ severity: "warning", message, hint, location: document.locate(first.at.path) }];
}

/** OpenAPI, "Style Values": openapi-fetch takes every list for an exploded `form`, and every object for a `deepObject`. */
function isEncodedOtherwise(document: Document, parameter: OperationParameter): boolean {
  const { at, schema } = parameter;
  const hasContent = child(at, "content") !== undefined;
  if (hasContent || schema === undefined) return hasContent;
  const { style, explode } = serializationOf(parameter);
  const isList = mayBe(document, schema, "array") && !(style === "form" && explode);
  return isList || (mayBe(document, schema, "object") && style !== "deepObject");
}
