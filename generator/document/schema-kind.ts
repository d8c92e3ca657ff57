import { children, objectOf, type Node } from "./reference.js";
import { partsOf } from "./schema-parts.js";
import { propertiesOf } from "./schema-properties.js";
import { branchesIn, unionListOf } from "./schema-unions.js";
import { isObject, type Document, type JsonValue } from "./source.js";

/** The types that a schema lists itself. */
export function typesOf(schema: Node | undefined): readonly JsonValue[] {
  const { type } = objectOf(schema);
  return type === undefined ? [] : [type].flat();
}

/** Whether a schema says that values of a type are allowed: itself, in its `allOf`, or in an alternative. Not of `null`. */
export function mayBe(document: Document, schema: Node | undefined, type: string): boolean {
  const alternatives = [schema, ...branchesIn(document, schema)];
  return alternatives.some((one) => partsOf(document, one).some((part) => typesOf(part).includes(type)));
}

/** Whether a schema says that `null` is allowed: in OpenAPI 3.0's words, in JSON Schema's, or as an alternative. */
export function isNullable(document: Document, schema: Node): boolean {
  const parts = partsOf(document, schema);
  // Of alternatives that have alternatives nothing is asked: they may go round in a circle.
  const alternatives = parts.flatMap((part) => children(unionListOf(part)));
  return [...parts, ...alternatives].some((one) => objectOf(one)["nullable"] === true || typesOf(one).includes("null"));
}

/** Whether TypeScript sees one object type, `null` aside: what an interface can extend. */
export function isObjectSchema(document: Document, schema: Node): boolean {
  const parts = partsOf(document, schema).map(objectOf);
  const isUnion = parts.some((part) => part["oneOf"] ?? part["anyOf"] ?? part["not"] ?? part["enum"] ?? part["const"]);
  // The type of every other property holds for the declared ones too, which an interface must not break.
  const isIndexed = parts.some(
    (part) => isNotEmpty(part["additionalProperties"]) || isNotEmpty(part["patternProperties"]),
  );
  return (
    !isUnion &&
    !isIndexed &&
    parts.every(({ type }) => type === undefined || isObjectType(type)) &&
    propertiesOf(document, schema).size > 0
  );
}

function isObjectType(type: JsonValue): boolean {
  const types = [type].flat();
  return types.includes("object") && types.every((one) => one === "object" || one === "null");
}

/** Whether a schema says nothing of what it describes: `{}`, `properties: {}`, or words only. */
export function isUntyped(document: Document, schema: Node | undefined): boolean {
  return partsOf(document, schema).every(({ value }) => !isObject(value) || !saysSomething(value));
}

/** Whether a schema says in so many words that any field may be there. */
export function isFreeForm(document: Document, schema: Node): boolean {
  const additional = partsOf(document, schema).map((part) => objectOf(part)["additionalProperties"]);
  return additional.some((one) => one === true || (isObject(one) && !isNotEmpty(one)));
}

function saysSomething(schema: { readonly [key: string]: JsonValue }): boolean {
  const { type } = schema;
  const isScalarOrArray = type !== undefined && type !== "object";
  const members = ["properties", "patternProperties", "oneOf", "anyOf", "enum"].some((key) => {
    const value = schema[key];
    return value !== undefined && value !== null && typeof value === "object" && Object.keys(value).length > 0;
  });
  return isScalarOrArray || members || "const" in schema || isNotEmpty(schema["additionalProperties"]);
}

function isNotEmpty(value: JsonValue | undefined): boolean {
  return isObject(value) && Object.keys(value).length > 0;
}
