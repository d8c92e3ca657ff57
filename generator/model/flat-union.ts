import { child, children, follow, objectOf, referenceOf, type Node } from "../document/reference.js";
import { constOf } from "../document/schema-consts.js";
import { partsOf } from "../document/schema-parts.js";
import { propertiesOf } from "../document/schema-properties.js";
import { heirsOf, unionListOf } from "../document/schema-unions.js";
import { isObject, type Document, type JsonObject, type JsonValue } from "../document/source.js";

/** A union of events without the unions in it, and without what is around it. */
export interface FlatUnion {
  /** The schema that has the members. */
  readonly at: Node;
  readonly keyword: "oneOf" | "anyOf";
  /** The Discriminator Object of the outermost schema that has one. */
  readonly discriminator: JsonValue | undefined;
  readonly members: readonly FlatMember[];
}

export interface FlatMember {
  readonly schema: Node;
  /** What holds for it and its neighbours, and is not said in it. */
  readonly shared: readonly Shared[];
  /** Whether it is no component as it stands. */
  readonly isMade: boolean;
}

/** What is said of all members of a union at once. */
export interface Shared {
  /** The schema that says it, beside or around the union. */
  readonly at: Node;
  readonly value: JsonObject;
}

/** A schema that holds beside others, and how these refer to it. */
interface Part {
  readonly schema: Node;
  readonly value: JsonValue;
}

/** How a schema was come to. */
type Way = "root" | "part" | "member";

/** What says something of a value beside a union, or beside a reference. */
const KEYWORDS = ["properties", "required", "additionalProperties", "patternProperties"];

/**
 * Reads a schema that is a union, whatever is written beside it or around it, in an `allOf` or beside a reference;
 * `undefined` where it is none. Each member comes once. `null` is none.
 */
export function flatUnionOf(document: Document, schema: Node): FlatUnion | undefined {
  // Unions may hold themselves, and fork so often that nobody lives to see the end.
  return readUnion({ document, seen: new Set() }, schema, "root", []);
}

interface Walk {
  readonly document: Document;
  readonly seen: Set<JsonValue>;
}

function readUnion(walk: Walk, schema: Node, way: Way, around: readonly Shared[]): FlatUnion | undefined {
  const { document, seen } = walk;
  if (seen.has(schema.value)) return undefined;
  seen.add(schema.value);
  const members = membersOf(schema);
  const parts = holdingParts(document, schema);
  // An event that requires one thing or another is one event, and so is one that has alternatives.
  if (members.length > 0 && members.every(isRequirement)) return undefined;
  const mayFork = members.length > 0 || parts.length > 1;
  if (way === "member" && mayFork && saysItsName(document, schema)) return undefined;
  if (members.length > 0) {
    return flatten(walk, schema, members, [...around, ...sharedOf(schema, parts)]);
  }
  for (const part of parts) {
    const beside = sharedOf(
      schema,
      parts.filter((other) => other !== part),
    );
    const inner = readUnion(walk, part.schema, way === "member" ? way : "part", [...around, ...beside]);
    if (inner) return { ...inner, discriminator: child(schema, "discriminator")?.value ?? inner.discriminator };
  }
  // They have what their base says, and not what is around a reference to it.
  const heirs = way === "part" ? heirsOf(document, schema) : undefined;
  return heirs && flatten(walk, schema, heirs, around);
}

function flatten(walk: Walk, at: Node, members: readonly Node[], shared: readonly Shared[]): FlatUnion {
  const flat = members.flatMap((member): readonly FlatMember[] => {
    const resolved = follow(walk.document, member);
    const isMet = !isNarrowed(member) && (resolved === undefined || walk.seen.has(resolved.value));
    if (isMet || objectOf(resolved)["type"] === "null") return [];
    const inner = readUnion(walk, member, "member", shared);
    return inner?.members ?? [flatMember(walk.document, member, shared)];
  });
  const keyword = child(at, "anyOf") && !child(at, "oneOf") ? "anyOf" : "oneOf";
  return { at, keyword, discriminator: child(at, "discriminator")?.value, members: flat };
}

function flatMember(document: Document, schema: Node, around: readonly Shared[]): FlatMember {
  const shared = around.filter(({ value }) => !hasAll(document, schema, value));
  const resolved = follow(document, schema);
  const hasAlternatives = resolved !== undefined && membersOf(resolved).length > 0;
  return { schema, shared, isMade: shared.length > 0 || isNarrowed(schema) || hasAlternatives };
}

function membersOf(schema: Node): readonly Node[] {
  return children(unionListOf(schema));
}

function isRequirement({ value }: Node): boolean {
  return isObject(value) && Object.keys(value).every((keyword) => keyword === "required");
}

/** The parts of its `allOf`, and what it refers to. */
function holdingParts(document: Document, schema: Node): readonly Part[] {
  const all = children(child(schema, "allOf")).map((part) => ({ schema: part, value: part.value }));
  const reference = referenceOf(schema.value);
  const referred = reference === undefined ? undefined : follow(document, schema);
  return referred === undefined ? all : [{ schema: referred, value: { $ref: reference as string } }, ...all];
}

function sharedOf(at: Node, parts: readonly Part[]): readonly Shared[] {
  const isBeside = (key: string): boolean => key === "anyOf" && child(at, "oneOf") !== undefined;
  const keywords = Object.entries(objectOf(at)).filter(([key]) => KEYWORDS.includes(key) || isBeside(key));
  const allOf = parts.map(({ value }) => value);
  const value = { ...Object.fromEntries(keywords), ...(allOf.length > 0 && { allOf }) };
  return Object.keys(value).length > 0 ? [{ at, value }] : [];
}

function isNarrowed(schema: Node): boolean {
  return referenceOf(schema.value) !== undefined && KEYWORDS.some((keyword) => child(schema, keyword) !== undefined);
}

function saysItsName(document: Document, schema: Node): boolean {
  const properties = [...propertiesOf(document, schema).values()];
  return properties.some((property) => constOf(document, property.schema) !== undefined);
}

function hasAll(document: Document, member: Node, shared: JsonObject): boolean {
  const own = propertiesOf(document, member);
  const whole = { value: shared, path: member.path };
  const isOptional = (name: JsonValue): boolean => own.get(String(name))?.required === false;
  const known = new Set(partsOf(document, member).map((part) => part.value));
  const others = partsOf(document, whole).filter((part) => !known.has(part.value));
  const required = others.flatMap((part) => children(child(part, "required")));
  return (
    !others.some((part) => membersOf(part).some((one) => !isRequirement(one))) &&
    [...propertiesOf(document, whole).keys()].every((name) => own.has(name)) &&
    !required.some(({ value }) => isOptional(value))
  );
}
