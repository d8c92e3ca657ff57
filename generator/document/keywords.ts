/** Keywords under which anything may stand, a `$ref` that is none included. */
const DATA: ReadonlySet<string> = new Set(["example", "examples", "default", "enum", "const", "mapping"]);

/** Keywords whose keys are names that the document gives, not keywords. */
const MAPS: ReadonlySet<string> = new Set(
  `properties patternProperties $defs definitions dependentSchemas schemas responses parameters requestBodies
   headers securitySchemes links callbacks pathItems mediaTypes content paths webhooks encoding variables scopes
   additionalOperations`.split(/\s+/),
);

/** What the keys of an object are: keywords of OpenAPI and JSON Schema, names of the document's, or anything. */
export type KeyKind = "keyword" | "name" | "data";

/** What the keys of the object under `key` are, in an object whose own keys are of the kind `parent`. */
export function keyKindUnder(parent: KeyKind, key: string): KeyKind {
  if (parent !== "keyword") {
    return parent === "data" ? "data" : "keyword";
  }
  if (DATA.has(key) || key.startsWith("x-")) {
    return "data";
  }
  return MAPS.has(key) ? "name" : "keyword";
}
