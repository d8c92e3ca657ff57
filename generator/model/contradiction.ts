import type { Node } from "../document/reference.js";
import { constsOf, listedValues } from "../document/schema-consts.js";
import { isNullable, typesOf } from "../document/schema-kind.js";
import { partsOf } from "../document/schema-parts.js";
import { declarationsOf, propertiesOf } from "../document/schema-properties.js";
import { isScalar, type Document, type JsonValue, type Scalar } from "../document/source.js";
import { allowsScalar } from "./allows-scalar.js";

/**
 * What a part of a schema says of a required property, where another part excludes it, as by another constant. No value
 * is both: TypeScript makes `never` of the whole, and no interface extends that.
 */
export function contradictionOf(document: Document, schema: Node): Node | undefined {
  const required = [...propertiesOf(document, schema)].filter(([, property]) => property.required);
  for (const [name] of required) {
    const declarations = declarationsOf(document, schema, name);
    const isAllowed = (value: Scalar): boolean => declarations.every((one) => allowsScalar(document, one, value));
    const excluded = declarations.find((one) => scalarsOf(document, one)?.some(isAllowed) === false);
    if (excluded !== undefined) return excluded;
  }
  return undefined;
}

/** The types that have so few values that they are listed. */
const FEW: ReadonlyMap<JsonValue, readonly Scalar[]> = new Map<JsonValue, readonly Scalar[]>([
  ["boolean", [true, false]],
  ["null", [null]],
]);

/** All values that a schema allows, where they are few. */
function scalarsOf(document: Document, schema: Node): readonly Scalar[] | undefined {
  const lists = partsOf(document, schema).map((part) => {
    const types = typesOf(part);
    const isFew = types.length > 0 && types.every((type) => FEW.has(type));
    return listedValues(part) ?? (isFew ? types.flatMap((type) => FEW.get(type) ?? []) : undefined);
  });
  const values = lists.find((list) => list !== undefined) ?? constsOf(document, schema);
  return values?.every(isScalar) ? [...values, ...(isNullable(document, schema) ? [null] : [])] : undefined;
}
