import { child, children, follow, nodesWith, referenceOf, rootOf, target, type Node } from "../document/reference.js";
import { propertiesOf } from "../document/schema-properties.js";
import { heirsOf, unionListOf } from "../document/schema-unions.js";
import { toPointer, type Document, type JsonValue, type Path } from "../document/source.js";
import { groupBy } from "../group-by.js";
import { namesGiven, propertyNameOf, readMapping } from "./discriminator-object.js";
import { MADE_OF } from "./source-path.js";

/** What a schema is called as a member of unions. */
export interface MemberNames {
  /** Where the schema stands: mostly, it is a component. */
  readonly member: Path;
  /** The property that holds the name. */
  readonly property: string;
  readonly names: readonly string[];
  /** What says so: the entry of a mapping, the mapping, or the name of the property. */
  readonly at: Path;
}

/** By the JSON Pointers of the members. */
export type AllMemberNames = ReadonlyMap<string, readonly MemberNames[]>;

/**
 * What the discriminators of a document say of the members of their unions, and of those that inherit from a base: a
 * property that is one of the names that the mapping gives the member, or else of the component's. Not of a member that
 * says so itself.
 */
export function memberNamesOf(document: Document): AllMemberNames {
  const bases = basesIn(document);
  // What was made of a union is called as the union calls it.
  const schemas = nodesWith("discriminator", rootOf(document)).filter(isWritten);
  const all = schemas.flatMap((schema) => namesSaidBy(document, schema, bases));
  const byProperty = groupBy(all, ({ member, property }) => JSON.stringify([member, property]));
  const merged = [...byProperty.values()].map((said) => ({
    ...said[0],
    names: [...new Set(said.flatMap(({ names }) => names))],
  }));
  return groupBy(merged, ({ member }) => toPointer(member));
}

/** The names of a member as a schema that holds for it as well. */
export function toNamesSchema({ member, property, names, at }: MemberNames): Node {
  const value = { required: [property], properties: { [property]: { type: "string", enum: names } } };
  // Each member has a place of its own, inside of what names it.
  return { value, path: [...at, ...member.slice(-1)] };
}

function isWritten(schema: Node): boolean {
  return child(schema, MADE_OF) === undefined;
}

/** What components inherit from by `allOf`: those that do would have to contradict it. */
function basesIn(document: Document): ReadonlySet<JsonValue | undefined> {
  const heirs = children(target(document, "#/components/schemas")).filter(isWritten);
  const parts = heirs.flatMap((heir) => children(child(heir, "allOf")));
  const references = parts.filter(({ value }) => referenceOf(value) !== undefined);
  return new Set(references.map((part) => follow(document, part)?.value));
}

function namesSaidBy(
  document: Document,
  schema: Node,
  bases: ReadonlySet<JsonValue | undefined>,
): readonly MemberNames[] {
  const discriminator = child(schema, "discriminator");
  const property = propertyNameOf(discriminator);
  if (discriminator === undefined || property === undefined) return [];
  const mapping = readMapping(document, discriminator);
  const members = membersOf(document, schema, property, new Set()) ?? heirsOf(document, schema) ?? [];
  return members.flatMap((branch): readonly MemberNames[] => {
    const member = target(document, referenceOf(branch.value) ?? "");
    if (member === undefined || bases.has(follow(document, member)?.value)) return [];
    const names = namesGiven(document, discriminator, mapping, branch);
    const [first, second] = mapping(branch);
    const place = first === undefined ? ["propertyName"] : second === undefined ? ["mapping", first] : ["mapping"];
    return names.length === 0 ? [] : [{ member: member.path, property, names, at: [...discriminator.path, ...place] }];
  });
}

/** The members of a union, and those of a member that leaves its name to them. */
function membersOf(
  document: Document,
  schema: Node,
  property: string,
  seen: Set<JsonValue>,
): readonly Node[] | undefined {
  const union = [schema, follow(document, schema)].find(unionListOf);
  if (union === undefined || seen.has(union.value)) return undefined;
  seen.add(union.value);
  return children(unionListOf(union)).flatMap((member) => {
    const isNamed = propertiesOf(document, member).has(property);
    return (isNamed ? undefined : membersOf(document, member, property, seen)) ?? [member];
  });
}
