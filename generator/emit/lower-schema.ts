import { followChild, objectOf, type Node } from "../document/reference.js";
import { propertiesOf } from "../document/schema.js";
import type { Document, JsonObject, JsonValue } from "../document/source.js";
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

/** What a schema requires of a property that its `allOf` declares two levels down or more is not read. */
function lowerRequired(document: Document, schema: MutableObject): void {
  const required = listOf(schema["required"]).filter((name) => typeof name === "string");
  if (required.length === 0 || !Array.isArray(schema["allOf"])) {
    return;
  }
  const node: Node = { value: schema as JsonObject, path: [] };
  const own = new Set(isMutableObject(schema["properties"]) ? Object.keys(schema["properties"]) : []);
  const parts = schema["allOf"].map((_, index) =>
    followChild(document, { value: schema["allOf"] as JsonValue, path: [] }, index),
  );
  const isRead = (name: string): boolean =>
    own.has(name) || parts.some((part) => Object.hasOwn(objectIn(objectOf(part)["properties"]), name));
  const declared = propertiesOf(document, node);
  for (const name of required.filter((one) => !isRead(one))) {
    const property = declared.get(name);
    if (property !== undefined) {
      memberObject(schema, "properties")[name] = structuredClone(property.schema.value) as Mutable;
    }
  }
}

function objectIn(value: JsonValue | undefined): object {
  return typeof value === "object" && value !== null ? value : {};
}

function listOf(value: Mutable | undefined): readonly Mutable[] {
  return Array.isArray(value) ? value : [];
}
