import type { JsonObject, JsonValue } from "./source.js";

/** A document without the keys that every JavaScript object inherits, and the way back to them in a text. */
export interface RenamedDocument {
  readonly document: JsonObject;
  restore(text: string): string;
}

/**
 * Redocly, which reads the document for openapi-typescript, looks keys up in plain objects: a property or a schema that
 * is called `hasOwnProperty` or `valueOf` stops it with a TypeError. Such keys go by another name on their way through.
 */
export function renameInheritedNames(document: JsonObject): RenamedDocument {
  const text = JSON.stringify(document);
  let prefix = "inherited_";
  while (text.includes(prefix)) {
    prefix = `_${prefix}`;
  }
  const isInherited = (name: string): boolean => name in Object.prototype && name !== "__proto__";
  const rename = (name: string): string => (isInherited(name) ? `${prefix}${name}` : name);
  return {
    document: renameKeys(document, rename) as JsonObject,
    restore: (emitted) => emitted.replaceAll(new RegExp(`${prefix}(\\w+)`, "g"), "$1"),
  };
}

function renameKeys(value: JsonValue, rename: (name: string) => string, key = ""): JsonValue {
  if (typeof value === "string") {
    return key === "$ref" ? value.split("/").map(rename).join("/") : key === "required" ? rename(value) : value;
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item: JsonValue) => renameKeys(item, rename, key));
  }
  const entries = Object.entries(value).map(([name, member]) => [rename(name), renameKeys(member, rename, name)]);
  return Object.fromEntries(entries) as JsonObject;
}
