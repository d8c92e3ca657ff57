import { child, rootOf } from "../document/reference.js";
import type { Document, Path } from "../document/source.js";
import { overlayAction } from "../overlay/overlay-snippets.js";

/** Where schemas are added to a document: to what is there of `components.schemas`, under the keys that are not. */
export function placeOfSchemas(document: Document): { readonly path: Path; readonly keys: readonly string[] } {
  const components = child(rootOf(document), "components");
  if (components === undefined) return { path: [], keys: ["components", "schemas"] };
  const schemas = child(components, "schemas");
  if (schemas === undefined) return { path: components.path, keys: ["schemas"] };
  return { path: schemas.path, keys: [] };
}

const WORDS = [
  "# List the fields here, or the events as `oneOf`. From recordings, `openapi-stream infer` drafts all of this.",
  "# Beside its `itemSchema`, a stream has what completes it: `x-event-stream: {end: name}`. Else a cut does not show.",
];

/** The Overlay action that adds a schema of each name, as little as makes a type: what an event has is to be filled in. */
export function schemaAction(document: Document, names: readonly string[]): string {
  const { path, keys } = placeOfSchemas(document);
  const schemas = names.flatMap((name) => [
    `${name}:`,
    "  type: object",
    "  properties:",
    "    type: {type: string} # a guess",
  ]);
  const update = keys.reduceRight(
    (text, key) => `${key}:\n${text.replace(/^/gm, "  ")}`,
    [...WORDS, ...schemas].join("\n"),
  );
  return overlayAction(path, update);
}
