import { isOpenApi30 } from "../document/openapi-version.js";
import type { Document } from "../document/source.js";

/** The line of a hint that gives a property one value, in a word that the document's version of OpenAPI has. */
export function constantText(document: Document): string {
  return isOpenApi30(document) ? "enum: [the-events-name]" : "const: the-events-name";
}
