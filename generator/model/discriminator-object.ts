import {
  child,
  children,
  componentOf,
  follow,
  keyOf,
  objectOf,
  referenceOf,
  target,
  type Node,
} from "../document/reference.js";
import { constsOf } from "../document/schema-consts.js";
import { partsOf } from "../document/schema-parts.js";
import { declarationsOf, propertiesOf, type SchemaProperty } from "../document/schema-properties.js";
import { branchesOf, mappedReference } from "../document/schema-unions.js";
import { parsePointer, toPointer, type Document, type JsonValue } from "../document/source.js";
import { notString } from "./not-string.js";

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
    const mapped = mappedSchema(document, entry.value);
    const members = branchesOf(document, mapped) ?? [];
    const among = new Set(members.map((member) => follow(document, member)?.value));
    return {
      name: keyOf(entry),
      place: mapped && toPointer(mapped.path),
      schema: follow(document, mapped)?.value,
      among,
    };
  });
  return (branch) => {
    const place = placeOf(branch);
    const value = follow(document, branch)?.value;
    const named = entries.filter((one) => one.place === place || one.among.has(value));
    // One of the two may only refer to the other.
    const meant = named.length > 0 ? named : entries.filter(({ schema }) => schema !== undefined && schema === value);
    return meant.map(({ name }) => name);
  };
}

/** OpenAPI 3.2: the schema of every event whose name is not listed. The client has no name for such an event. */
export function isDefault(document: Document, discriminator: Node | undefined, branch: Node): boolean {
  const { defaultMapping } = objectOf(discriminator);
  const mapped = defaultMapping === undefined ? undefined : mappedSchema(document, defaultMapping);
  return mapped !== undefined && toPointer(mapped.path) === placeOf(branch);
}

function mappedSchema(document: Document, mapped: JsonValue): Node | undefined {
  return target(document, mappedReference(document, String(mapped)));
}

/** Where a branch stands, or what it refers to. */
function placeOf(schema: Node): string {
  const reference = referenceOf(schema.value);
  return toPointer((reference === undefined ? undefined : parsePointer(reference)) ?? schema.path);
}

/**
 * The names that a discriminator gives a member which leaves open what it is called: those that the mapping has for it,
 * or else its component's. None where the member says so itself, or where its members do.
 */
export function namesGiven(
  document: Document,
  discriminator: Node | undefined,
  mapping: Mapping,
  member: Node,
): readonly string[] {
  const property = propertyNameOf(discriminator);
  if (property === undefined || notString(document, declarationsOf(document, member, property)) !== undefined)
    return [];
  const mapped = mapping(member);
  const listed = constsOf(document, propertiesOf(document, member).get(property)?.schema);
  if (listed !== undefined) {
    // All members may refer to one list of names.
    const isNarrower = mapped.length < listed.length && mapped.every((name) => listed.includes(name));
    return isNarrower ? mapped : [];
  }
  const component = referenceOf(member.value) === undefined ? undefined : componentOf(member);
  const hasOwn = component !== undefined && branchesOf(document, member) === undefined;
  return mapped.length > 0 || !hasOwn || isDefault(document, discriminator, member) ? mapped : [component];
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
