import { keyKindUnder, type KeyKind } from "../document/keywords.js";
import { isObject, parsePointer, toPointer, type JsonObject, type JsonValue } from "../document/source.js";

/** A document without the names that Redocly stumbles over, and the way back to them in a text. */
export interface RenamedDocument {
  readonly document: JsonObject;
  restore(text: string): string;
}

/**
 * Redocly, which reads the document for openapi-typescript, looks keys up in plain objects: a property or a schema that
 * is called `hasOwnProperty` or `valueOf`, as every object's inherited ones are, stops it with a TypeError. And it opens
 * the file or the URL of whatever looks like a reference, in examples and extensions too. And it decodes the pointers
 * that it makes itself, so that a percent sign stops it. Such keys go by another name on their way through.
 */
export function renameInheritedNames(document: JsonObject): RenamedDocument {
  const text = JSON.stringify(document);
  let prefix = "inherited_";
  while (text.includes(prefix)) {
    prefix = `_${prefix}`;
  }
  let percent = PRIVATE_USE;
  while (text.includes(String.fromCharCode(percent))) {
    percent += 1;
  }
  const mark = String.fromCharCode(percent);
  const rename: Rename = (name, isStumbling) => `${isStumbling ? prefix : ""}${name.replaceAll("%", mark)}`;
  // TypeScript prints what is not ASCII as an escape.
  const marks = new RegExp(`${mark}|\\\\u${percent.toString(16)}`, "gi");
  return {
    document: renameIn(document, "keyword", "", rename) as JsonObject,
    restore: (emitted) => emitted.replaceAll(new RegExp(`${prefix}(\\$?\\w+)`, "g"), "$1").replaceAll(marks, "%"),
  };
}

/** Characters that no standard gives a meaning. */
const PRIVATE_USE = 0xe000;

type Rename = (name: string, isStumbling: boolean) => string;

function renameIn(value: JsonValue, keys: KeyKind, key: string, rename: Rename): JsonValue {
  if (typeof value === "string") {
    return renameInText(value, key, rename);
  }
  if (Array.isArray(value)) {
    return value.map((item: JsonValue) => renameIn(item, keys === "data" ? "data" : "keyword", key, rename));
  }
  if (!isObject(value)) {
    return value;
  }
  const entries = Object.entries(value).map(([name, member]) => {
    const isStumbling = isInherited(name) || (typeof member === "string" && isFalseReference(name, keys));
    const memberKey = key === "mapping" ? key : name;
    return [rename(name, isStumbling), renameIn(member, keyKindUnder(keys, name), memberKey, rename)];
  });
  return Object.fromEntries(entries) as JsonObject;
}

/** The names of properties and components that stand in the place of a value. */
function renameInText(value: string, key: string, rename: Rename): string {
  const renamed = (name: string): string => rename(name, isInherited(name));
  const path = (key === "$ref" || key === "mapping") && value.startsWith("#") ? parsePointer(value) : undefined;
  if (path !== undefined) {
    return toPointer(path.map(renamed));
  }
  return NAMING.has(key) ? renamed(value) : value;
}

/** Keywords whose value is a name. */
const NAMING: ReadonlySet<string> = new Set(["required", "propertyName", "name", "operationId"]);

function isInherited(name: string): boolean {
  return name in Object.prototype && name !== "__proto__";
}

function isFalseReference(name: string, keys: KeyKind): boolean {
  return (name === "$ref" && keys !== "keyword") || name === "externalValue";
}
