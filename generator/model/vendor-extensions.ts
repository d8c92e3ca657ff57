import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { isJsonMediaType } from "../document/media-type.js";
import { child, children, follow, keyOf, objectOf, type Node } from "../document/reference.js";
import { isObject, type Document } from "../document/source.js";
import { declaredItemSchema } from "./item-schema.js";
import type { StreamFormatName } from "./model.js";
import { overlayAction } from "../overlay/overlay-snippets.js";

/** What the extensions of other generators say of a stream in words of their own. */
export interface VendorRules {
  readonly sentinel: string | undefined;
  /** The boolean body field that asks for the stream. */
  readonly flag: string | undefined;
}

/**
 * What stands beside a stream: Speakeasy's `x-speakeasy-sse-sentinel` on the Media Type Object and
 * `x-speakeasy-stream-request-field` on the operation; `terminator` and `stream-condition` of Fern's `x-fern-streaming`.
 */
export function vendorRules(operation: Node, mediaType: Node): VendorRules {
  const extension = objectOf(child(operation, "x-fern-streaming"));
  const { terminator, "stream-condition": condition } = extension;
  const field = objectOf(operation)["x-speakeasy-stream-request-field"];
  const [, conditionField] = typeof condition === "string" ? (/^\$request\.([\w-]+)$/.exec(condition) ?? []) : [];
  const sentinels = [objectOf(mediaType)["x-speakeasy-sse-sentinel"], extension["format"] === "sse" && terminator];
  return {
    sentinel: sentinels.find((one): one is string => typeof one === "string" && one !== ""),
    flag: typeof field === "string" ? field : conditionField,
  };
}

/** A stream that `x-fern-streaming` declares, where no media type of the answer does. */
export interface FernStream {
  readonly mediaTypeName: string;
  /** The key in `content` of what is a stream, and not a whole answer. */
  readonly contentKey: string | undefined;
  /** The extension where it has a schema of its own for the stream; else the Media Type Object. */
  readonly mediaType: Node;
  readonly item: Node | undefined;
  readonly format: StreamFormatName;
}

/**
 * Reads Fern's `x-fern-streaming` of an operation: `true`, which is `{format: json}`, or an object with `format`, and
 * `response-stream` where the operation answers whole as well. On an answer of bytes (audio) it means the bytes.
 */
export function fernStream(
  document: Document,
  operation: Node,
  response: Node,
  problems: Diagnostic[],
): FernStream | undefined {
  const extension = child(operation, "x-fern-streaming");
  const content = children(child(response, "content"));
  const json = content.find((mediaType) => isJsonMediaType(keyOf(mediaType)));
  if (extension === undefined || (extension.value !== true && !isObject(extension.value))) {
    return undefined;
  }
  const own = child(extension, "response-stream");
  const { format, terminator } = objectOf(extension);
  const isSse = format === "sse";
  if (own === undefined && json === undefined && !(isSse && content.length === 0)) {
    return undefined;
  }
  if (!isSse && typeof terminator === "string" && terminator.trim() !== "") {
    problems.push({
      severity: "error",
      message: `The client cuts JSON at the ends of its lines, and this stream at ${JSON.stringify(terminator)}`,
      hint: `If it is a stream of server-sent events, say so in an Overlay:\n${overlayAction(extension.path, "format: sse")}`,
      location: document.locate([...extension.path, "terminator"]),
    });
  }
  const mediaType = follow(document, json);
  return {
    mediaTypeName: isSse ? "text/event-stream" : json === undefined ? "application/x-ndjson" : keyOf(json),
    contentKey: own === undefined && json !== undefined ? keyOf(json) : undefined,
    mediaType: own === undefined ? (mediaType ?? extension) : extension,
    item: own ?? declaredItemSchema(mediaType) ?? child(mediaType, "schema"),
    format: isSse ? "serverSentEvents" : "jsonLines",
  };
}
