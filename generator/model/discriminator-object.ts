import { child, children, follow, keyOf, objectOf, target, type Node } from "../document/reference.js";
import { branchesOf, componentOf, constsOf, partsOf, type SchemaProperty } from "../document/schema.js";
import { toPointer, type Document, type JsonValue } from "../document/source.js";
import { writtenOf } from "./source-path.js";

/**
 * The Discriminator Object of a union: its own, which may stand beside a reference to it, or that of the base which all its
 * branches inherit from.
 */
export function discriminatorOf(document: Document, union: Node, branches: readonly Node[]): Node | undefined {
  const resolved = follow(document, union);
  return (
    child(union, "discriminator") ??
    (resolved && child(resolved, "discriminator")) ??
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

/** The names that the mapping gives a branch, as a member of the union, or of a member that is a union. */
export function mappedNames(document: Document, discriminator: Node | undefined, branch: Node): readonly string[] {
  return children(discriminator && child(discriminator, "mapping"))
    .filter(({ value }) => standsFor(value, branch) || isAmong(document, value, branch))
    .map(keyOf);
}

/** OpenAPI 3.2: the schema of every event whose name is not listed. The client has no name for such an event. */
export function isDefault(discriminator: Node | undefined, branch: Node): boolean {
  const { defaultMapping } = objectOf(discriminator);
  return defaultMapping !== undefined && standsFor(defaultMapping, branch);
}

/** Whether what a mapping says, a reference or the name of a component, is a branch. */
function standsFor(mapped: JsonValue, branch: Node): boolean {
  const component = componentOf(branch);
  return component !== undefined && [mapped, componentOf(referenceTo(mapped))].includes(component);
}

function isAmong(document: Document, mapped: JsonValue, branch: Node): boolean {
  const name = String(mapped);
  const union = target(document, name.includes("/") ? name : toPointer(["components", "schemas", name]));
  const branches = (union && branchesOf(document, union)) ?? [];
  const value = follow(document, branch)?.value;
  return branches.some((one) => follow(document, one)?.value === value);
}

function referenceTo(mapped: JsonValue): Node {
  return { value: { $ref: mapped }, path: [] };
}

/**
 * What the property that tells the branches of a union apart can be in one of them: its constant, else what the mapping
 * has, else what is listed. OpenAPI 3.2, section 4.25: without a mapping, a component's name is its value.
 */
export function valuesOf(
  document: Document,
  discriminator: Node | undefined,
  branch: Node,
  property: SchemaProperty | undefined,
): readonly string[] {
  const values = property && constsOf(document, property.schema);
  const mapped = mappedNames(document, discriminator, branch);
  const component = componentOf(branch);
  return values?.length === 1 ? values : mapped.length > 0 ? mapped : (values ?? (component ? [component] : []));
}

/** The `event` names of a branch of envelopes, where it or the discriminator of the union says any. */
export function eventNamesOf(
  document: Document,
  discriminator: Node | undefined,
  branch: Node,
  event: SchemaProperty | undefined,
): readonly string[] | undefined {
  if (propertyNameOf(discriminator) !== "event") {
    return event && constsOf(document, event.schema);
  }
  const names = valuesOf(document, discriminator, writtenOf(document, branch), event);
  return names.length > 0 ? names : undefined;
}
