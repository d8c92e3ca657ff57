import { keyKindUnder, type KeyKind } from "../document/keywords.js";
import { child, follow, objectOf, referenceOf, target, type Node } from "../document/reference.js";
import { isObject, toPointer, type Document, type JsonObject, type JsonValue, type Path } from "../document/source.js";
import { toNamesSchema, type AllMemberNames } from "../model/member-names.js";
import { toRegExp } from "./reg-exp.js";
import { UnreadableSchema } from "./unreadable-schema.js";

/** Which half of an exchange a schema is read for: `readOnly` and `writeOnly` depend on it. */
export type Direction = "request" | "response";

/** A schema in the words of JSON Schema 2020-12. */
export interface ConvertedSchema {
  readonly schema: JsonValue;
  /** Where each of the schemas in it, and each list of them, stands in the document. */
  readonly places: ReadonlyMap<object, Path>;
}

/** Gives the name that a schema is referred to by. */
type Refer = (schema: Node) => string;

/**
 * What says nothing of a value, and what would be taken for something else: in a document, the place of a schema is its
 * name, and what is defined inside of another is converted when it is referred to.
 */
const DROPPED: ReadonlySet<string> = new Set(
  `$anchor $comment $defs $dynamicAnchor $dynamicRef $id $recursiveAnchor $recursiveRef $schema default definitions
   deprecated description discriminator example examples externalDocs title xml`.split(/\s+/),
);

/**
 * A schema of the document, its references told by name: what they refer to is for the caller to convert. What
 * OpenAPI 3.0 words otherwise (`nullable`, `exclusiveMinimum: true`) is taken for what it means in newer documents, too:
 * an Overlay may have raised their version.
 *
 * OpenAPI 3.0.4, "Schema Object": a property that is `readOnly` is not required in a request, nor one that is
 * `writeOnly` in a response.
 *
 * @throws {UnreadableSchema} where a reference leads nowhere.
 */
export function toJsonSchema(
  document: Document,
  members: AllMemberNames,
  root: Node,
  direction: Direction,
  refer: Refer,
): ConvertedSchema {
  const hidden = direction === "request" ? "readOnly" : "writeOnly";
  const places = new Map<object, Path>();

  function convert(value: JsonValue, path: Path, keys: KeyKind): JsonValue {
    if (keys === "data" || typeof value !== "object" || value === null) {
      return value;
    }
    const isSchema = keys === "keyword" && isObject(value);
    const converted = isSchema ? convertSchema(value, path) : convertMembers(value, path, keys);
    places.set(converted, path);
    return converted;
  }

  function convertSchema(schema: JsonObject, path: Path): JsonObject {
    const keywords = convertMembers(schema, path, "keyword") as JsonObject;
    const whole = {
      ...keywords,
      ...referenceIn(schema),
      ...requiredOf(schema),
      ...patternsOf(keywords),
      ...namesIn(keywords, path),
    };
    const { nullable, ...converted } = withBounds("discriminator" in schema ? withDiscriminator(whole) : whole);
    // Beside `null`, it may become a branch.
    places.set(converted, path);
    return nullable === true ? orNull(converted) : converted;
  }

  function convertMembers(value: JsonObject | readonly JsonValue[], path: Path, keys: KeyKind): JsonValue & object {
    if (Array.isArray(value)) {
      return value.map((item: JsonValue, index) => convert(item, [...path, index], "keyword"));
    }
    const kept = Object.entries(value).filter(([key, member]) => keys !== "keyword" || !isDropped(key, member));
    return Object.fromEntries(
      kept.map(([key, member]) => [key, convert(member, [...path, key], keyKindUnder(keys, key))]),
    );
  }

  function referenceIn(schema: JsonObject): JsonObject {
    const reference = referenceOf(schema);
    if (reference === undefined) {
      return {};
    }
    const referred = follow(document, target(document, reference));
    if (referred === undefined) {
      throw new UnreadableSchema(`${reference} leads nowhere`);
    }
    return { $ref: refer(referred) };
  }

  /** What discriminators say of it as a member of unions. */
  function namesIn({ allOf = [] }: JsonObject, path: Path): JsonObject {
    const named = members.get(toPointer(path))?.map(toNamesSchema);
    if (named === undefined) {
      return {};
    }
    const parts = named.map((one) => convert(one.value, one.path, "keyword"));
    return { allOf: [...(allOf as readonly JsonValue[]), ...parts] };
  }

  function requiredOf({ required, properties }: JsonObject): JsonObject {
    const isHidden = (name: JsonValue): boolean => {
      const property = child({ value: properties ?? null, path: [] }, String(name));
      return property !== undefined && objectOf(follow(document, property))[hidden] === true;
    };
    return Array.isArray(required) ? { required: required.filter((name: JsonValue) => !isHidden(name)) } : {};
  }

  return { schema: convert(root.value, root.path, "keyword"), places };
}

function isDropped(key: string, value: JsonValue): boolean {
  const saysNothing =
    // Published documents hold `type: null`.
    (key === "type" && value === null) ||
    (key === "pattern" && typeof value === "string" && toRegExp(value) === undefined);
  return saysNothing || key === "$ref" || isRemark(key);
}

function isRemark(key: string): boolean {
  return DROPPED.has(key) || key.startsWith("x-");
}

/** Whether a schema allows everything, and that on purpose. */
export function allowsAnything(value: JsonValue): boolean {
  return value === true || (isObject(value) && Object.keys(value).every((key) => key === "nullable" || isRemark(key)));
}

/** The keywords of one schema, less those of OpenAPI 3.0's own dialect. The schemas below it are left as they are. */
export function toKeywords(schema: JsonObject): JsonObject {
  const { nullable, type, ...rest } = withBounds(schema);
  const keywords: JsonObject = type === undefined || type === null ? rest : { ...rest, type };
  return nullable === true ? orNull(keywords) : keywords;
}

/** OpenAPI 3.0.4, "Schema Object": `nullable` adds `null` to the types. Without a type, documents mean the same by it. */
function orNull(schema: JsonObject): JsonObject {
  const { type, enum: values } = schema;
  if (Object.keys(schema).length === 0) {
    return schema;
  }
  if (type === undefined) {
    return { anyOf: [schema, { type: "null" }] };
  }
  const isListed = Array.isArray(values) && !values.includes(null);
  return { ...schema, type: [...[type].flat(), "null"], ...(isListed && { enum: [...values, null] }) };
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

/** OpenAPI, "Discriminator Object": it says which branch is meant, though the value may fit others as well. */
function withDiscriminator(schema: JsonObject): JsonObject {
  const { oneOf, ...rest } = schema;
  return oneOf === undefined || "anyOf" in schema ? schema : { ...rest, anyOf: oneOf };
}

/** Names by which a pattern goes that is of no engine here: any may be meant, and anything may be under them. */
function patternsOf({ patternProperties: patterns }: JsonObject): JsonObject {
  if (!isObject(patterns)) {
    return {};
  }
  const entries = Object.entries(patterns).map(([pattern, schema]) =>
    toRegExp(pattern) === undefined ? ["", true] : [pattern, schema],
  );
  return { patternProperties: Object.fromEntries(entries) };
}
