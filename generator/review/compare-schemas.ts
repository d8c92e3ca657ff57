import { toMarkdownCode } from "../document/escape.js";
import { child, children, componentNamed, componentOf, objectOf, target, type Node } from "../document/reference.js";
import type { Document } from "../document/source.js";
import { KINDS, type Alternative } from "./alternatives.js";
import { isAnnotation } from "./keywords.js";
import { becameText, compareListed, compareScalars, compareTypes, constraintFindings } from "./compare-values.js";
import { compareConstraints, wholeConstraints } from "./constraints.js";
import { bothOf, type Both } from "./finding.js";
import { isClosed, itemAt, itemsIn } from "./list-items.js";
import { branchName, matchBranches } from "./match-branches.js";
import { additionalIn, membersOf, requiredList, type Member } from "./object-members.js";
import { pointerOf, referencesIn } from "./references.js";
import { areAlike, findingOf, requiredText, valuesText, type Outcome, type Schemas, type Walk } from "./walk.js";

/** Compares what callers may send, or what readers may get. `label` is what the value is called. */
export function* compareSchemas(walk: Walk, label: string, schemas: Both<Schemas>): Iterable<Outcome> {
  const base = referredComponent(walk.readers.base.document, schemas.base);
  const head = referredComponent(walk.readers.head.document, schemas.head);
  if (base !== undefined && head !== undefined) {
    yield { direction: walk.direction, nodes: { base, head } };
  } else {
    yield* compareContents(walk, label, schemas);
  }
}

/** The component that a schema is nothing but a reference to. `allOf` with one reference is how OpenAPI 3.0 describes one. */
function referredComponent(document: Document, [schema, ...others]: Schemas): Node | undefined {
  if (schema === undefined || others.length > 0) return undefined;
  const [keyword, second] = Object.keys(objectOf(schema)).filter((key) => !isAnnotation(key));
  if (second !== undefined) return undefined;
  const parts = keyword === "allOf" ? children(child(schema, "allOf")) : [];
  if (parts.length === 1) return referredComponent(document, parts);
  return keyword === "$ref" ? componentNode(document, componentOf(schema)) : undefined;
}

function componentNode(document: Document, name: string | undefined): Node | undefined {
  return name === undefined ? undefined : componentNamed(document, name);
}

/** Compares two schemas without regard to their being components. */
export function* compareContents(walk: Walk, label: string, schemas: Both<Schemas>): Iterable<Outcome> {
  const key = JSON.stringify([schemas.base.map(({ path }) => path), schemas.head.map(({ path }) => path)]);
  if (walk.met.has(key)) return;
  walk.met.add(key);
  const base = walk.readers.base.alternativesOf(schemas.base);
  const head = walk.readers.head.alternativesOf(schemas.head);
  if (base === undefined || head === undefined) {
    yield* compareTexts(walk, label, schemas);
    return;
  }
  yield* compareTypes(walk, label, schemas, { base, head });
  for (const kind of KINDS) {
    const ofKind = { base: base.filter((one) => one.kind === kind), head: head.filter((one) => one.kind === kind) };
    if (ofKind.base.length === 0 || ofKind.head.length === 0) continue;
    yield* compareListed(walk, label, ofKind);
    yield* kind === "array" || kind === "object"
      ? compareBranches(walk, label, ofKind)
      : compareScalars(walk, label, ofKind);
  }
}

/** Of a union of unions that is too large to be looked through, all that can be told is whether it is the same. */
function* compareTexts(walk: Walk, label: string, { base, head }: Both<Schemas>): Iterable<Outcome> {
  if (!areAlike(base, head)) {
    const rule = walk.direction === "request" ? "request-narrowed" : "response-widened";
    const nodes = { base: base[0], head: head[0] };
    yield findingOf(walk, rule, label, "changed, and is too large a union to say more", nodes);
  }
}

function* compareBranches(walk: Walk, label: string, ends: Both<readonly Alternative[]>): Iterable<Outcome> {
  const isOnly = ends.base.length === 1 && ends.head.length === 1;
  const { pairs, gone, added } = matchBranches(ends.base, ends.head);
  for (const branch of gone) {
    const what = valuesText(walk.direction, "removed", toMarkdownCode(branchName(branch)));
    yield findingOf(walk, `${walk.direction}-narrowed`, label, what, { base: branch.at });
  }
  for (const branch of added) {
    const what = valuesText(walk.direction, "added", toMarkdownCode(branchName(branch)));
    yield findingOf(walk, `${walk.direction}-widened`, label, what, { head: branch.at });
  }
  for (const pair of pairs) {
    const base = componentNode(walk.readers.base.document, pair.base.component);
    const head = componentNode(walk.readers.head.document, pair.head.component);
    if (base !== undefined && head !== undefined) {
      yield { direction: walk.direction, nodes: { base, head } };
    } else {
      yield* compareBranch(walk, isOnly ? label : `${label}(${branchName(pair.head)})`, pair);
    }
  }
}

function* compareBranch(walk: Walk, label: string, { base, head }: Both<Alternative>): Iterable<Outcome> {
  const parts = { base: [...base.parts, ...base.names], head: [...head.parts, ...head.names] };
  yield* constraintFindings(walk, label, compareConstraints(parts));
  yield* referredByConstraints(walk, parts);
  if (base.kind === "array") {
    yield* compareItems(walk, label, parts);
    return;
  }
  for (const [name, both] of bothOf(membersOf(parts.base), membersOf(parts.head))) {
    yield* compareMember(walk, `${label}.${name}`, both);
  }
  yield* compareAdditional(walk, label, parts);
}

/** Compares the items of a list: one by one, as far as the types at both ends have them, and then all others. */
function* compareItems(walk: Walk, label: string, parts: Both<Schemas>): Iterable<Outcome> {
  const [base, head] = [itemsIn(parts.base), itemsIn(parts.head)];
  const [from, to] = [base.first.length, head.first.length];
  if (from !== to) {
    // A tuple is a list of one length. Of two lengths, none is the other: that is the worst, whoever sends it.
    const isNarrower = from === 0 || (to !== 0 && walk.direction === "request");
    const rule = `${walk.direction}-${isNarrower ? "narrowed" : "widened"}` as const;
    const what = becameText(walk, parts) ?? "has another length";
    yield findingOf(walk, rule, label, what, { base: base.at, head: head.at });
  }
  for (const index of Array(Math.max(from, to)).keys()) {
    const [before, after] = [itemAt(base, index), itemAt(head, index)];
    if (before && after) yield* compareSchemas(walk, `${label}[${index}]`, { base: before, head: after });
  }
  // A list that can have no others any more, or can have some again, became a tuple, or was one.
  const isTold = from === 0 ? to > 0 && isClosed(head) : to === 0 && isClosed(base);
  if (!isTold) yield* compareSchemas(walk, `${label}[]`, { base: base.rest, head: head.rest });
}

/** A constraint that stayed the same allows other things when what it refers to changed. */
function* referredByConstraints(walk: Walk, parts: Both<Schemas>): Iterable<Outcome> {
  const referred = (document: Document, schemas: Schemas): ReadonlyMap<string, Node> => {
    const references = wholeConstraints(schemas).flatMap((node) => referencesIn(node));
    const nodes = references.flatMap((reference) => target(document, reference) ?? []);
    return new Map(nodes.map((node) => [pointerOf(node.path), node]));
  };
  const before = referred(walk.readers.base.document, parts.base);
  for (const [pointer, head] of referred(walk.readers.head.document, parts.head)) {
    const base = before.get(pointer);
    if (base !== undefined) yield { direction: walk.direction, nodes: { base, head } };
  }
}

function* compareMember(walk: Walk, label: string, { base, head }: Both<Member | undefined>): Iterable<Outcome> {
  const nodes = { base: base?.at, head: head?.at };
  const { direction } = walk;
  if (head === undefined) {
    yield findingOf(walk, `${direction}-removed`, label, "is gone", nodes, "key");
  } else if (base === undefined) {
    const isRequired = head.requirement !== undefined;
    const rule = direction === "request" && isRequired ? "request-added-required" : (`${direction}-added` as const);
    yield findingOf(walk, rule, label, isRequired ? "is new, and required" : "is new", nodes, "key");
  } else {
    const requirements = {
      base: base.requirement ?? requiredList(base),
      head: head.requirement ?? requiredList(head),
    };
    if (base.requirement !== undefined && head.requirement === undefined) {
      yield findingOf(walk, `${direction}-became-optional`, label, requiredText(direction, false), requirements);
    } else if (head.requirement !== undefined && base.requirement === undefined) {
      yield findingOf(walk, `${direction}-became-required`, label, requiredText(direction, true), requirements);
    }
    yield* compareSchemas(walk, label, { base: base.schemas, head: head.schemas });
  }
}

const OPENNESS = ["refused", "allowed", "typed"];

/** Compares what an object may hold beside the properties that it names. */
function* compareAdditional(walk: Walk, label: string, parts: Both<Schemas>): Iterable<Outcome> {
  const [base, head] = [additionalIn(parts.base), additionalIn(parts.head)];
  const nodes = { base: base.at, head: head.at };
  const order = OPENNESS.indexOf(head.level) - OPENNESS.indexOf(base.level);
  const { direction } = walk;
  if (order < 0) {
    // What readers had no type for, no code of theirs reads.
    const isUnseen = direction === "response" && base.level === "allowed";
    const rule = isUnseen ? "response-tightened" : (`${direction}-additional-removed` as const);
    yield findingOf(walk, rule, label, "can no longer have fields of other names", nodes);
  } else if (order > 0) {
    yield findingOf(walk, `${direction}-additional-added`, label, "can have fields of other names now", nodes);
  } else if (head.level === "typed") {
    yield* compareSchemas(walk, `${label}.*`, { base: base.schemas, head: head.schemas });
  }
}
