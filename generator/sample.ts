import { branchesOf, constOf, isObjectSchema, propertiesOf } from "./schema.js";
import { child, follow, objectOf, type Node } from "./reference.js";
import type { Document, JsonValue } from "./source.js";

const MAX_DEPTH = 8;

/** The smallest value that a schema allows: an example of its own where it has one, else its required fields only. */
export function sampleOf(document: Document, schema: Node, depth = 0): JsonValue {
  const resolved = follow(document, schema);
  const { example, examples, default: fallback, enum: values, const: constant, type } = objectOf(resolved);
  const listed = [example, Array.isArray(examples) ? examples[0] : undefined, fallback, constant];
  const given = listed.find((value) => value !== undefined) ?? (Array.isArray(values) ? values[0] : undefined);
  if (resolved === undefined || given !== undefined || depth > MAX_DEPTH) {
    return given ?? null;
  }
  const [branch] = branchesOf(document, resolved) ?? [];
  if (branch !== undefined && !isObjectSchema(document, resolved)) {
    return sampleOf(document, branch, depth + 1);
  }
  const named = Array.isArray(type) ? type.find((one) => one !== "null") : type;
  if (named === "array") {
    const items = child(resolved, "items");
    return items === undefined ? [] : [sampleOf(document, items, depth + 1)];
  }
  const scalars: Record<string, JsonValue> = { string: "...", integer: 1, number: 1, boolean: true, null: null };
  return typeof named === "string" && Object.hasOwn(scalars, named)
    ? (scalars[named] as JsonValue)
    : sampleObject(document, resolved, depth);
}

function sampleObject(document: Document, schema: Node, depth: number): JsonValue {
  const required = [...propertiesOf(document, schema)].filter(([, property]) => property.required);
  return Object.fromEntries(
    required.map(([name, property]) => {
      return [name, constOf(document, property.schema) ?? sampleOf(document, property.schema, depth + 1)];
    }),
  );
}
