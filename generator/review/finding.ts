import type { Document, Path } from "../document/source.js";
import { findAt, type Node } from "../document/reference.js";
import type { RuleId } from "./rules.js";

/** The same thing at the two ends of a comparison. */
export interface Both<T> {
  readonly base: T;
  readonly head: T;
}

/** What two maps have under each key that one of them has. */
export function bothOf<T>(
  base: ReadonlyMap<string, T>,
  head: ReadonlyMap<string, T>,
): readonly (readonly [key: string, both: Both<T | undefined>])[] {
  const keys = [...new Set([...base.keys(), ...head.keys()])];
  return keys.map((key) => [key, { base: base.get(key), head: head.get(key) }]);
}

/** Where something stands. */
export interface Place {
  readonly document: Document;
  readonly path: Path;
  readonly part?: "key" | "value";
}

/** One difference. */
export interface Finding {
  readonly rule: RuleId;
  /** What changed, as code: `token.content`. */
  readonly subject: string;
  /** What became of it, as the rest of a sentence, in Markdown: "is gone". */
  readonly what: string;
  /** Where it stood, and where it stands; nothing where it did not, or no longer does. */
  readonly at: Partial<Both<Place>>;
}

/** The places of a node at both ends, or at the one that has it. */
export function placesOf(
  documents: Both<Document>,
  nodes: Partial<Both<Node | undefined>>,
  part: "key" | "value" = "value",
): Partial<Both<Place>> {
  const head = nodes.base ? placeAfter(documents, nodes.base, nodes.head) : nodes.head;
  return {
    ...(nodes.base && { base: { document: documents.base, path: nodes.base.path, part } }),
    ...(head && { head: { document: documents.head, path: head.path, part } }),
  };
}

/**
 * What a discriminator said is gone with it, or is said of another property now, whatever the members of the union still
 * say of this one.
 */
function placeAfter(documents: Both<Document>, base: Node, head: Node | undefined): Node | undefined {
  const path = propertyNameIn(base.path);
  if (path === undefined || (head && propertyNameIn(head.path))) return head;
  const after = findAt(documents.head, path);
  return after?.value === findAt(documents.base, path)?.value ? head : after;
}

/** The `propertyName` of the Discriminator Object that a path leads into. */
function propertyNameIn(path: Path): Path | undefined {
  // A property may be called so, or a schema: what is said of these is no keyword of such an object.
  const end = path.findIndex((step, at) => path[at - 1] === "discriminator" && KEYWORDS.has(step));
  return end < 0 ? undefined : [...path.slice(0, end), "propertyName"];
}

const KEYWORDS: ReadonlySet<string | number> = new Set(["propertyName", "mapping"]);
