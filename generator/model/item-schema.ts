import { child, follow, objectOf, type Node } from "../document/reference.js";
import type { Document } from "../document/source.js";

/**
 * The schema of one item of a stream, where the document has one: `itemSchema` of OpenAPI 3.2, or what the OpenAPI
 * Initiative's registry calls it in an older document. Before both, documents put it in `schema`, or an array of it, or
 * beside a `schema` of bytes as `x-line-schema`.
 */
export function itemSchemaOf(document: Document, mediaType: Node): Node | undefined {
  const declared = declaredItemSchema(mediaType);
  if (declared !== undefined) {
    return declared;
  }
  const schema = child(mediaType, "schema");
  const resolved = schema && follow(document, schema);
  const line = resolved && child(resolved, "x-line-schema");
  return line ?? (resolved && objectOf(resolved)["type"] === "array" ? child(resolved, "items") : schema);
}

/** The item's schema where it is said to be one. */
export function declaredItemSchema(mediaType: Node): Node | undefined {
  return child(mediaType, "itemSchema") ?? child(mediaType, "x-oai-itemSchema");
}
