import { child, children, follow, type Node } from "./reference.js";
import type { Document, JsonValue } from "./source.js";

/**
 * The schema itself and all that `allOf` adds to it, references followed. Each part comes once, however many ways lead
 * to it: `allOf` may go round in a circle, or fork so often that nobody lives to see the end.
 */
export function partsOf(document: Document, schema: Node | undefined, seen = new Set<JsonValue>()): readonly Node[] {
  const resolved = follow(document, schema);
  if (schema === undefined || resolved === undefined || seen.has(resolved.value)) {
    return [];
  }
  seen.add(resolved.value);
  const siblings = resolved === schema || schema.value === resolved.value ? [] : [schema];
  const added = children(child(resolved, "allOf")).flatMap((part) => partsOf(document, part, seen));
  return [...siblings, resolved, ...added];
}
