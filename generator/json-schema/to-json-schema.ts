import { keyKindUnder, type KeyKind } from "../document/keywords.js";
import { follow, objectOf } from "../document/reference.js";
import { isObject, type Document, type JsonObject, type JsonValue } from "../document/source.js";

/** Which half of an exchange a schema is read for: `readOnly` and `writeOnly` depend on it. */
export type Direction = "request" | "response";

type Entry = readonly [key: string, value: JsonValue];

/**
 * What no validator needs, and what would make it look elsewhere than at the document's own places: here, a reference is
 * a way from the root.
 */
const DROPPED: ReadonlySet<string> = new Set(
  `$id $schema $anchor $dynamicAnchor $dynamicRef $recursiveAnchor $recursiveRef discriminator example examples
   default`.split(/\s+/),
);

/**
 * The document with each of its schemas in the words of JSON Schema 2020-12, at the same place, so that its references
 * hold. What OpenAPI 3.0 words otherwise (`nullable`, `exclusiveMinimum: true`) is taken for what it means in newer
 * documents, too: an Overlay may have raised their version.
 *
 * OpenAPI 3.0.4, "Schema Object": a property that is `readOnly` is not required in a request, nor one that is
 * `writeOnly` in a response.
 */
export function toJsonSchema(document: Document, direction: Direction): JsonObject {
  const flag = direction === "request" ? "readOnly" : "writeOnly";
  const isOptional = (property: JsonValue | undefined): boolean =>
    property !== undefined && objectOf(follow(document, { value: property, path: [] }))[flag] === true;
  return convert(document.value, "keyword", isOptional) as JsonObject;
}

/** Whether a property need not be there, though it is required. */
type IsOptional = (property: JsonValue | undefined) => boolean;

function convert(value: JsonValue, keys: KeyKind, isOptional: IsOptional): JsonValue {
  if (Array.isArray(value)) {
    return value.map((item: JsonValue) => convert(item, "keyword", isOptional));
  }
  if (!isObject(value)) {
    return value;
  }
  const entries = Object.entries(value).flatMap(([key, member]): readonly Entry[] => {
    const under = keyKindUnder(keys, key);
    if (keys === "keyword" && (DROPPED.has(key) || key.startsWith("x-"))) {
      return [];
    }
    return [[key, under === "data" ? member : convert(member, under, isOptional)]];
  });
  const members = Object.fromEntries(entries);
  if (keys !== "keyword") {
    return members;
  }
  return toSchema("discriminator" in value ? withDiscriminator(members) : members, isOptional);
}

/** OpenAPI, "Discriminator Object": it says which branch is meant, though the value may fit others as well. */
function withDiscriminator({ oneOf, ...schema }: JsonObject): JsonObject {
  return oneOf === undefined ? schema : { ...schema, anyOf: oneOf };
}

/** Objects of OpenAPI that are no schemas have none of these keywords, and stay as they are. */
function toSchema(members: JsonObject, isOptional: IsOptional): JsonObject {
  return withNull(withRequired(withBounds(members), isOptional));
}

/** The keywords of one schema, less those of OpenAPI 3.0's own dialect. The schemas below it are left as they are. */
export function toKeywords(schema: JsonObject): JsonObject {
  return withNull(withBounds(schema));
}

function withNull({ nullable, type, ...rest }: JsonObject): JsonObject {
  // Published documents hold `type: null`, which says nothing.
  const schema: JsonObject = typeof type === "string" || Array.isArray(type) ? { ...rest, type } : rest;
  if (nullable !== true || Object.keys(schema).length === 0) {
    return schema;
  }
  if (typeof schema["type"] !== "string") {
    return { anyOf: [schema, { type: "null" }] };
  }
  const values = schema["enum"];
  const isListed = Array.isArray(values) && !values.includes(null);
  return { ...schema, type: [schema["type"], "null"], ...(isListed && { enum: [...values, null] }) };
}

/** OpenAPI 3.0 has JSON Schema's draft 5: a flag beside `minimum` says that the bound itself is not allowed. */
function withBounds(schema: JsonObject): JsonObject {
  return [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
  ].reduce<JsonObject>((bounded, [bound, flag]) => {
    const { [flag as string]: isExclusive, ...rest } = bounded;
    const { [bound as string]: limit, ...unbounded } = rest;
    if (typeof isExclusive !== "boolean") {
      return bounded;
    }
    return isExclusive && limit !== undefined ? { ...unbounded, [flag as string]: limit } : rest;
  }, schema);
}

function withRequired(schema: JsonObject, isOptional: IsOptional): JsonObject {
  const { required, properties } = schema;
  if (!Array.isArray(required) || !isObject(properties)) {
    return schema;
  }
  const isRequired = (name: JsonValue): boolean =>
    !isOptional(Object.hasOwn(properties, String(name)) ? properties[String(name)] : undefined);
  return { ...schema, required: required.filter(isRequired) };
}
