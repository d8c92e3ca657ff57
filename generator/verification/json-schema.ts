import { keyKindUnder, type KeyKind } from "../document/keywords.js";
import { follow, referenceOf, target, type Node } from "../document/reference.js";
import { isObject, toPointer, type Document, type JsonObject, type JsonValue, type Path } from "../document/source.js";
import { setOwn, type Plain } from "../document/yaml-value.js";

/** A schema of the document as one JSON Schema (draft 2020-12) that refers to nothing outside of itself. */
export interface SelfContainedSchema {
  readonly schema: { readonly [keyword: string]: Plain };
  /** Where each of the schemas in `schema` stands in the document. */
  readonly places: ReadonlyMap<object, Path>;
}

type Converted = { [keyword: string]: Plain };

/** What says nothing of a value, or would be taken for something else. */
const DROPPED: ReadonlySet<string> = new Set(
  `$anchor $comment $dynamicAnchor $id $schema default deprecated description discriminator example examples
   externalDocs nullable title xml`.split(/\s+/),
);

/**
 * Takes a schema out of an OpenAPI document, with all that it refers to. What OpenAPI 3.0 says in words of its own
 * (`nullable`, `exclusiveMinimum: true`) is said in those of JSON Schema.
 */
export function toJsonSchema(document: Document, root: Node): SelfContainedSchema {
  const places = new Map<object, Path>();
  const names = new Map<string, string>();
  const definitions: Converted = {};

  function refer(reference: string): Converted {
    const node = target(document, reference);
    const found = node && follow(document, node);
    if (found === undefined) return {};
    const key = toPointer(found.path);
    const name = names.get(key) ?? String(names.size);
    if (!names.has(key)) {
      names.set(key, name);
      definitions[name] = convert(found.value, found.path, "keyword");
    }
    return { $ref: `#/$defs/${name}` };
  }

  function convert(value: JsonValue, path: Path, keys: KeyKind): Plain {
    if (keys === "data" || typeof value !== "object" || value === null) return value as Plain;
    if (Array.isArray(value)) return value.map((item: JsonValue, index) => convert(item, [...path, index], keys));
    const object = value as JsonObject;
    const converted: Converted = {};
    for (const [key, child] of Object.entries(object)) {
      if (keys === "keyword" && (DROPPED.has(key) || key === "$ref" || key.startsWith("x-"))) continue;
      setOwn(converted, key, convert(child, [...path, key], keyKindUnder(keys, key)));
    }
    if (keys !== "keyword") return converted;
    const reference = referenceOf(object);
    if (reference !== undefined) Object.assign(converted, refer(reference));
    limit(converted, "exclusiveMinimum", "minimum");
    limit(converted, "exclusiveMaximum", "maximum");
    places.set(converted, path);
    if (object["nullable"] !== true) return converted;
    const nullable = orNull(converted);
    places.set(nullable, path);
    return nullable;
  }

  const schema = { ...(convert(root.value, root.path, "keyword") as Converted), $defs: definitions };
  places.set(schema, root.path);
  return { schema, places };
}

/** OpenAPI 3.0 has JSON Schema Draft 5, where a limit that is exclusive is a flag beside the limit. */
function limit(schema: Converted, flag: string, value: string): void {
  const { [flag]: exclusive, [value]: bound } = schema;
  if (typeof exclusive !== "boolean") return;
  delete schema[flag];
  if (!exclusive || bound === undefined) return;
  delete schema[value];
  schema[flag] = bound;
}

/** OpenAPI 3.0.3, Schema Object: `nullable` adds `null` to the types. Without a type, documents mean the same by it. */
function orNull(schema: Converted): Converted {
  const { type, enum: values } = schema;
  if (type === undefined) return { anyOf: [{ type: "null" }, schema] };
  return {
    ...schema,
    type: [...(Array.isArray(type) ? type : [type]), "null"],
    ...(Array.isArray(values) && !values.includes(null) && { enum: [...values, null] }),
  };
}

/** Whether a schema allows everything, and that on purpose. */
export function allowsAnything(value: JsonValue): boolean {
  return (
    value === true || (isObject(value) && Object.keys(value).every((key) => DROPPED.has(key) || key.startsWith("x-")))
  );
}
