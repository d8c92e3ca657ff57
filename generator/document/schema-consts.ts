import { objectOf, type Node } from "./reference.js";
import { partsOf } from "./schema-parts.js";
import { branchesOf } from "./schema-unions.js";
import type { Document, JsonValue } from "./source.js";

/** The one string that a schema allows. */
export function constOf(document: Document, schema: Node | undefined): string | undefined {
  const values = constsOf(document, schema);
  return values?.length === 1 ? values[0] : undefined;
}

/**
 * All strings that a schema allows, when it lists them: itself, in a part of its `allOf`, or in each alternative. `null` is
 * none of them. (Generators from code refer to an enum by `allOf`, and make it optional by an alternative.)
 */
export function constsOf(document: Document, schema: Node | undefined): readonly string[] | undefined {
  const lists = partsOf(document, schema).flatMap((part) => {
    const consts = listedConsts(part) ?? branchConsts(document, part);
    return consts === undefined ? [] : [consts];
  });
  // One part may list the names, and another, beside a reference, which of them it is.
  return lists.toSorted((a, b) => a.length - b.length)[0];
}

/** The values that a schema lists itself: its `const`, else its `enum`. */
export function listedValues(schema: Node | undefined): readonly JsonValue[] | undefined {
  const { const: constant, enum: values } = objectOf(schema);
  const listed = constant === undefined ? values : [constant];
  return Array.isArray(listed) ? listed : undefined;
}

function listedConsts(schema: Node): readonly string[] | undefined {
  const consts = listedValues(schema)?.filter((item) => item !== null) ?? [];
  return consts.length > 0 && consts.every((item) => typeof item === "string") ? consts : undefined;
}

function branchConsts(document: Document, schema: Node): readonly string[] | undefined {
  const branches = (branchesOf(document, schema) ?? []).map((branch) =>
    partsOf(document, branch)
      .map(listedConsts)
      .find((consts) => consts !== undefined),
  );
  const consts = branches.flatMap((one) => one ?? []);
  return consts.length > 0 && branches.every((one) => one !== undefined) ? [...new Set(consts)] : undefined;
}
