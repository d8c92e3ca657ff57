import { child, children, follow, objectOf, type Node } from "../document/reference.js";
import { isNullable } from "../document/schema-kind.js";
import { propertiesOf } from "../document/schema-properties.js";
import type { Document, JsonObject } from "../document/source.js";
import { isMutableObject, memberObject, type Mutable, type MutableObject } from "./mutable.js";

/**
 * Says in other words what openapi-typescript 7 reads wrongly in a schema. Nested schemas are not looked at.
 *
 * @param isOld Whether the document is OpenAPI 3.0, where nothing but `nullable` is said beside a reference.
 */
export function lowerSchema(document: Document, schema: MutableObject, isOld: boolean): void {
  lowerReference(schema, isOld);
  lowerConstant(schema);
  lowerBooleanMembers(schema);
  lowerUnions(schema);
  lowerRequired(document, schema);
  lowerOthers(schema);
  lowerItems(schema);
  // They come out as a property of that name. What refers to them refers to components by now.
  delete schema["$defs"];
}

/** Keywords that change the type. */
const TYPING = `type nullable enum const properties required additionalProperties patternProperties items prefixItems
  oneOf anyOf allOf`.split(/\s+/);

/** Beside a reference, nothing is read. */
function lowerReference(schema: MutableObject, isOld: boolean): void {
  const reference = schema["$ref"];
  const siblings = isOld ? ["nullable"] : TYPING;
  if (typeof reference === "string" && siblings.some((key) => schema[key] !== undefined)) {
    delete schema["$ref"];
    schema["allOf"] = [{ $ref: reference }, ...listOf(schema["allOf"])];
  }
}

/** A constant `null` is not read; beside any other constant, `nullable` is not. */
function lowerConstant(schema: MutableObject): void {
  if (schema["const"] === null) {
    delete schema["const"];
    schema["type"] = "null";
  } else if (schema["const"] !== undefined && schema["nullable"] === true) {
    schema["enum"] = [schema["const"]];
    delete schema["const"];
  }
}

/** JSON Schema's `true` and `false` in a list, at which openapi-typescript stops. */
function lowerBooleanMembers(schema: MutableObject): void {
  for (const key of ["allOf", "anyOf", "oneOf", "prefixItems"]) {
    const members = schema[key];
    if (Array.isArray(members)) {
      schema[key] = members.map((member) => (member === true ? {} : member === false ? { not: {} } : member));
    }
  }
}

/**
 * A branch that says nothing of the type, such as `required: [a]`, comes out as `unknown`, and makes all around it
 * unknown; `anyOf` beside properties or `allOf` comes out as one more alternative to them.
 */
function lowerUnions(schema: MutableObject): void {
  const hasOwn = ["properties", "additionalProperties", "patternProperties", "allOf"].some(
    (key) => schema[key] !== undefined,
  );
  for (const key of ["oneOf", "anyOf"]) {
    if (listOf(schema[key]).some(saysNothing) && (hasOwn || schema["type"] !== undefined)) {
      delete schema[key];
    }
  }
  // All alternatives narrow the type, and come out beside it.
  if (!hasOwn && SCALARS.has(schema["type"]) && [...listOf(schema["oneOf"]), ...listOf(schema["anyOf"])].length > 0) {
    delete schema["type"];
  }
  const { anyOf } = schema;
  if (anyOf === undefined || (!hasOwn && schema["oneOf"] === undefined)) {
    return;
  }
  delete schema["anyOf"];
  if (schema["oneOf"] === undefined) {
    schema["oneOf"] = anyOf;
  } else {
    schema["allOf"] = [...listOf(schema["allOf"]), { anyOf }];
  }
}

const SCALARS: ReadonlySet<Mutable | undefined> = new Set(["string", "number", "integer", "boolean"]);

function saysNothing(branch: Mutable): boolean {
  return isMutableObject(branch) && !["$ref", ...TYPING].some((key) => key !== "required" && branch[key] !== undefined);
}

/**
 * What a part of an `allOf` requires of a property that another part declares is not read, nor what the schema itself
 * requires of one that is declared two levels down or more. What is required of a reference to what may be null is
 * written as a type that does not compile, for null has no properties.
 */
function lowerRequired(document: Document, schema: MutableObject): void {
  if (!Array.isArray(schema["allOf"])) {
    return;
  }
  const node: Node = { value: schema as JsonObject, path: [] };
  const listed = children(child(node, "allOf"));
  const mayBeNull = (part: Node): boolean => objectOf(part)["$ref"] !== undefined && isNullable(document, part);
  const followed = (some: readonly Node[]): readonly Node[] => some.flatMap((part) => follow(document, part) ?? []);
  const parts = followed(listed);
  const isDeclaredIn = (name: string, part: Node): boolean => child(child(part, "properties"), name) !== undefined;
  const own = namesIn(schema["required"]);
  // openapi-typescript reads what the schema itself requires of its parts' own properties.
  const read = [node, ...followed(listed.filter((part) => !mayBeNull(part)))];
  const missed = own.filter((name) => !read.some((part) => isDeclaredIn(name, part)));
  const required = parts.flatMap((part) =>
    namesIn(objectOf(part)["required"]).filter((name) => !isDeclaredIn(name, part)),
  );
  const names = new Set([...missed, ...required.filter((name) => !own.includes(name))]);
  if (names.size === 0) return;
  const declared = propertiesOf(document, node);
  for (const name of names) {
    const property = declared.get(name);
    if (property === undefined) continue;
    memberObject(schema, "properties")[name] = structuredClone(property.schema.value) as Mutable;
    if (!own.includes(name)) schema["required"] = [...namesIn(schema["required"]), name];
  }
  schema["allOf"] = schema["allOf"].map((part, index) => {
    return mayBeNull(listed[index] as Node) ? { anyOf: [part] } : part;
  });
}

/**
 * The type of all other properties comes out as an index signature, which TypeScript holds the declared ones against: no
 * value could be written that has one of another type.
 */
function lowerOthers(schema: MutableObject): void {
  const { properties, patternProperties, additionalProperties: others } = schema;
  const declared = isMutableObject(properties) ? Object.values(properties) : [];
  const indexed = [others, patternProperties].filter(isNotEmpty);
  if (declared.length === 0 || indexed.length === 0 || others === true) return;
  const all = [...(isNotEmpty(others) ? [others] : []), ...structuredClone(declared)];
  schema["additionalProperties"] = { anyOf: [...new Map(all.map((one) => [JSON.stringify(one), one])).values()] };
}

function isNotEmpty(value: Mutable | undefined): value is MutableObject {
  return isMutableObject(value) && Object.keys(value).length > 0;
}

/** Without a type, what is said of items is not read. */
function lowerItems(schema: MutableObject): void {
  const { items, prefixItems } = schema;
  const saysMore = TYPING.some((key) => !OF_ITEMS.has(key) && schema[key] !== undefined);
  if ((isMutableObject(items) || Array.isArray(prefixItems)) && !saysMore) {
    schema["type"] = "array";
  }
}

const OF_ITEMS: ReadonlySet<string> = new Set(["items", "prefixItems", "nullable"]);

function namesIn(required: unknown): readonly string[] {
  return Array.isArray(required) ? required.filter((name) => typeof name === "string") : [];
}

function listOf(value: Mutable | undefined): readonly Mutable[] {
  return Array.isArray(value) ? value : [];
}
