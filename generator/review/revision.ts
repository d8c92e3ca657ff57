import { readClientConfig, type ClientConfig } from "../client-config.js";
import { checkDocument } from "../document/check-document.js";
import { child, children, follow, keyOf, objectOf, type Node } from "../document/reference.js";
import type { Document } from "../document/source.js";
import { readInputs, type Inputs, type Request } from "../inputs.js";
import { buildModel } from "../model/build-model.js";
import { HTTP_METHODS, type HttpMethod, type Stream, type StreamingModel } from "../model/model.js";
import { applyOverlays } from "../overlay/overlay.js";

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
export function readRevision(request: Request): Revision {
  const inputs = readInputs(request);
  const document = applyOverlays(inputs.spec, inputs.overlays);
  checkDocument(document);
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
  const streams = new Map(model.streams.map((stream) => [`${stream.method} ${stream.path}`, stream]));
  const root: Node = { value: document.value, path: [] };
  return children(child(root, "paths")).flatMap((entry) => {
    const pathItem = follow(document, entry);
    return HTTP_METHODS.flatMap((method): Operation[] => {
      const node = pathItem && child(pathItem, method);
      if (node === undefined) return [];
      const { operationId } = objectOf(node);
      const stream = streams.get(`${method} ${keyOf(entry)}`);
      return [
        {
          method,
          path: keyOf(entry),
          operationId: typeof operationId === "string" && operationId !== "" ? operationId : undefined,
          node,
          stream,
        },
      ];
    });
  });
}

/** `POST /chat`. */
export function routeOf({ method, path }: Operation): string {
  return `${method.toUpperCase()} ${path}`;
}
