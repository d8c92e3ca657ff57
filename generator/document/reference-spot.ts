import { childOf, type Graft } from "./edited-document.js";
import { holdsSchemas, keyKindUnder, type KeyKind } from "./keywords.js";
import { isReferenceOnly, referenceOf } from "./reference.js";
import { mappedReference } from "./schema-unions.js";
import type { Document, JsonValue } from "./source.js";

/** A value on the way through a document whose files are bundled. */
export interface Spot {
  readonly graft: Graft;
  readonly keys: KeyKind;
  /** Whether it is a schema, or is made of schemas. */
  readonly isSchema: boolean;
  /** The file that it was copied from, which `#` stands for there. */
  readonly home: Document | undefined;
  /** What it was copied as a part of: that again would never end. */
  readonly inside: readonly string[];
}

export function spotOf(graft: Graft, more: Partial<Omit<Spot, "graft">> = {}): Spot {
  return { graft, keys: "keyword", isSchema: false, home: undefined, inside: [], ...more };
}

/** The value under a key or index that is there. */
export function under(spot: Spot, key: string | number): Spot {
  const graft = childOf(spot.graft, key);
  if (typeof key === "number") {
    return { ...spot, graft, keys: "keyword" };
  }
  const keys = keyKindUnder(spot.keys, key);
  return {
    ...spot,
    graft,
    // An array under such a keyword, as of parameters, has no names in it.
    keys: Array.isArray(graft.value) && keys === "name" ? "keyword" : keys,
    isSchema: spot.keys === "name" ? spot.isSchema : holdsSchemas(key),
  };
}

/** The reference under a key of a schema or a mapping. */
export function schemaReference({ graft, home }: Spot, key: string, root: Document): string | undefined {
  const value = (graft.value as { readonly [key: string]: JsonValue })[key];
  if (typeof value !== "string") {
    return undefined;
  }
  return key === "$ref" ? value : mappedReference(home ?? root, value);
}

/** A reference to what is no schema; or, beyond the specification but often met, one in the place of a whole map. */
export function copiedReference({ graft, keys, isSchema }: Spot): string | undefined {
  const isMap = keys === "name" && isReferenceOnly(graft.value);
  return isMap || (keys === "keyword" && !isSchema) ? referenceOf(graft.value) : undefined;
}
