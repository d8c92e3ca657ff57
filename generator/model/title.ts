import { child, objectOf, rootOf } from "../document/reference.js";
import type { Document } from "../document/source.js";

/** `info.title` of a document, as one line; `undefined` where it says nothing (OpenAPI, "Info Object"). */
export function titleOf(document: Document): string | undefined {
  const { title } = objectOf(child(rootOf(document), "info"));
  const words = typeof title === "string" ? title.trim().replace(/\s+/g, " ") : "";
  return words === "" ? undefined : words;
}
