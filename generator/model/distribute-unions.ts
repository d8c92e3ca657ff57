import { child, children, follow, objectOf, referenceOf, type Node } from "../document/reference.js";
import { branchesOf, componentOf, constOf, propertiesOf } from "../document/schema.js";
import { isObject, toPointer, type Document, type JsonObject, type JsonValue, type Path } from "../document/source.js";
import { ComponentNames } from "./component-names.js";
import { standsFor, valuesOf } from "./discriminator.js";
import { envelopeOf } from "./envelope.js";
import { declaredId, findStreams, type FoundStream } from "./find-streams.js";

/**
 * A document whose events say themselves what is said of them all. What stands beside a union of events, around it in an
 * `allOf`, or beside the reference to one of them, holds for each; and they are typed, sampled and checked one by one.
 *
 *     Event: {properties: {id: ...}, oneOf: [{$ref: A}, {$ref: B}]}
 *     Event: {properties: {id: ...}, oneOf: [{allOf: [{$ref: A}, {$ref: EventBase}]}, ...]}
 *
 * An event that has all of it, such as from a base that it inherits, stays as it is. Every value knows where it was
 * written.
 */
export function distributeUnions(document: Document): Document {
  let current = document;
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    const wholes = findStreams(current, []).flatMap((stream) => wholesOf(current, stream));
    if (wholes.length === 0) break;
    current = changed(current, wholes);
  }
  return current;
}

/** A union in a union is one more, and comes first. */
const MAX_LAYERS = 8;

/** What says something of a value beside a union, or beside a reference. */
const KEYWORDS = ["properties", "required", "additionalProperties", "patternProperties"];

/** A schema that is a union of events and more. */
interface Whole {
  readonly at: Node;
  readonly union: Node;
  /** What holds for each of its members. */
  readonly shared: JsonObject;
  /** What a component of it is called after. */
  readonly title: string;
}

/** The innermost ones. */
function wholesOf(document: Document, { item, format, isLeftOut, ...operation }: FoundStream): readonly Whole[] {
  if (item === undefined || isLeftOut) return [];
  const envelope = format === "serverSentEvents" ? envelopeOf(document, item) : undefined;
  const title = declaredId(operation) ?? `${operation.method} ${operation.path}`;
  const seen = new Set<JsonValue>();
  const search = (node: Node): readonly Whole[] =>
    [node, follow(document, node) ?? node].flatMap((at) => {
      if (seen.has(at.value)) return [];
      seen.add(at.value);
      const inner = [...membersOf(at), ...children(child(at, "allOf"))].flatMap(search);
      return inner.length > 0 ? inner : (wholeOf(document, at, componentOf(at) ?? title) ?? []);
    });
  return (envelope?.flatMap(({ payload }) => payload ?? []) ?? [item]).flatMap(search);
}

function wholeOf(document: Document, at: Node, title: string): Whole | undefined {
  const parts = children(child(at, "allOf"));
  const inParts = saysItsName(document, at) ? [] : parts.flatMap((part) => follow(document, part) ?? []);
  const union = [at, ...inParts].find((one) => membersOf(one).length > 0);
  if (union === undefined) return undefined;
  const others = parts.filter((part) => follow(document, part)?.value !== union.value).map(({ value }) => value);
  const reference = referenceOf(at.value);
  const allOf = reference === undefined ? others : [...others, { $ref: reference }];
  const shared = { ...pick(objectOf(at), KEYWORDS), ...(allOf.length > 0 && { allOf }) };
  const isWhole = union !== at || membersOf(union).some((member) => !isComplete(document, member, shared));
  return isWhole ? { at, union, shared, title } : undefined;
}

function membersOf(schema: Node): readonly Node[] {
  return children(child(schema, "oneOf") ?? child(schema, "anyOf"));
}

/** An event that has alternatives is one event. */
function saysItsName(document: Document, schema: Node): boolean {
  const properties = [...propertiesOf(document, schema).values()];
  return properties.some((property) => constOf(document, property.schema) !== undefined);
}

function isComplete(document: Document, member: Node, shared: JsonObject): boolean {
  return hasAll(document, member, shared) && !isNarrowed(member);
}

/** A union has what all its members have; `null` has no properties to lack. */
function hasAll(document: Document, member: Node, shared: JsonObject): boolean {
  const wanted = [...propertiesOf(document, { value: shared, path: member.path })];
  return (branchesOf(document, member) ?? [member]).every((branch) => {
    const own = propertiesOf(document, branch);
    const isNull = objectOf(branch)["type"] === "null";
    return isNull || wanted.every(([name, { required }]) => own.has(name) && (!required || own.get(name)?.required));
  });
}

function isNarrowed({ value }: Node): boolean {
  return referenceOf(value) !== undefined && KEYWORDS.some((keyword) => Object.hasOwn(value as JsonObject, keyword));
}

/** A value that takes the place of another, and what in it was written elsewhere. */
interface Change {
  readonly path: Path;
  readonly value: JsonValue;
  readonly moved: readonly { readonly from: Path; readonly to: Path }[];
}

/** Two streams may lead to one whole, and to one that is written inside another. */
function changed(document: Document, wholes: readonly Whole[]): Document {
  const names = new ComponentNames(document);
  const apart = wholes.filter(
    ({ at }, index) => !wholes.slice(0, index).some((other) => isUnder(at, other.at) || isUnder(other.at, at)),
  );
  const changes = apart.flatMap((whole) => changesOf(document, whole, names));
  const moved = changes.flatMap((change) => change.moved);
  return {
    file: document.file,
    value: changes.reduce((value, change) => replaced(value, change.path, change.value), document.value),
    locate: (path, part) => {
      const move = moved.findLast(({ to }) => to.every((step, index) => path[index] === step));
      return document.locate(move ? [...move.from, ...path.slice(move.to.length)] : path, part);
    },
  };
}

function isUnder(one: Node, other: Node): boolean {
  return other.path.every((step, index) => one.path[index] === step);
}

function replaced(value: JsonValue, [step, ...rest]: Path, by: JsonValue): JsonValue {
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.with(Number(step), replaced(value[Number(step)] as JsonValue, rest, by));
  const object = isObject(value) ? value : {};
  const known = Object.hasOwn(object, step) ? (object[step] as JsonValue) : {};
  return { ...object, [step]: replaced(known, rest, by) };
}

function changesOf(document: Document, whole: Whole, names: ComponentNames): readonly Change[] {
  const { at, union, shared } = whole;
  const base = baseOf(whole, names);
  const key = union === at && child(at, "oneOf") === undefined ? "anyOf" : "oneOf";
  const placed = membersOf(union).map((member, index) => ({ member, place: [...at.path, key, index] }));
  const apart = placed.filter(({ member }) => !isComplete(document, member, shared));
  const members = placed.map((one) => {
    const parts = hasAll(document, one.member, shared) ? [] : base.reference;
    return apart.includes(one) ? { allOf: [one.member.value, ...parts] } : one.member.value;
  });
  const own = Object.entries(objectOf(at)).filter(([keyword]) => union === at || !WRITTEN.has(keyword));
  const discriminator = discriminatorFor(document, whole, apart);
  return [
    {
      path: at.path,
      value: { ...Object.fromEntries(own), [key]: members, ...(discriminator && { discriminator }) },
      moved: placed.flatMap(({ member, place }) => [
        { from: member.path, to: place },
        ...(apart.some((one) => one.member === member) ? [{ from: member.path, to: [...place, "allOf", 0] }] : []),
      ]),
    },
    ...base.change,
  ];
}

/** What is said around a union is said in its members now, and in the base. */
const WRITTEN: ReadonlySet<string> = new Set([...KEYWORDS, "allOf", "$ref"]);

/** How a member refers to what holds for each: to the schema that is referred to already, or to one of its own. */
function baseOf(
  { at, shared, title }: Whole,
  names: ComponentNames,
): { readonly reference: readonly JsonValue[]; readonly change: readonly Change[] } {
  const { allOf, ...written } = shared;
  const [only, ...others] = Array.isArray(allOf) ? (allOf as readonly JsonValue[]) : [];
  if (Object.keys(written).length === 0 && others.length === 0 && (only === undefined || isBare(only))) {
    return { reference: only === undefined ? [] : [only], change: [] };
  }
  const path = ["components", "schemas", names.take(title, "base")];
  return {
    reference: [{ $ref: toPointer(path) }],
    change: [{ path, value: shared, moved: [{ from: at.path, to: path }] }],
  };
}

function isBare(value: JsonValue): boolean {
  return referenceOf(value) !== undefined && !KEYWORDS.some((keyword) => Object.hasOwn(value as JsonObject, keyword));
}

interface Placed {
  readonly member: Node;
  readonly place: Path;
}

/** A mapping means a member that stands apart by where it stands: what it meant is but a part of it. */
function discriminatorFor(document: Document, { at, union }: Whole, apart: readonly Placed[]): JsonObject | undefined {
  const owner = child(at, "discriminator") ? at : union;
  const declared = child(owner, "discriminator")?.value;
  if (declared === undefined || !isObject(declared)) return undefined;
  const { propertyName, mapping, defaultMapping } = declared;
  const isKept = ([, mapped]: readonly [string, JsonValue]): boolean =>
    !apart.some(({ member }) => standsFor(mapped, member));
  const added = apart.flatMap(({ member, place }) => {
    const property = propertiesOf(document, member).get(String(propertyName));
    const isSaid = property !== undefined && constOf(document, property.schema) !== undefined;
    const names = isSaid ? [] : valuesOf(document, owner, member, property);
    return names.map((name) => [name, toPointer(place)] as const);
  });
  const entries = [...(isObject(mapping) ? Object.entries(mapping).filter(isKept) : []), ...added];
  const byDefault = apart.find(({ member }) => defaultMapping !== undefined && standsFor(defaultMapping, member));
  return {
    ...declared,
    ...((mapping !== undefined || entries.length > 0) && { mapping: Object.fromEntries(entries) }),
    ...(byDefault && { defaultMapping: toPointer(byDefault.place) }),
  };
}

function pick(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => keys.includes(key)));
}
