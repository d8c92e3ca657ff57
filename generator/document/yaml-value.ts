import { isAlias, isMap, isNode, isScalar, isSeq, type Alias, type Node, type YAMLMap } from "yaml";
import { suggest } from "../diagnostics/diagnostics.js";

/** JSON as it is being built. */
export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };

/** Something that YAML allows and JSON does not, at an offset into the text. */
export interface Problem {
  readonly offset: number;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly related?: { readonly message: string; readonly offset: number } | undefined;
}

/** Nodes of one document converted to JSON, with what its aliases stand for. */
export interface Conversion {
  readonly value: Plain;
  readonly problems: readonly Problem[];
  readonly targets: ReadonlyMap<Alias, Node>;
}

/** The deepest nesting that is read. Real descriptions stay below 60; everything after us recurses. */
export const MAX_DEPTH = 500;

/** How much aliases may add to a document, in values, a long string counting as several. */
const MAX_EXPANSION = 250_000;

interface Walk {
  readonly anchors: Map<string, Node>;
  readonly targets: Map<Alias, Node>;
  readonly problems: Map<string, Problem>;
  /** Anchored nodes that are being converted: an alias to one of them would never end. */
  readonly open: Set<Node>;
  depth: number;
  /** How many aliases we are inside of. */
  aliases: number;
  expansion: number;
}

/**
 * Converts a composed node to a JSON tree that shares nothing: what an alias stands for is a copy, so that an edit here
 * does not show there. Merge keys (`<<`) are applied; keys become strings.
 */
export function convert(root: Node | null): Conversion {
  const walk: Walk = {
    anchors: new Map(),
    targets: new Map(),
    problems: new Map(),
    open: new Set(),
    depth: 0,
    aliases: 0,
    expansion: 0,
  };
  const value = valueOf(root, walk);
  return { value, problems: [...walk.problems.values()], targets: walk.targets };
}

/** Sets a property as data, `__proto__` included, which an assignment would take for the prototype. */
export function setOwn<T>(object: { [key: string]: T }, key: string, value: T): void {
  if (key === "__proto__") {
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    object[key] = value;
  }
}

/** The name that a mapping's key has in JSON. Undefined for a key that is a collection. */
export function keyName(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  return key.value === null ? (key.source ?? "") : String(key.value);
}

/** Whether a key is the unquoted `<<`, which merges other mappings into its own. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.type === "PLAIN" && key.value === "<<";
}

function valueOf(node: Node | null, walk: Walk): Plain {
  if (node === null || !mayGrow(node, walk)) return null;
  if (isAlias(node)) return aliasValue(node, walk);
  anchored(node, walk);
  if (isScalar(node)) return scalarValue(node.value, node, walk);
  walk.depth += 1;
  walk.open.add(node);
  let value: Plain = null;
  if (walk.depth > MAX_DEPTH) report(walk, node, `Nested deeper than ${MAX_DEPTH} levels`);
  else if (isSeq(node)) value = node.items.map((item) => valueOf(item as Node | null, walk));
  else if (isMap(node)) value = mapValue(node, walk);
  walk.open.delete(node);
  walk.depth -= 1;
  return value;
}

/** Bounds what aliases of aliases can make of a small file. */
function mayGrow(node: Node, walk: Walk): boolean {
  if (walk.aliases === 0) return true;
  const length = isScalar(node) && typeof node.value === "string" ? node.value.length : 0;
  walk.expansion += 1 + Math.floor(length / 64);
  return walk.expansion <= MAX_EXPANSION;
}

/** Remembers the anchor of a node when we come to it in the order of the text, and not through an alias. */
function anchored<T>(node: T, walk: Walk): T {
  if (isNode(node) && "anchor" in node && typeof node.anchor === "string" && walk.aliases === 0) {
    walk.anchors.set(node.anchor, node);
  }
  return node;
}

/** An alias inside of what another alias stands for keeps the meaning that it had where it was written. */
function targetOf(alias: Alias, walk: Walk): Node | undefined {
  const target = walk.targets.get(alias) ?? walk.anchors.get(alias.source);
  if (target === undefined) {
    const near = suggest(alias.source, walk.anchors.keys());
    const mend = near === undefined ? "Put it in quotes if it is meant to be text." : `Did you mean *${near}?`;
    report(walk, alias, `No anchor &${alias.source} stands before this alias`, mend);
  } else {
    walk.targets.set(alias, target);
  }
  return target;
}

function aliasValue(alias: Alias, walk: Walk): Plain {
  const target = targetOf(alias, walk);
  if (target === undefined) return null;
  if (walk.open.has(target)) {
    report(walk, alias, `*${alias.source} stands inside of what it stands for, which never ends`);
    return null;
  }
  const bounded = walk.expansion <= MAX_EXPANSION;
  walk.aliases += 1;
  const value = valueOf(target, walk);
  walk.aliases -= 1;
  if (bounded && walk.expansion > MAX_EXPANSION && walk.aliases === 0) {
    report(
      walk,
      alias,
      "The aliases of this file expand to too much data",
      "Write out what is needed, without aliases.",
    );
  }
  return value;
}

function scalarValue(value: unknown, node: Node, walk: Walk): Plain {
  if (typeof value === "number" && !Number.isFinite(value)) {
    report(walk, node, "This number does not exist in JSON", "Put it in quotes if it is meant to be text.");
    return null;
  }
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return null;
}

function mapValue(map: YAMLMap, walk: Walk): Plain {
  const result: { [key: string]: Plain } = {};
  const written = new Map<string, unknown>();
  for (const { key, value } of map.items) {
    if (isMergeKey(key)) {
      merge(result, value as Node | null, walk);
      continue;
    }
    const name = keyName(isAlias(key) ? targetOf(key, walk) : anchored(key, walk));
    const converted = valueOf(value as Node | null, walk);
    if (name === undefined) {
      report(walk, key, "A key must be a plain name or a string");
      continue;
    }
    const first = written.get(name);
    if (first !== undefined) {
      report(walk, key, `The key ${name} stands twice in this mapping`, "Keep one, with what is under both.", first);
    }
    written.set(name, key);
    setOwn(result, name, converted);
  }
  return result;
}

/** What is written in the mapping wins over what is merged in, and the first that is merged in wins over the next. */
function merge(into: { [key: string]: Plain }, source: Node | null, walk: Walk): void {
  for (const part of isSeq(source) ? source.items : [source]) {
    const value = valueOf(part as Node | null, walk);
    if (value === null || typeof value !== "object" || Array.isArray(value)) {
      report(walk, part, "Only a mapping can be merged with <<");
      continue;
    }
    for (const [name, merged] of Object.entries(value)) {
      if (!Object.hasOwn(into, name)) setOwn(into, name, merged);
    }
  }
}

function report(walk: Walk, node: unknown, message: string, hint?: string, first?: unknown): void {
  // An anchored node is converted again for each alias, and would be reported again.
  const offset = offsetOf(node);
  const related = first === undefined ? undefined : { message: "The first one", offset: offsetOf(first) };
  walk.problems.set(`${offset} ${message}`, { offset, message, hint, related });
}

/** Where a node begins, in UTF-16 code units from the start of the text. */
export function offsetOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}
