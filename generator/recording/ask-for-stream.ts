import { child } from "../document/reference.js";
import { isObject, type Document } from "../document/source.js";
import { findStreams, isMarkedFalse } from "../model/find-streams.js";
import { readRequest } from "../model/stream-request.js";
import type { CallInit } from "./client-runtime.js";
import type { NamedOperation } from "./find-operation.js";

type Init = Omit<CallInit, "fetch">;

/**
 * A call of an operation whose events nobody has described yet, made to ask for its stream as the client's method will
 * once they are: by the Accept header of a declared stream, and by the body field that the document has for it. What the
 * user says of either stands.
 */
export function askForStream(document: Document, operation: NamedOperation, init: Init): Init {
  const { method, path } = operation;
  const found = findStreams(document, []).find((one) => one.method === method && one.path === path);
  if (found === undefined ? isMarkedFalse(operation.operation) : found.isLeftOut) return init;
  const extension = child(found?.mediaType, "x-event-stream");
  const reading = { document, problems: [] };
  const fields = readRequest(reading, child(extension, "request"), operation.operation, found?.vendor.flag);
  const { body = {} } = init;
  return {
    ...init,
    // As the runtime has it: some servers answer 406 to who accepts nothing but an event stream.
    headers: { ...(found && { accept: `${found.mediaTypeName}, application/json;q=0.9, */*;q=0.8` }), ...init.headers },
    ...(fields && isObject(body) && { body: { ...fields, ...body } }),
  };
}
