import { readClientConfig, type ClientConfig } from "../client-config.js";
import type { Node } from "../document/reference.js";
import type { Document } from "../document/source.js";
import type { Inputs, InputRequest } from "../input/inputs.js";
import { readMerged } from "../input/merged-inputs.js";
import { buildModel } from "../model/build-model.js";
import { declaredId, findOperations, routeOf } from "../model/find-streams.js";
import type { HttpMethod, Stream, StreamingModel } from "../model/model.js";

/** A client at one end of the comparison: what it is generated from. */
export interface Revision {
  readonly inputs: Inputs;
  /** The document with its Overlays applied. */
  readonly document: Document;
  readonly model: StreamingModel;
  readonly config: ClientConfig;
}

/**
 * Reads the files that a client is generated from, and generates nothing.
 *
 * @throws {DiagnosticsError} with what is wrong with them.
 */
export function readRevision(request: InputRequest): Revision {
  const { document, ...inputs } = readMerged(request);
  const config = readClientConfig(inputs.client, document);
  return { inputs, document, model: buildModel(document).model, config };
}

/** An operation of `paths`, whether it streams or not. */
export interface Operation {
  readonly method: HttpMethod;
  /** The path template. */
  readonly path: string;
  /** As in the document. */
  readonly operationId: string | undefined;
  readonly node: Node;
  readonly stream: Stream | undefined;
}

/** The operations of a document, in its order. */
export function operationsOf({ document, model }: Revision): readonly Operation[] {
  const streams = new Map(model.streams.map((stream) => [routeOf(stream), stream]));
  return findOperations(document).map((found) => ({
    method: found.method,
    path: found.path,
    operationId: declaredId(found),
    node: found.operation,
    stream: streams.get(routeOf(found)),
  }));
}
