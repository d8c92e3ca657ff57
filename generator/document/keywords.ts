/** Keywords under which anything may stand, a `$ref` that is none included. */
const DATA: ReadonlySet<string> = new Set(["example", "examples", "default", "enum", "const", "mapping"]);

/** Extensions that hold schemas, and whose references are references. */
const EXTENSIONS: ReadonlySet<string> = new Set([
  "x-oai-itemSchema",
  "x-jsonschema-contentSchema",
  "x-line-schema",
  "x-fern-streaming",
]);

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
  if (DATA.has(key) || (key.startsWith("x-") && !EXTENSIONS.has(key))) {
    return "data";
  }
  return MAPS.has(key) ? "name" : "keyword";
}

/** Keywords under which anything but a schema stands, by name, in a list or alone. */
const OBJECTS: ReadonlySet<string> = new Set(
  `paths webhooks pathItems responses parameters requestBodies requestBody headers securitySchemes links callbacks
   content mediaTypes`.split(/\s+/),
);

/** Whether what a keyword of OpenAPI or JSON Schema holds is, or is made of, schemas. */
export function holdsSchemas(key: string): boolean {
  return !OBJECTS.has(key);
}
