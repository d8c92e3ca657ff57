import { childOf, copy, graftAt, itemsOf, put, type EditedDocument, type Graft } from "../document/edited-document.js";
import { isObject, type Path } from "../document/source.js";

/** Merges a copy of `patch` into the value at `path`. There must be no conflicts. */
export function update(edited: EditedDocument, path: Path, patch: Graft): void {
  const key = path.at(-1);
  if (key === undefined) {
    edited.root = merged(edited.root, copy(patch), true);
    return;
  }
  const parent = graftAt(edited, path.slice(0, -1));
  put(parent, key, merged(childOf(parent, key), copy(patch), true));
}

function merged(target: Graft, patch: Graft, atTarget = false): Graft {
  if (Array.isArray(target.value)) {
    const added = Array.isArray(patch.value) ? patch.value.map((_, index) => childOf(patch, index)) : [patch];
    // An empty property over a list changes nothing, see `conflicts`; an empty update of a list appends.
    if (patch.value === null && !atTarget) return target;
    itemsOf(target.value, target.origin).push(...added.map(({ origin }) => origin));
    target.value.push(...added.map(({ value }) => value));
    return target;
  }
  if (!isObject(target.value)) {
    return { value: patch.value, origin: { ...patch.origin, key: target.origin.key } };
  }
  if (!isObject(patch.value)) return target;
  for (const key of Object.keys(patch.value)) {
    const added = childOf(patch, key);
    put(target, key, Object.hasOwn(target.value, key) ? merged(childOf(target, key), added) : added);
  }
  return target;
}
