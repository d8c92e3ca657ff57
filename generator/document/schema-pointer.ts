import { child, follow, followChild, objectOf, type Node } from "./reference.js";
import { isNullable } from "./schema-kind.js";
import { partsOf } from "./schema-parts.js";
import { propertiesOf } from "./schema-properties.js";
import { branchesIn } from "./schema-unions.js";
import { isObject, type Document } from "./source.js";

/**
 * The schemas that a JSON Pointer into an item of this schema may reach. Empty when no schema declares such a field.
 */
export function schemasAt(document: Document, schema: Node, pointer: readonly string[]): readonly Node[] {
  const [token, ...rest] = pointer;
  if (token === undefined) {
    return [schema];
  }
  return [schema, ...branchesIn(document, schema)].flatMap((alternative) => {
    const step = stepInto(document, alternative, token);
    return step === undefined ? [] : schemasAt(document, step, rest);
  });
}

/** Whether every value of a schema has something other than `null` where a JSON Pointer leads. */
export function isAlwaysAt(document: Document, schema: Node, pointer: readonly string[]): boolean {
  const [token, ...rest] = pointer;
  if (token === undefined) return true;
  const isIn = (one: Node): boolean => {
    const step = stepInto(document, one, token);
    return step !== undefined && isSure(document, one, token) && isAlwaysAt(document, step, rest);
  };
  // What the schema declares, it says itself.
  const isDeclared = propertiesOf(document, schema).has(token);
  const branches = isDeclared ? [] : branchesIn(document, schema);
  return isIn(schema) || (branches.length > 0 && branches.every(isIn));
}

/** Whether a schema requires the field, or so many items, and allows no `null` there. */
function isSure(document: Document, schema: Node, token: string): boolean {
  const property = propertiesOf(document, schema).get(token);
  if (property !== undefined) return property.required && !isNullable(document, property.schema);
  const { minItems } = objectOf(follow(document, schema));
  return Number(minItems) > Number(token);
}

/** The names of the fields that a pointer could go on with. */
export function fieldsOf(document: Document, schema: Node): readonly string[] {
  const alternatives = [schema, ...branchesIn(document, schema)];
  const fields = alternatives.flatMap((one) => [...propertiesOf(document, one).keys()]);
  return [...new Set(fields)];
}

function stepInto(document: Document, schema: Node, token: string): Node | undefined {
  const property = propertiesOf(document, schema).get(token);
  if (property !== undefined) {
    return property.schema;
  }
  for (const part of partsOf(document, schema)) {
    const items = child(child(part, "prefixItems"), Number(token)) ?? followChild(document, part, "items");
    if (items !== undefined && /^(0|[1-9]\d*)$/.test(token)) {
      return items;
    }
    const additional = child(part, "additionalProperties");
    if (additional !== undefined && isObject(additional.value)) {
      return additional;
    }
  }
  return undefined;
}
