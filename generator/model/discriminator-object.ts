import { child, children, componentOf, follow, keyOf, objectOf, target, type Node } from "../document/reference.js";
import { constsOf } from "../document/schema-consts.js";
import { partsOf } from "../document/schema-parts.js";
import type { SchemaProperty } from "../document/schema-properties.js";
import { branchesOf, mappedReference } from "../document/schema-unions.js";
import type { Document, JsonValue } from "../document/source.js";

/**
 * The Discriminator Object of a union: its own, which may stand beside a reference to it, or that of the base which all its
 * branches inherit from.
 */
export function discriminatorOf(document: Document, union: Node, branches: readonly Node[]): Node | undefined {
  return (
    child(union, "discriminator") ??
    child(follow(document, union), "discriminator") ??
    inheritedDiscriminator(document, branches)
  );
}

function inheritedDiscriminator(document: Document, branches: readonly Node[]): Node | undefined {
  const [first, ...others] = branches.map((branch) =>
    partsOf(document, branch).flatMap((part) => child(part, "discriminator") ?? []),
  );
  return first?.find(({ value }) => others.every((found) => found.some((one) => one.value === value)));
}

export function propertyNameOf(discriminator: Node | undefined): string | undefined {
  const { propertyName } = objectOf(discriminator);
  return typeof propertyName === "string" ? propertyName : undefined;
}

/** The names that a mapping gives a branch, as a member of the union, or of a member that is a union. */
export type Mapping = (branch: Node) => readonly string[];

/** Reads the mapping of a discriminator, once for all branches. */
export function readMapping(document: Document, discriminator: Node | undefined): Mapping {
  const entries = children(child(discriminator, "mapping")).map((entry) => {
    const union = target(document, mappedReference(entry.value));
    const members = branchesOf(document, union) ?? [];
    const among = new Set(members.map((member) => follow(document, member)?.value));
    return { name: keyOf(entry), components: mappedComponents(entry.value), among };
  });
  return (branch) => {
    const component = componentOf(branch);
    const value = follow(document, branch)?.value;
    return entries
      .filter(({ components, among }) => components.some((one) => one === component) || among.has(value))
      .map(({ name }) => name);
  };
}

/** OpenAPI 3.2: the schema of every event whose name is not listed. The client has no name for such an event. */
export function isDefault(discriminator: Node | undefined, branch: Node): boolean {
  const { defaultMapping } = objectOf(discriminator);
  const component = componentOf(branch);
  return mappedComponents(defaultMapping).some((one) => one === component);
}

/** The components that a value of a mapping may be, as a name or as a reference. */
function mappedComponents(mapped: JsonValue | undefined): readonly string[] {
  return typeof mapped === "string" ? [mapped, componentOf({ value: { $ref: mapped }, path: [] }) ?? mapped] : [];
}

/**
 * What the property that tells the branches of a union apart can be in one of them: its constant, else the mapped names,
 * else what is listed. OpenAPI 3.2, section 4.25: without a mapping, a component's name is its value.
 */
export function valuesOf(
  document: Document,
  mapped: readonly string[],
  branch: Node,
  property: SchemaProperty | undefined,
): readonly string[] {
  const values = constsOf(document, property?.schema);
  const component = componentOf(branch);
  return values?.length === 1 ? values : mapped.length > 0 ? mapped : (values ?? (component ? [component] : []));
}
