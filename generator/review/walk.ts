import { isDeepStrictEqual } from "node:util";
import type { Node } from "../document/reference.js";
import type { SchemaReader } from "./alternatives.js";
import { placesOf, type Both, type Finding } from "./finding.js";
import type { RuleId } from "./rules.js";

/** Whether callers send what a schema describes, or readers get it. */
export type Direction = "request" | "response";

/** What stays the same on the way through a schema. */
export interface Walk {
  readonly readers: Both<SchemaReader>;
  readonly direction: Direction;
  /** The pairs of schemas that were met: what refers to itself has no end. */
  readonly met: Set<string>;
}

/** The schemas that all hold for one value; none where anything is allowed. */
export type Schemas = readonly Node[];

/** Whether schemas are written alike, wherever they stand. */
export function areAlike(some: Schemas, others: Schemas): boolean {
  return isDeepStrictEqual(
    some.map(({ value }) => value),
    others.map(({ value }) => value),
  );
}

/** A component that a schema refers to at both ends: compared once, however many schemas refer to it. */
export interface ComponentPair {
  readonly direction: Direction;
  readonly nodes: Both<Node>;
}

export type Outcome = Finding | ComponentPair;

/** A finding on the way, at the nodes of both ends, or at a keyword in them. */
export function findingOf(
  { readers }: Walk,
  rule: RuleId,
  subject: string,
  what: string,
  nodes: Partial<Both<Node | undefined>>,
  part?: "key" | "value",
): Finding {
  const documents = { base: readers.base.document, head: readers.head.document };
  return { rule, subject, what, at: placesOf(documents, nodes, part) };
}

/** What became of values that are listed, in the words of those who send them or of those who read them. */
export function valuesText(direction: Direction, effect: "added" | "removed" | "only", values: string): string {
  const texts = {
    request: { added: `takes ${values} now`, removed: `no longer takes ${values}`, only: `takes only ${values} now` },
    response: { added: `can be ${values} now`, removed: `is no longer ${values}`, only: `is always ${values} now` },
  };
  return texts[direction][effect];
}

/** What became of something's being required. */
export function requiredText(direction: Direction, isRequired: boolean): string {
  if (direction === "request") return isRequired ? "must be sent now" : "need not be sent any more";
  return isRequired ? "is always there now" : "can be missing now";
}
