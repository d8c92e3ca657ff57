import { objectOf, type Node } from "../document/reference.js";
import { listedValues } from "../document/schema-consts.js";
import { isNullable } from "../document/schema-kind.js";
import { partsOf } from "../document/schema-parts.js";
import { branchesOf } from "../document/schema-unions.js";
import type { Document, JsonValue, Scalar } from "../document/source.js";

/** Whether a schema, or a branch of it, has nothing against a value: by its type, its list or its constant. */
export function allowsScalar(document: Document, schema: Node, value: Scalar): boolean {
  if (value === null && isNullable(document, schema)) return true;
  const types = typesOfValue(value);
  const isAllowedBy = (part: Node): boolean => {
    const { type } = objectOf(part);
    const isOfType = type === undefined || [type].flat().some((one) => types.includes(one));
    return listedValues(part)?.includes(value) ?? isOfType;
  };
  const branches = branchesOf(document, schema) ?? [schema];
  return branches.some((branch) => partsOf(document, branch).every(isAllowedBy));
}

function typesOfValue(value: Scalar): readonly JsonValue[] {
  if (value === null) return ["null"];
  return Number.isInteger(value) ? ["integer", "number"] : [typeof value];
}
