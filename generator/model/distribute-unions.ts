import {
  child,
  children,
  componentOf,
  follow,
  isReferenceOnly,
  referenceOf,
  type Node,
} from "../document/reference.js";
import { constOf } from "../document/schema-consts.js";
import { branchesOf, heirsOf } from "../document/schema-unions.js";
import { isObject, toPointer, type Document, type JsonObject, type JsonValue, type Path } from "../document/source.js";
import { ComponentNames } from "./component-names.js";
import { isToldApart } from "./discriminator.js";
import { envelopeOf, sentinelOf } from "./envelope.js";
import { declaredId, findStreams, type FoundStream } from "./find-streams.js";
import { flatUnionOf, type FlatMember, type FlatUnion, type Shared } from "./flat-union.js";
import { MADE_OF } from "./source-path.js";

/**
 * A document whose events say themselves what is said of them all. What stands beside a union of events, around it in an
 * `allOf`, or beside the reference to one of them, holds for each; and they are typed, sampled and checked one by one.
 *
 *     Event: {properties: {id: ...}, oneOf: [{$ref: A}, {$ref: B}]}
 *
 * A stream of it sends `EventA` and `EventB`, new components of the kind `{allOf: [{$ref: A}, {$ref: EventBase}]}`. All
 * that was written stays where it is, for it may be referred to, and named in an Overlay; of what is new is said what it
 * was made of. An event that has all of it, such as from a base that it inherits, stays as it is.
 */
export function distributeUnions(document: Document): Document {
  const known: KnownUnions = new Map();
  const streams = findStreams(document, []);
  const whole = distribute(document, streams, itemsOf, known);
  // To find them takes long in a document of megabytes.
  return distribute(whole, whole === document ? streams : findStreams(whole, []), payloadsOf, known);
}

/** What takes the place of a schema of events: a reference to a union that was made. */
interface Replacement {
  readonly path: Path;
  readonly value: JsonObject;
}

/** Where the unions are that were made of schemas. */
type KnownUnions = Map<JsonValue, Path>;

/** Envelopes are read together with what stands beside their union. */
function itemsOf(document: Document, { item, format }: FoundStream): readonly Node[] {
  const isEnvelope = format === "serverSentEvents" && item !== undefined && envelopeOf(document, item) !== undefined;
  return item === undefined || (isEnvelope && branchesOf(document, item) !== undefined) ? [] : [item];
}

function payloadsOf(document: Document, { item, format }: FoundStream): readonly Node[] {
  const envelope = format === "serverSentEvents" && item !== undefined ? envelopeOf(document, item) : undefined;
  return envelope?.flatMap(({ payload }) => payload ?? []) ?? [];
}

function distribute(
  document: Document,
  streams: readonly FoundStream[],
  schemasOf: (document: Document, stream: FoundStream) => readonly Node[],
  known: KnownUnions,
): Document {
  const writer = new Writer(document, known);
  for (const stream of streams.filter(({ isLeftOut }) => !isLeftOut)) {
    schemasOf(document, stream).forEach((schema) =>
      writer.take(schema, declaredId(stream) ?? `${stream.method} event`),
    );
  }
  return writer.finish();
}

/**
 * Whether a name tells the events of a schema apart, or a sentinel is among them, which is none. Else there is one, and it
 * is what was written.
 */
function isTold(document: Document, schema: Node): boolean {
  const envelope = envelopeOf(document, schema);
  const branches = branchesOf(document, schema) ?? [];
  return (
    envelope?.some(({ events }) => events !== undefined) === true ||
    branches.some((branch) => sentinelOf(constOf(document, branch)) !== undefined) ||
    isToldApart(document, schema, branches)
  );
}

/** Writes what unions come to, each once, whatever streams send it. */
class Writer {
  readonly #document: Document;
  readonly #names: ComponentNames;
  readonly #known: KnownUnions;
  readonly #made = new Map<string, JsonValue>();
  readonly #replaced: Replacement[] = [];
  readonly #moved: { readonly from: Path; readonly to: Path }[] = [];

  constructor(document: Document, known: KnownUnions) {
    this.#document = document;
    this.#known = known;
    this.#names = new ComponentNames(document);
  }

  /** @param title What is made is called after, where the schema is no component. */
  take(schema: Node, title: string): void {
    const whole = this.#wholeOf(schema);
    if (whole === undefined) return;
    const path = this.#known.get(whole.value) ?? this.#spread(whole, title);
    if (path === undefined) return;
    this.#known.set(whole.value, path);
    const { description } = isObject(schema.value) ? schema.value : {};
    const value = { $ref: toPointer(path), ...(typeof description === "string" && { description }) };
    this.#replaced.push({ path: schema.path, value });
  }

  /** What stands beside a reference is of this place alone; a bare one is what it leads to. */
  #wholeOf(schema: Node): Node | undefined {
    return isReferenceOnly(schema.value) ? follow(this.#document, schema) : schema;
  }

  #spread(whole: Node, title: string): Path | undefined {
    const union = flatUnionOf(this.#document, whole);
    return union && this.#isApart(whole, union) ? this.#writeUnion(union, componentOf(whole) ?? title) : undefined;
  }

  /** Whether the members are others than those that are written in the schema. */
  #isApart(schema: Node, { members }: FlatUnion): boolean {
    const written = branchesOf(this.#document, schema) ?? heirsOf(this.#document, schema);
    return written === undefined || members.some(({ isMade }) => isMade);
  }

  #writeUnion({ at, keyword, discriminator, members }: FlatUnion, title: string): Path {
    const path = this.#name(title, "events");
    const bases = new Map<Shared, JsonValue>();
    const baseOf = (shared: Shared): JsonValue => {
      const base = bases.get(shared) ?? this.#writeBase(shared, title);
      bases.set(shared, base);
      return base;
    };
    const written = members.map((member, index) => {
      this.#moved.push({ from: member.schema.path, to: [...path, keyword, index] });
      return member.isMade ? this.#writeMember(member, member.shared.map(baseOf), title) : member.schema.value;
    });
    this.#make(path, at.path, { [keyword]: written, ...(discriminator !== undefined && { discriminator }) });
    return path;
  }

  /** An inline member stays one, and is named by its event. */
  #writeMember({ schema }: FlatMember, shared: readonly JsonValue[], title: string): JsonValue {
    const component = componentOf(schema);
    const source = component === undefined ? schema.path : ["components", "schemas", component];
    const value = { allOf: [schema.value, ...shared] };
    // What is said of it as a member of this union.
    const said = Object.entries(schema.value as JsonObject).filter(
      ([key]) => key.startsWith("x-") || key === "description",
    );
    if (component === undefined) return { ...value, ...Object.fromEntries(said), [MADE_OF]: toPointer(source) };
    const path = this.#name(title, component);
    this.#make(path, source, value);
    return { $ref: toPointer(path), ...Object.fromEntries(said) };
  }

  /** What is a reference already needs no component of its own. */
  #writeBase({ at, value }: Shared, title: string): JsonValue {
    const { allOf, ...keywords } = value;
    const [only, ...others] = Array.isArray(allOf) ? (allOf as readonly JsonValue[]) : [];
    const isOne = only !== undefined && others.length === 0 && Object.keys(keywords).length === 0;
    if (isOne && referenceOf(only) !== undefined) return only;
    const path = this.#name(componentOf(at) ?? title, "base");
    this.#make(path, at.path, value);
    return { $ref: toPointer(path) };
  }

  /** What was made, less what nothing refers to. */
  #reachedFrom(replacements: readonly Replacement[]): readonly (readonly [string, JsonValue])[] {
    const texts = replacements.map(({ value }) => JSON.stringify(value));
    const reached = new Map<string, JsonValue>();
    for (const text of texts) {
      for (const [name, value] of this.#made) {
        if (reached.has(name) || !text.includes(JSON.stringify(toPointer(["components", "schemas", name])))) continue;
        reached.set(name, value);
        texts.push(JSON.stringify(value));
      }
    }
    return [...this.#made].filter(([name]) => reached.has(name));
  }

  #name(title: string, word: string): Path {
    return ["components", "schemas", this.#names.take(title, word)];
  }

  #make(path: Path, source: Path, value: JsonObject): void {
    this.#made.set(String(path.at(-1)), { ...value, [MADE_OF]: toPointer(source) });
    this.#moved.unshift({ from: source, to: path });
  }

  finish(): Document {
    const whole = this.#written(this.#replaced);
    const told = this.#replaced.filter(({ path, value }) => isTold(whole, { path, value }));
    return told.length === this.#replaced.length ? whole : this.#written(told);
  }

  #written(replacements: readonly Replacement[]): Document {
    const { value } = this.#document;
    if (replacements.length === 0 || !isObject(value)) return this.#document;
    const replaced = replacements.reduce((root, one) => withValue(root, one.path, one.value), value as JsonValue);
    const components = child({ value: replaced, path: [] }, "components") ?? { value: {}, path: ["components"] };
    const schemas = child(components, "schemas");
    const all = Object.fromEntries([
      ...children(schemas).map((one) => [String(one.path.at(-1)), one.value] as const),
      ...this.#reachedFrom(replacements),
    ]);
    const locate: Document["locate"] = (path, part) => {
      const move = this.#moved.findLast(({ to }) => to.every((step, index) => path[index] === step));
      return this.#document.locate(move ? [...move.from, ...path.slice(move.to.length)] : path, part);
    };
    const root = withValue(replaced, ["components"], { ...(components.value as JsonObject), schemas: all });
    return { file: this.#document.file, value: root, locate };
  }
}

/** A copy in which another value stands at a path that is there, or under a new key of an object. */
function withValue(root: JsonValue, [step, ...rest]: Path, value: JsonValue): JsonValue {
  if (step === undefined) return value;
  if (Array.isArray(root)) return root.with(Number(step), withValue(root[Number(step)] as JsonValue, rest, value));
  const object = root as JsonObject;
  return { ...object, [step]: withValue(Object.hasOwn(object, step) ? (object[step] as JsonValue) : {}, rest, value) };
}
