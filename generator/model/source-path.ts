import { componentNamed, follow, objectOf, target, type Node } from "../document/reference.js";
import type { Document, Path } from "../document/source.js";

/** In a schema that `distributeUnions` made: a JSON Pointer to the one that it was made of. */
export const MADE_OF = "x-made-of";

/** The schema that one was made of, where it was not written by anybody. */
function sourceOf(document: Document, schema: Node | undefined): Node | undefined {
  const pointer = objectOf(schema)[MADE_OF];
  return typeof pointer === "string" ? target(document, pointer) : undefined;
}

/** A schema as it was written, whatever was made of it. */
export function writtenOf(document: Document, schema: Node): Node {
  return sourceOf(document, follow(document, schema)) ?? schema;
}

/** Where in the document as it was written a path leads: what an Overlay can name. */
export function sourcePath(document: Document, path: Path): Path {
  const [components, schemas, name, ...rest] = path;
  if (components !== "components" || schemas !== "schemas" || name === undefined) return path;
  const source = sourceOf(document, componentNamed(document, String(name)));
  return source === undefined ? path : [...source.path, ...rest];
}
