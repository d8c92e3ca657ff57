import { isJsonMediaType } from "../document/media-type.js";
import { child, children, follow, followChild, keyOf, objectOf, type Node } from "../document/reference.js";
import { listedValues } from "../document/schema-consts.js";
import { typesOf } from "../document/schema-kind.js";
import { declarationsOf } from "../document/schema-properties.js";
import { branchesOf } from "../document/schema-unions.js";
import type { Document } from "../document/source.js";

/** The Media Type Objects of an operation's request body. */
export function bodyMediaTypes(document: Document, operation: Node): readonly Node[] {
  return children(child(followChild(document, operation, "requestBody"), "content"));
}

/** The schemas of an operation's request body, one a media type. */
export function bodySchemas(document: Document, operation: Node): readonly Node[] {
  return schemasOf(document, bodyMediaTypes(document, operation));
}

/** The schemas of an operation's JSON request body, one a media type. */
export function jsonBodySchemas(document: Document, operation: Node): readonly Node[] {
  return schemasOf(document, bodyMediaTypes(document, operation).filter(isJsonKey));
}

function schemasOf(document: Document, mediaTypes: readonly Node[]): readonly Node[] {
  return mediaTypes.flatMap((mediaType) => mediaTypeSchema(document, mediaType) ?? []);
}

/** The schema of an operation's request body: of the JSON one, where there are several media types. */
export function bodyOf(
  document: Document,
  operation: Node,
): { readonly schema: Node; readonly required: boolean } | undefined {
  const body = followChild(document, operation, "requestBody");
  const mediaTypes = bodyMediaTypes(document, operation);
  const mediaType = mediaTypes.find(isJsonKey) ?? mediaTypes[0];
  const schema = mediaTypeSchema(document, mediaType);
  return schema && { schema, required: objectOf(body)["required"] === true };
}

/** The schema of a Media Type Object, which in OpenAPI 3.2 may be a reference (section 4.14). */
export function mediaTypeSchema(document: Document, mediaType: Node | undefined): Node | undefined {
  return child(follow(document, mediaType), "schema");
}

/** Whether the key of a Media Type Object is that of JSON. */
export function isJsonKey(mediaType: Node): boolean {
  return isJsonMediaType(keyOf(mediaType));
}

/** What published documents call the boolean that asks for a stream. */
const FLAGS = ["stream", "streaming"];

/**
 * The boolean field of the JSON request body that asks for a stream, where the document lets it be `true`. Of another
 * body nothing is said: the caller serializes it, and may send what is no object.
 */
export function streamFlag(document: Document, operation: Node): Node | undefined {
  const bodies = jsonBodySchemas(document, operation);
  const branches = bodies.flatMap((body) => (branchesOf(document, body) ?? [body]).map((branch) => [body, branch]));
  const candidates = branches.flatMap((schemas) => {
    return FLAGS.map((name) => schemas.flatMap((schema) => declarationsOf(document, schema, name)));
  });
  return candidates.find(
    (declarations) => declarations.length > 0 && declarations.every((one) => allowsTrue(document, one)),
  )?.[0];
}

function allowsTrue(document: Document, schema: Node): boolean {
  return (branchesOf(document, schema) ?? [schema]).some((branch) => {
    const resolved = follow(document, branch);
    return listedValues(resolved)?.includes(true) ?? typesOf(resolved).includes("boolean");
  });
}
