import type { JsonObject, JsonValue, Path } from "../document/source.js";
import { MAX_DEPTH } from "../document/yaml-value.js";
import type { EditedDocument, Graft } from "../document/edited-document.js";

/** More values than any description of an API has. Actions that copy double what is there, again and again. */
export const MAX_ADDED = 200_000;

/** What makes an update more than anybody after it can handle. */
export function excessOf(edited: EditedDocument, targets: readonly Path[], patch: Graft): string | undefined {
  const { size, depth } = extentOf(patch.value);
  edited.added += targets.length * size;
  if (edited.added > MAX_ADDED) {
    return `The Overlays add too much: more than ${MAX_ADDED.toLocaleString("en")} values up to this action`;
  }
  const isDeep = targets.some((path) => path.length + depth > MAX_DEPTH);
  return isDeep ? `The document would be nested deeper than ${MAX_DEPTH} levels` : undefined;
}

/** How many values a value is, itself included, and how deep it goes. */
function extentOf(root: JsonValue): { readonly size: number; readonly depth: number } {
  const pending = [{ value: root, level: 0 }];
  let size = 0;
  let depth = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, level } = next;
    size += 1;
    depth = Math.max(depth, level);
    if (typeof value !== "object" || value === null) continue;
    for (const child of Object.values(value as JsonObject)) pending.push({ value: child, level: level + 1 });
  }
  return { size, depth };
}
