import { objectOf, type Node } from "../document/reference.js";
import { partsOf } from "../document/schema-parts.js";
import { branchesOf } from "../document/schema-unions.js";
import type { Document } from "../document/source.js";

/** Whether a schema, or a branch of it, has nothing against a value: by its type, its list or its constant. */
export function allowsScalar(document: Document, schema: Node, value: string | number | boolean | null): boolean {
  const isAllowedBy = (part: Node): boolean => {
    const { type, enum: values, const: constant = null, nullable } = objectOf(part);
    if (value === null && nullable === true) return true;
    const listed = constant === null ? values : [constant];
    if (Array.isArray(listed)) return listed.includes(value);
    return (
      type === undefined ||
      [type]
        .flat()
        .some((one) =>
          one === "null" ? value === null : one === "integer" ? Number.isInteger(value) : one === typeof value,
        )
    );
  };
  const branches = branchesOf(document, schema) ?? [schema];
  return branches.some((branch) => partsOf(document, branch).every(isAllowedBy));
}
