import { child, follow, objectOf, type Node } from "../document/reference.js";
import type { Document } from "../document/source.js";

/**
 * The schema of one item of a stream, where the document has one: `itemSchema` of OpenAPI 3.2, or what the OpenAPI
 * Initiative's registry calls it in an older document. Before both, documents put it in `schema`, or an array of it, or
 * beside a `schema` of bytes as `x-line-schema`.
 */
export function itemSchemaOf(document: Document, mediaType: Node | undefined): Node | undefined {
  const declared = declaredItemSchema(mediaType);
  if (declared !== undefined) {
    return declared;
  }
  const schema = child(mediaType, "schema");
  const resolved = follow(document, schema);
  const whole = objectOf(resolved)["type"] === "array" ? child(resolved, "items") : schema;
  return child(resolved, "x-line-schema") ?? whole;
}

/** The item's schema where it is said to be one. */
export function declaredItemSchema(mediaType: Node | undefined): Node | undefined {
  return child(mediaType, "itemSchema") ?? child(mediaType, "x-oai-itemSchema");
}
