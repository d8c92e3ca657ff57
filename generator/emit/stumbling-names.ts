import { keyKindUnder, type KeyKind } from "../document/keywords.js";
import { isObject, parsePointer, toPointer, type JsonObject, type JsonValue } from "../document/source.js";

/** A document without the names that openapi-typescript stumbles over, and the way back to them in a text. */
export interface RenamedDocument {
  readonly document: JsonObject;
  restore(text: string): string;
}

/**
 * openapi-typescript decodes the pointers that it makes itself, so that a percent sign in a name stops it. And it takes
 * a `$ref` for a reference in the values of an `enum` too. Such keys go by another name on their way through it; most
 * documents have none.
 */
export function renameStumblingNames(document: JsonObject): RenamedDocument {
  if (!stumblesAt(document, "keyword", "")) {
    return { document, restore: (text) => text };
  }
  const text = JSON.stringify(document);
  let prefix = "data_";
  while (text.includes(prefix)) {
    prefix = `_${prefix}`;
  }
  let percent = PRIVATE_USE;
  while (text.includes(String.fromCharCode(percent))) {
    percent += 1;
  }
  const mark = String.fromCharCode(percent);
  const rename: Rename = (name, isStumbling = false) => `${isStumbling ? prefix : ""}${name.replaceAll("%", mark)}`;
  // TypeScript prints what is not ASCII as an escape.
  const marks = new RegExp(`${mark}|\\\\u${percent.toString(16)}`, "gi");
  return {
    document: renameIn(document, "keyword", "", rename) as JsonObject,
    restore: (emitted) => emitted.replaceAll(`${prefix}$ref`, () => "$ref").replaceAll(marks, "%"),
  };
}

/** Characters that no standard gives a meaning. */
const PRIVATE_USE = 0xe000;

type Rename = (name: string, isStumbling?: boolean) => string;

function stumblesAt(value: JsonValue, keys: KeyKind, key: string): boolean {
  if (Array.isArray(value)) {
    return value.some((item: JsonValue) => stumblesAt(item, kindOfItems(keys), key));
  }
  if (isObject(value)) {
    return Object.entries(value).some(
      ([name, member]) =>
        name.includes("%") ||
        isFalseReference(name, member, keys) ||
        stumblesAt(member, keyKindUnder(keys, name), name),
    );
  }
  return typeof value === "string" && NAMING.has(key) && value.includes("%");
}

function renameIn(value: JsonValue, keys: KeyKind, key: string, rename: Rename): JsonValue {
  if (typeof value === "string") {
    return renameInText(value, key, rename);
  }
  if (Array.isArray(value)) {
    return value.map((item: JsonValue) => renameIn(item, kindOfItems(keys), key, rename));
  }
  if (!isObject(value)) {
    return value;
  }
  const entries = Object.entries(value).map(([name, member]) => [
    rename(name, isFalseReference(name, member, keys)),
    renameIn(member, keyKindUnder(keys, name), name, rename),
  ]);
  return Object.fromEntries(entries) as JsonObject;
}

function kindOfItems(keys: KeyKind): KeyKind {
  return keys === "data" ? "data" : "keyword";
}

/** The names of properties and components that stand in the place of a value. */
function renameInText(value: string, key: string, rename: Rename): string {
  const path = key === "$ref" && value.startsWith("#") ? parsePointer(value) : undefined;
  if (path !== undefined) {
    return toPointer(path.map((name) => rename(name)));
  }
  return NAMING.has(key) ? rename(value) : value;
}

/** Keywords whose value is a name. There are no discriminators any more. */
const NAMING: ReadonlySet<string> = new Set(["required", "name", "operationId"]);

function isFalseReference(name: string, member: JsonValue, keys: KeyKind): boolean {
  return name === "$ref" && keys !== "keyword" && typeof member === "string";
}
