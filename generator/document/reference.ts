import { keyKindUnder, type KeyKind } from "./keywords.js";
import { isObject, parsePointer, type Document, type JsonObject, type JsonValue, type Path } from "./source.js";

/** A value of a document and the way to it. */
export interface Node {
  readonly value: JsonValue;
  readonly path: Path;
}

/** A document as a whole. */
export function rootOf({ value }: Document): Node {
  return { value, path: [] };
}

/** The value under a key, if the node is an object that has it, or an array that reaches so far. */
export function child(node: Node | undefined, key: string | number): Node | undefined {
  const container = node?.value;
  const isThere = Array.isArray(container)
    ? typeof key === "number" && key < container.length
    : isObject(container) && Object.hasOwn(container, key);
  return node && isThere ? { value: (container as JsonObject)[key]!, path: [...node.path, key] } : undefined;
}

/** The value that a token of a JSON Pointer leads to, which is text for an index, too. */
export function childAt(node: Node | undefined, token: string): Node | undefined {
  return child(node, Array.isArray(node?.value) && /^\d+$/.test(token) ? Number(token) : token);
}

/** All values directly in an object or array, in order. */
export function children(node: Node | undefined): readonly Node[] {
  if (node === undefined) {
    return [];
  }
  const container = node.value;
  if (Array.isArray(container)) {
    return container.map((value, index) => ({ value, path: [...node.path, index] }));
  }
  return isObject(container)
    ? Object.entries(container).map(([key, value]) => ({ value, path: [...node.path, key] }))
    : [];
}

/** The key or index that a node stands under. */
export function keyOf(node: Node): string {
  return String(node.path.at(-1));
}

/** The `$ref` of a Reference Object, or of a schema that has one. */
export function referenceOf(value: JsonValue): string | undefined {
  return isObject(value) && typeof value["$ref"] === "string" ? value["$ref"] : undefined;
}

/**
 * The references in a node, itself included. Where anything may stand, as in an example, a `$ref` is none.
 *
 * @param leftOut Keywords under which nothing is looked for.
 */
export function referringNodes(node: Node, leftOut?: ReadonlySet<string>): readonly Node[] {
  return nodesWith("$ref", node, leftOut).filter(({ value }) => referenceOf(value) !== undefined);
}

/** The nodes in a node, itself included, that have a keyword: where anything may stand, it is none. */
export function nodesWith(keyword: string, node: Node, leftOut: ReadonlySet<string> = new Set()): readonly Node[] {
  const found: Node[] = [];
  const visit = (at: Node, keys: KeyKind): void => {
    if (keys === "keyword" && isObject(at.value) && Object.hasOwn(at.value, keyword)) found.push(at);
    const isList = Array.isArray(at.value);
    for (const entry of children(at)) {
      const under = isList ? keys : keyKindUnder(keys, keyOf(entry));
      if (under === "data" || (!isList && keys === "keyword" && leftOut.has(keyOf(entry)))) continue;
      // An array under such a keyword, as of parameters, has no names in it.
      visit(entry, Array.isArray(entry.value) ? "keyword" : under);
    }
  };
  visit(node, "keyword");
  return found;
}

/** Whether a value is a `$ref`, and nothing is said beside it. */
export function isReferenceOnly(value: JsonValue): boolean {
  return referenceOf(value) !== undefined && Object.keys(value as JsonObject).length === 1;
}

/** The node at a local reference (`#/components/...`), without following what stands there. */
export function target(document: Document, reference: string): Node | undefined {
  const tokens = reference.startsWith("#") ? parsePointer(reference) : undefined;
  return tokens?.reduce<Node | undefined>(childAt, rootOf(document));
}

/** So many references may lead one to the next: to follow each of a chain to its end takes quadratic time. */
export const MAX_CHAIN = 100;

/** Follows references to the value that they stand for, or says where they lead instead. */
export function endOf(document: Document, node: Node): Node | "nowhere" | "in a circle" | "on and on" {
  const seen = new Set<string>();
  let current: Node | undefined = node;
  while (current !== undefined) {
    const reference = referenceOf(current.value);
    if (reference === undefined) return current;
    if (seen.has(reference)) return "in a circle";
    if (seen.size === MAX_CHAIN) return "on and on";
    seen.add(reference);
    current = target(document, reference);
  }
  return "nowhere";
}

/** Follows references to the value that they stand for, if they lead to one. */
export function follow(document: Document, node: Node | undefined): Node | undefined {
  const end = node && endOf(document, node);
  return typeof end === "string" ? undefined : end;
}

/** An object at a key, references followed. */
export function followChild(document: Document, node: Node | undefined, key: string | number): Node | undefined {
  return follow(document, child(node, key));
}

/** `value` as an object; an empty one where it is none. */
export function objectOf(node: Node | undefined): JsonObject {
  return node !== undefined && isObject(node.value) ? node.value : {};
}

/** The node at a path, if that leads anywhere. */
export function findAt(document: Document, path: Path): Node | undefined {
  return path.reduce<Node | undefined>(child, rootOf(document));
}

/** The node at a path that is known to be there. */
export function nodeAt(document: Document, path: Path): Node {
  return findAt(document, path) as Node;
}

/** The members of `components.schemas`. */
export function componentsOf(document: Document): readonly Node[] {
  return children(findAt(document, ["components", "schemas"]));
}

/** The member of `components.schemas` that has a name. */
export function componentNamed(document: Document, name: string): Node | undefined {
  return findAt(document, ["components", "schemas", name]);
}

/** The member of `components.schemas` that a reference names, or that the schema itself is. */
export function componentOf(schema: Node): string | undefined {
  return componentAt(parsePointer(referenceOf(schema.value) ?? "") ?? []) ?? componentAt(schema.path);
}

function componentAt(path: Path): string | undefined {
  const [components, schemas, name] = path;
  return path.length === 3 && components === "components" && schemas === "schemas" ? String(name) : undefined;
}
