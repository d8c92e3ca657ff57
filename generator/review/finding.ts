import type { Document, Path } from "../document/source.js";
import type { Node } from "../document/reference.js";
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
  return {
    ...(nodes.base && { base: { document: documents.base, path: nodes.base.path, part } }),
    ...(nodes.head && { head: { document: documents.head, path: nodes.head.path, part } }),
  };
}
