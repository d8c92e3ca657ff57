import type { Location } from "../diagnostics/diagnostics.js";
import { isObject, valueAt, type Document, type JsonValue, type Path } from "./source.js";
import { setOwn, type Plain } from "./yaml-value.js";

/** A value together with where it and everything in it came from. */
export interface Graft {
  readonly value: Plain;
  readonly origin: Origin;
}

interface Place {
  readonly document: Document;
  readonly path: Path;
}

/**
 * Where a value came from. What is not listed under `children` still stands where it stood, below `value`; the children
 * of an array are listed all or not at all, because its indexes move.
 */
interface Origin {
  readonly value: Place;
  /** The property that the value stands under. */
  readonly key: Place;
  children?: Map<string, Origin> | Origin[];
}

/** A document while it is being changed. */
export interface EditedDocument {
  readonly file: string;
  root: Graft;
  /** How many values were added to it, those removed since included. */
  added: number;
}

export function startEditing(document: Document): EditedDocument {
  return { file: document.file, root: graftFrom(document, []), added: 0 };
}

/** The value at `path` of a document, as a copy. */
export function graftFrom(document: Document, path: Path): Graft {
  const place = { document, path };
  return { value: copyValue(valueAt(document.value, path)), origin: { value: place, key: place } };
}

/** The value at `path` of an edited document, as a copy that keeps its origins. */
export function graftOf(edited: EditedDocument, path: Path): Graft {
  return copy(graftAt(edited, path));
}

/** Removes the value at `path`, which is not the root, from the object or array that holds it. */
export function remove(edited: EditedDocument, path: Path): void {
  const key = path.at(-1)!;
  const { value, origin } = graftAt(edited, path.slice(0, -1));
  if (Array.isArray(value)) {
    itemsOf(value, origin).splice(Number(key), 1);
    value.splice(Number(key), 1);
  } else if (isObject(value)) {
    namesOf(origin).delete(String(key));
    delete value[String(key)];
  }
}

/** A document that is not to be changed any more. */
export function finish(edited: Pick<EditedDocument, "file" | "root">): Document {
  return {
    file: edited.file,
    value: edited.root.value,
    locate: (path, part) => locate(edited, path, part),
  };
}

/** Where the value at `path`, or its key, was written. */
export function locate(edited: Pick<EditedDocument, "root">, path: Path, part: "key" | "value" = "value"): Location {
  let graft = edited.root;
  let place = graft.origin.value;
  for (const [index, step] of path.entries()) {
    const next = Array.isArray(graft.value) ? Number(step) : String(step);
    if (graft.value === null || typeof graft.value !== "object" || !Object.hasOwn(graft.value, next)) break;
    const named = !Array.isArray(graft.value);
    graft = childOf(graft, next);
    place = graft.origin.value;
    if (named && part === "key" && index === path.length - 1)
      return graft.origin.key.document.locate(graft.origin.key.path, "key");
  }
  return place.document.locate(place.path);
}

/** The value at a path that is known to lead somewhere. */
export function graftAt(edited: EditedDocument, path: Path): Graft {
  return path.reduce<Graft>(childOf, edited.root);
}

/** The value under a key or index that is there. */
export function childOf({ value, origin }: Graft, key: string | number): Graft {
  if (Array.isArray(value)) {
    const index = Number(key);
    return { value: value[index]!, origin: itemsOf(value, origin)[index]! };
  }
  const names = namesOf(origin);
  const name = String(key);
  const known = names.get(name) ?? below(origin, name);
  names.set(name, known);
  return { value: (value as { [name: string]: Plain })[name]!, origin: known };
}

/** Puts a value under a key, in the place of what stands there. */
export function put({ value, origin }: Graft, key: string | number, child: Graft): void {
  if (Array.isArray(value)) {
    itemsOf(value, origin)[Number(key)] = child.origin;
    value[Number(key)] = child.value;
  } else {
    namesOf(origin).set(String(key), child.origin);
    setOwn(value as { [name: string]: Plain }, String(key), child.value);
  }
}

/** The object under a key, if there is one. */
export function objectIn(parent: Graft, key: string): Graft | undefined {
  const has = isObject(parent.value) && Object.hasOwn(parent.value, key) && isObject(parent.value[key]);
  return has ? childOf(parent, key) : undefined;
}

/** The object under a key, made where there is none. */
export function madeObjectIn(parent: Graft, key: string): Graft {
  if (objectIn(parent, key) === undefined) {
    put(parent, key, { value: {}, origin: { value: parent.origin.value, key: parent.origin.value } });
  }
  return childOf(parent, key);
}

/** The origins of the items of an array. */
export function itemsOf(value: readonly Plain[], origin: Origin): Origin[] {
  if (!Array.isArray(origin.children)) origin.children = value.map((_, index) => below(origin, index));
  return origin.children;
}

function namesOf(origin: Origin): Map<string, Origin> {
  if (!(origin.children instanceof Map)) origin.children = new Map();
  return origin.children;
}

function below(origin: Origin, key: string | number): Origin {
  const place = { document: origin.value.document, path: [...origin.value.path, key] };
  return { value: place, key: place };
}

/** A copy that shares nothing with its original. */
export function copy({ value, origin }: Graft): Graft {
  return { value: copyValue(value), origin: copyOrigin(origin) };
}

function copyValue(value: JsonValue): Plain {
  if (Array.isArray(value)) return value.map(copyValue);
  if (!isObject(value)) return value as Plain;
  // Unlike assignments, fromEntries makes a property of `__proto__`.
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, copyValue(child)]));
}

function copyOrigin({ value, key, children }: Origin): Origin {
  if (children === undefined) return { value, key };
  if (Array.isArray(children)) return { value, key, children: children.map(copyOrigin) };
  return { value, key, children: new Map([...children].map(([name, child]) => [name, copyOrigin(child)])) };
}
