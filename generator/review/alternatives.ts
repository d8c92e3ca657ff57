import { isDeepStrictEqual } from "node:util";
import { child, children, componentOf, target, type Node } from "../document/reference.js";
import { listedValues } from "../document/schema-consts.js";
import { isObject, toPointer, type Document, type JsonObject, type JsonValue } from "../document/source.js";
import { memberNamesOf, toNamesSchema, type AllMemberNames } from "../model/member-names.js";
import { isAnnotation } from "./keywords.js";

export const KINDS = ["null", "boolean", "number", "string", "array", "object"] as const;
type Kind = (typeof KINDS)[number];

/** One of the things that a schema allows: values of one kind, and what holds for all of them. */
export interface Alternative {
  readonly kind: Kind;
  /** Whether a number has to be an integer. */
  readonly integer: boolean;
  /** The JSON texts of the values, where they are listed. */
  readonly values: ReadonlySet<string> | undefined;
  /** The schemas that hold for it, without references, unions or `allOf`. */
  readonly parts: readonly Node[];
  /** What discriminators say of it as a member of unions: schemas that hold for it as well. */
  readonly names: readonly Node[];
  /** The component that it is, where it is one as a whole. */
  readonly component: string | undefined;
  /** The schema that says so: the innermost. */
  readonly at: Node;
}

/** Keywords that are resolved here, or that only define what others refer to. */
const RESOLVED: ReadonlySet<string> = new Set(
  "$ref allOf oneOf anyOf type nullable enum const $defs definitions $id $schema $anchor $dynamicAnchor".split(" "),
);

/** Unions of unions can be written that nobody lives to see the end of. */
const MAX = 1000;
const MAX_READS = 100_000;
const TOO_MANY: readonly Alternative[] = [];

/**
 * What the schemas of one document allow, as flat lists of alternatives, so that it does not matter how a document says
 * it: by `nullable` or by a `type` that is a list, by `allOf` or in one place, by a reference or in line.
 */
export class SchemaReader {
  readonly document: Document;
  readonly #known = new Map<JsonValue, readonly Alternative[]>();
  /** The schemas that are being read, each inside the one before, and how deep. */
  readonly #open = new Map<JsonValue, number>();
  /** The outermost of them that was met again. */
  #met = Infinity;
  readonly #names: AllMemberNames;
  #reads = 0;

  constructor(document: Document) {
    this.document = document;
    this.#names = memberNamesOf(document);
  }

  /** What schemas that all hold allow together; `undefined` where that is too much to say. */
  alternativesOf(schemas: readonly Node[]): readonly Alternative[] | undefined {
    this.#reads = 0;
    const [first, ...others] = schemas.map((schema) => this.#read(schema));
    const found = others.reduce(intersect, first ?? everything({ value: true, path: [] }));
    return found === TOO_MANY ? undefined : found;
  }

  #read(schema: Node): readonly Alternative[] {
    const { value } = schema;
    if (value === false) return [];
    if (!isObject(value)) return everything(schema);
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const depth = this.#open.get(value);
    if (depth !== undefined) {
      // A union that holds itself is no more than its other branches.
      this.#met = Math.min(this.#met, depth);
      return [];
    }
    this.#reads += 1;
    return this.#reads > MAX_READS ? TOO_MANY : this.#readNew(schema, value);
  }

  /** What was read inside of a schema that was met again is not yet all there is to it, and must not be remembered. */
  #readNew(schema: Node, value: JsonObject): readonly Alternative[] {
    const depth = this.#open.size;
    this.#open.set(value, depth);
    const found = this.#readObject(schema, value);
    this.#open.delete(value);
    if (this.#met >= depth) {
      this.#met = Infinity;
      this.#known.set(value, found);
    }
    return found;
  }

  #readObject(schema: Node, value: JsonObject): readonly Alternative[] {
    const all = [
      ...(typeof value["$ref"] === "string" ? [this.#readReference(schema, value["$ref"])] : []),
      ...children(child(schema, "allOf")).map((part) => this.#read(part)),
      ...["oneOf", "anyOf"].flatMap((keyword) => {
        const union = child(schema, keyword);
        return union === undefined ? [] : [this.#readUnion(union)];
      }),
    ];
    const said = all.reduce(intersect, ownAlternatives(schema, value));
    const names = this.#names.get(toPointer(schema.path));
    const found = withNames(said, names?.map(toNamesSchema));
    return value["nullable"] === true && found !== TOO_MANY ? [...found, alternative("null", schema)] : found;
  }

  #readReference(schema: Node, reference: string): readonly Alternative[] {
    const referred = target(this.document, reference);
    const name = componentOf(schema);
    const found = referred === undefined ? everything(schema) : this.#read(referred);
    if (name === undefined || found === TOO_MANY) return found;
    const isOnly = ({ kind }: Alternative): boolean => found.filter((other) => other.kind === kind).length === 1;
    return found.map((one) => (one.component === undefined && isOnly(one) ? { ...one, component: name } : one));
  }

  #readUnion(union: Node): readonly Alternative[] {
    const branches = children(union).map((branch) => this.#read(branch));
    const all = branches.flat();
    if (branches.includes(TOO_MANY) || all.length > MAX) return TOO_MANY;
    return all.filter((one, index) => all.findIndex((other) => isSame(one, other)) === index);
  }
}

/** Whether two alternatives are one that is reached in two ways. */
function isSame(one: Alternative, other: Alternative): boolean {
  if (one === other) return true;
  return (
    one.kind === other.kind &&
    one.integer === other.integer &&
    isDeepStrictEqual(one.values, other.values) &&
    one.parts.length === other.parts.length &&
    one.parts.every(({ value }, index) => value === other.parts[index]?.value) &&
    isDeepStrictEqual(one.names, other.names)
  );
}

/** A member of a union that is told apart by a property is an object. */
function withNames(alternatives: readonly Alternative[], names: readonly Node[] | undefined): readonly Alternative[] {
  if (names === undefined || alternatives === TOO_MANY) return alternatives;
  return alternatives.flatMap((one) => (one.kind === "object" ? [{ ...one, names: [...one.names, ...names] }] : []));
}

function intersect(some: readonly Alternative[], others: readonly Alternative[]): readonly Alternative[] {
  if (some === TOO_MANY || others === TOO_MANY || some.length * others.length > MAX * KINDS.length) return TOO_MANY;
  const found = some.flatMap((one) => others.flatMap((other) => both(one, other) ?? []));
  return found.length > MAX ? TOO_MANY : found;
}

/** What two alternatives have in common. */
function both(one: Alternative, other: Alternative): Alternative | undefined {
  if (one.kind !== other.kind) return undefined;
  const [values, second] = one.values === undefined ? [other.values] : [one.values, other.values];
  const common = second === undefined ? values : new Set([...(values ?? [])].filter((value) => second.has(value)));
  if (common?.size === 0) return undefined;
  const isFree = (side: Alternative): boolean =>
    [...side.parts, ...side.names].length === 0 && side.values === undefined;
  return {
    kind: one.kind,
    integer: one.integer || other.integer,
    values: common,
    parts: [...new Set([...one.parts, ...other.parts])],
    names: [...new Set([...one.names, ...other.names])],
    component: isFree(one) ? other.component : isFree(other) ? one.component : undefined,
    at: isFree(other) ? one.at : other.at,
  };
}

/** What a schema says without its references, unions and `allOf`. */
function ownAlternatives(schema: Node, value: JsonObject): readonly Alternative[] {
  const parts = Object.keys(value).some((key) => !RESOLVED.has(key) && !isAnnotation(key)) ? [schema] : [];
  const listed = listedValues(schema);
  return allowedTypes(value).flatMap((type): Alternative[] => {
    const kind = type === "integer" ? "number" : (type as Kind);
    const own = { ...alternative(kind, schema), parts, integer: type === "integer" };
    if (listed === undefined) return [own];
    const values = listed.filter((item) => valueKind(item) === kind).map((item) => JSON.stringify(item));
    return values.length === 0 ? [] : [{ ...own, values: isBothBooleans(values) ? undefined : new Set(values) }];
  });
}

function allowedTypes(value: JsonObject): readonly string[] {
  const { type } = value;
  if (typeof type === "string") return [type].filter(isType);
  if (Array.isArray(type)) return type.filter((item): item is string => typeof item === "string" && isType(item));
  // The types of the client take such a schema for an object's, or a list's.
  if (["properties", "additionalProperties", "patternProperties"].some((key) => value[key] !== undefined)) {
    return ["object"];
  }
  return value["items"] !== undefined || value["prefixItems"] !== undefined ? ["array"] : KINDS;
}

function isType(type: string): boolean {
  return type === "integer" || (KINDS as readonly string[]).includes(type);
}

function valueKind(value: JsonValue): Kind {
  return value === null ? "null" : Array.isArray(value) ? "array" : (typeof value as Kind);
}

function isBothBooleans(values: readonly string[]): boolean {
  return values.includes("true") && values.includes("false");
}

function everything(schema: Node): readonly Alternative[] {
  return KINDS.map((kind) => alternative(kind, schema));
}

function alternative(kind: Kind, at: Node): Alternative {
  return { kind, integer: false, values: undefined, parts: [], names: [], component: undefined, at };
}
