import type { Stream } from "../model/model.js";
import { parametersOf, PLACES } from "../model/parameters.js";
import { bodyOf } from "../model/request-body.js";
import { nodeAt, type Node } from "../document/reference.js";
import { sampleOf } from "./sample.js";
import { isObject, type Document, type JsonObject, type JsonValue } from "../document/source.js";

/** The smallest `init` that a stream's method takes: its required parameters and body fields. */
export function operationInit(document: Document, stream: Stream): JsonObject {
  const operation = nodeAt(document, stream.at.operation);
  const required = parametersOf(document, operation).filter((parameter) => parameter.required);
  const groups = PLACES.map((place) => {
    const members = required.filter((parameter) => parameter.in === place);
    return [
      place,
      Object.fromEntries(members.map(({ name, schema }) => [name, sampleOrDots(document, schema)])),
    ] as const;
  });
  const params = Object.fromEntries(groups.filter(([, members]) => Object.keys(members).length > 0));
  const body = bodyOf(document, operation);
  const sample = body?.required === true ? sampleOf(document, body.schema) : undefined;
  return {
    ...(Object.keys(params).length > 0 && { params }),
    ...(sample !== undefined && { body: isObject(sample) ? withoutKeys(sample, stream.request) : sample }),
  };
}

function sampleOrDots(document: Document, schema: Node | undefined): JsonValue {
  return schema === undefined ? "..." : sampleOf(document, schema);
}

/** The fields that the method itself sends are not the caller's to give. */
export function withoutKeys(object: JsonObject, request: Stream["request"] = {}): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !Object.hasOwn(request, key)));
}
