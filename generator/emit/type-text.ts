import { child, children, componentOf, follow, objectOf, referenceOf, type Node } from "../document/reference.js";
import { listedValues } from "../document/schema-consts.js";
import { propertiesOf } from "../document/schema-properties.js";
import { unionListOf } from "../document/schema-unions.js";
import { isObject, type Document, type JsonValue } from "../document/source.js";

const MAX_DEPTH = 6;

/** The type of a schema, in a few words and in TypeScript's manner: `string`, `"a" | "b"`, `Message[]`. */
export function typeText(document: Document, schema: Node, depth = 0): string {
  const component = referenceOf(schema.value) === undefined ? undefined : componentOf(schema);
  if (component !== undefined) {
    return component;
  }
  const resolved = follow(document, schema);
  if (resolved?.value === false) {
    return "never";
  }
  if (resolved === undefined || !isObject(resolved.value) || depth > MAX_DEPTH) {
    return "unknown";
  }
  const text = plainText(document, resolved, depth);
  return resolved.value["nullable"] === true ? `${text} | null` : text;
}

function plainText(document: Document, schema: Node, depth: number): string {
  const value = objectOf(schema);
  const listed = listedValues(schema);
  if (listed !== undefined) {
    return listed.map((item) => JSON.stringify(item)).join(" | ");
  }
  const union = unionListOf(schema);
  if (union !== undefined) {
    return unique(children(union).map((branch) => typeText(document, branch, depth + 1))).join(" | ");
  }
  const all = child(schema, "allOf");
  if (all !== undefined && propertiesOf(document, schema).size === 0) {
    return unique(children(all).map((part) => typeText(document, part, depth + 1))).join(" & ");
  }
  return unique([value["type"]].flat().map((type) => namedText(document, schema, type, depth))).join(" | ");
}

function namedText(document: Document, schema: Node, type: JsonValue | undefined, depth: number): string {
  const [items, tuple] = [child(schema, "items"), child(schema, "prefixItems")];
  const isTold = (items ?? tuple) !== undefined && propertiesOf(document, schema).size === 0;
  const isList = type === "array" || (type === undefined && isTold);
  if (isList && tuple !== undefined) {
    return `[${children(tuple)
      .map((item) => typeText(document, item, depth + 1))
      .join(", ")}]`;
  }
  if (isList) {
    const text = items === undefined ? "unknown" : typeText(document, items, depth + 1);
    return /[ |&]/.test(text) ? `(${text})[]` : `${text}[]`;
  }
  const additional = child(schema, "additionalProperties");
  if (additional !== undefined && isObject(additional.value) && propertiesOf(document, schema).size === 0) {
    return `Record<string, ${typeText(document, additional, depth + 1)}>`;
  }
  if (typeof type === "string") {
    const { format } = objectOf(schema);
    return typeof format === "string" && type === "string" ? `string (${format})` : type;
  }
  return propertiesOf(document, schema).size > 0 ? "object" : "unknown";
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
