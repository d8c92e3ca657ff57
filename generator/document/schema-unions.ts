import { child, children, componentNamed, componentsOf, follow, referenceOf, target, type Node } from "./reference.js";
import { partsOf } from "./schema-parts.js";
import { isObject, toPointer, type Document, type JsonValue } from "./source.js";

/** The list of a union's members, where the schema itself is one. */
export function unionListOf(schema: Node | undefined): Node | undefined {
  return child(schema, "oneOf") ?? child(schema, "anyOf");
}

/**
 * The branches of a union, nested unions flattened and each branch once; `undefined` when the schema is no union. `null`
 * is no branch.
 */
export function branchesOf(
  document: Document,
  schema: Node | undefined,
  seen = new Set<JsonValue>(),
): readonly Node[] | undefined {
  // Beside a reference, as in OpenAPI 3.2's own example, a union narrows what is referred to.
  const union = [schema, follow(document, schema)].find(unionListOf);
  const members = unionListOf(union);
  if (union === undefined || members === undefined) {
    return undefined;
  }
  seen.add(union.value);
  return children(members).flatMap((member) => {
    const branch = follow(document, member)?.value;
    if (branch === undefined || seen.has(branch) || (isObject(branch) && branch["type"] === "null")) {
      return [];
    }
    const nested = branchesOf(document, member, seen);
    seen.add(branch);
    return nested ?? [member];
  });
}

/** The branches of all unions that a schema has, itself or in its `allOf`. */
export function branchesIn(document: Document, schema: Node | undefined): readonly Node[] {
  return partsOf(document, schema).flatMap((part) => branchesOf(document, part) ?? []);
}

/**
 * The schemas that stand for a base schema which has a discriminator and no union: what its mapping names, or else the
 * components that inherit from it by `allOf` (OpenAPI, "Models with Polymorphism Support"), each once, as references.
 */
export function heirsOf(document: Document, schema: Node): readonly Node[] | undefined {
  const base = follow(document, schema);
  const discriminator = child(base, "discriminator");
  if (base === undefined || discriminator === undefined) {
    return undefined;
  }
  const mapped = new Map<JsonValue, Node>();
  for (const { value, path } of children(child(discriminator, "mapping"))) {
    const reference = mappedReference(document, String(value));
    const heir = target(document, reference)?.value;
    // Some have two names.
    if (heir !== undefined && !mapped.has(heir)) mapped.set(heir, { value: { $ref: reference }, path });
  }
  const heirs = mapped.size > 0 ? [...mapped.values()] : componentsFrom(document, base);
  return heirs.length > 0 ? heirs : undefined;
}

/**
 * The reference that a value of a mapping is, or that the component has which it names. OpenAPI 3.2, section 4.25: what
 * may be either is a name, and a file beside the document is `./Token.yaml`; where no component is called `Token.yaml`,
 * that is taken for one all the same.
 */
export function mappedReference(document: Document, mapped: string): string {
  const isReference = mayBeReference(mapped) && componentNamed(document, mapped) === undefined;
  return isReference ? mapped : toPointer(["components", "schemas", mapped]);
}

/** Whether a value of a mapping is no name, but where a component is called so. */
export function mayBeReference(mapped: string): boolean {
  return /[#/]|\.(?:ya?ml|json)$/i.test(mapped);
}

function componentsFrom(document: Document, base: Node): readonly Node[] {
  return componentsOf(document).flatMap((heir): Node[] => {
    const isHeir = children(child(heir, "allOf")).some((part) => {
      const reference = referenceOf(part.value);
      return reference !== undefined && target(document, reference)?.path.join("/") === base.path.join("/");
    });
    return isHeir ? [{ value: { $ref: toPointer(heir.path) }, path: heir.path }] : [];
  });
}
