import { holdsSchemas, keyKindUnder, type KeyKind } from "../document/keywords.js";
import { isObject, valueAt, type JsonObject, type JsonValue, type Path } from "../document/source.js";

/** A JSON value that is ours to change. */
export type Mutable = { [key: string]: Mutable } | Mutable[] | string | number | boolean | null;
export type MutableObject = { [key: string]: Mutable };

export function isMutableObject(value: Mutable | undefined): value is MutableObject {
  return isObject(value as JsonValue | undefined);
}

/** The object at a path that leads to one. */
export function objectAt(root: MutableObject, path: Path): MutableObject {
  return valueAt(root as JsonObject, path) as MutableObject;
}

/** The object under a key, made where there is none. */
export function memberObject(object: MutableObject, key: string): MutableObject {
  const member = object[key];
  if (isMutableObject(member)) {
    return member;
  }
  const created: MutableObject = {};
  object[key] = created;
  return created;
}

/** An object that OpenAPI or JSON Schema has a meaning for. */
export interface Visited {
  readonly object: MutableObject;
  /** Changes once the visit is over: most visits need none, and it would be copied for each. */
  readonly path: Path;
  /** Whether it is a schema; or an object beside the schemas that has no keywords of theirs. */
  readonly isSchema: boolean;
  /** Whether it stands under a name of the document's. */
  readonly isNamed: boolean;
}

/** Visits every object that OpenAPI or JSON Schema has a meaning for, the outer ones first. */
export function visitObjects(root: MutableObject, visit: (visited: Visited) => void): void {
  const path: (string | number)[] = [];
  const visitUnder = (value: Mutable | undefined, keys: KeyKind, isSchema: boolean, isNamed: boolean): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        path.push(index);
        visitUnder(item, "keyword", isSchema, false);
        path.pop();
      }
    } else if (isMutableObject(value)) {
      if (keys === "keyword") {
        visit({ object: value, path, isSchema, isNamed });
      }
      for (const key of Object.keys(value)) {
        const under = keyKindUnder(keys, key);
        if (under !== "data") {
          path.push(key);
          visitUnder(value[key], under, keys === "name" ? isSchema : holdsSchemas(key), keys === "name");
          path.pop();
        }
      }
    }
  };
  visitUnder(root, "keyword", false, false);
}
