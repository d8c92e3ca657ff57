import { toMarkdownCode } from "../document/escape.js";
import type { Node } from "../document/reference.js";
import type { Document } from "../document/source.js";
import { typeText } from "../emit/type-text.js";
import { KINDS, type Alternative } from "./alternatives.js";
import { compareConstraints, type ConstraintChange } from "./constraints.js";
import type { Both, Finding } from "./finding.js";
import { areAlike, findingOf, valuesText, type Schemas, type Walk } from "./walk.js";

type Alternatives = readonly Alternative[];

/** Compares the types that a value can have: `null`, `string`, and so on. */
export function compareTypes(
  walk: Walk,
  label: string,
  schemas: Both<Schemas>,
  alternatives: Both<Alternatives>,
): readonly Finding[] {
  const [base, head] = [typeNames(alternatives.base), typeNames(alternatives.head)];
  const gained = head.filter((name) => !base.includes(name) && !(name === "integer" && base.includes("number")));
  const lost = base.filter((name) => !head.includes(name) && !(name === "integer" && head.includes("number")));
  if (gained.length === 0 && lost.length === 0) return [];
  const isWider = walk.direction === "request" ? lost.length === 0 : gained.length > 0;
  const rule = isWider ? (`${walk.direction}-widened` as const) : (`${walk.direction}-narrowed` as const);
  const nodes = {
    base: writerOf(alternatives.base, lost) ?? schemas.base[0],
    head: writerOf(alternatives.head, gained) ?? schemas.head[0],
  };
  const changes = [
    ...(gained.length > 0 ? [valuesText(walk.direction, "added", gained.join(", "))] : []),
    ...(lost.length > 0 ? [valuesText(walk.direction, "removed", lost.join(", "))] : []),
  ];
  const what = becameText(walk, schemas) ?? changes.join(", and ");
  return [findingOf(walk, rule, label, what, keywordsOf(nodes, "type"))];
}

function typeNames(alternatives: Alternatives): readonly string[] {
  return KINDS.flatMap((kind) => {
    const ofKind = alternatives.filter((one) => one.kind === kind);
    if (ofKind.length === 0) return [];
    return kind === "number" && ofKind.every(isInteger) ? ["integer"] : [kind];
  });
}

/** Numbers that are listed are no others for being called so. */
function isInteger({ integer, values }: Alternative): boolean {
  return integer || (values !== undefined && [...values].every((value) => Number.isInteger(Number(value))));
}

/** The schema that allows the first of the types: the change is written there. */
function writerOf(alternatives: Alternatives, types: readonly string[]): Node | undefined {
  const wanted = alternatives.find(({ kind }) => types.includes(kind) || (kind === "number" && types[0] === "integer"));
  return (wanted ?? alternatives[0])?.at;
}

/** What became of the type that schemas say together; `undefined` where its text is the same. */
export function becameText({ readers }: Walk, { base, head }: Both<Schemas>): string | undefined {
  const [from, to] = [textOf(readers.base.document, base), textOf(readers.head.document, head)];
  return from === to ? undefined : `${toMarkdownCode(from)} became ${toMarkdownCode(to)}`;
}

function textOf(document: Document, schemas: Schemas): string {
  return schemas.length === 0 ? "unknown" : schemas.map((schema) => typeText(document, schema)).join(" & ");
}

/** Compares values of one kind where either end lists them; and what constrains them where neither does. */
export function compareListed(walk: Walk, label: string, { base, head }: Both<Alternatives>): readonly Finding[] {
  const [before, after] = [listedIn(base), listedIn(head)];
  const nodes = keywordsOf({ base: base[0]?.at, head: head[0]?.at }, "enum");
  const show = (values: readonly string[]): string => values.map(toMarkdownCode).join(", ");
  const { direction } = walk;
  if (before === undefined && after === undefined) return [];
  if (before === undefined) {
    const what = valuesText(direction, "only", show([...(after ?? [])]));
    return [findingOf(walk, `${direction}-narrowed`, label, what, nodes)];
  }
  if (after === undefined) {
    const what = valuesText(direction, "added", `any ${base[0]?.kind}`);
    return [findingOf(walk, `${direction}-widened`, label, what, nodes)];
  }
  const gone = [...before].filter((value) => !after.has(value));
  const added = [...after].filter((value) => !before.has(value));
  const lost = valuesText(direction, "removed", show(gone));
  const won = valuesText(direction, "added", show(added));
  return [
    ...(gone.length > 0 ? [findingOf(walk, `${direction}-value-removed`, label, lost, nodes)] : []),
    ...(added.length > 0 ? [findingOf(walk, `${direction}-value-added`, label, won, nodes)] : []),
  ];
}

/** All values, where every alternative lists its own. */
function listedIn(alternatives: Alternatives): ReadonlySet<string> | undefined {
  const lists = alternatives.map(({ values }) => values);
  return lists.includes(undefined) ? undefined : new Set(lists.flatMap((values) => [...(values ?? [])]));
}

/** Compares what constrains the values of one scalar kind that neither end lists. */
export function compareScalars(walk: Walk, label: string, { base, head }: Both<Alternatives>): readonly Finding[] {
  const isIn = (others: Alternatives, one: Alternative): boolean =>
    others.some((other) => areAlike(one.parts, other.parts));
  const open = (alternatives: Alternatives): Alternatives => alternatives.filter(({ values }) => values === undefined);
  const gone = open(base).filter((one) => !isIn(open(head), one));
  const added = open(head).filter((one) => !isIn(open(base), one));
  const [lastGone, lastAdded] = [gone[0], added[0]];
  if (gone.length + added.length === 0 || listedIn(base) !== undefined || listedIn(head) !== undefined) return [];
  if (open(base).length === 1 && open(head).length === 1 && lastGone !== undefined && lastAdded !== undefined) {
    return constraintFindings(walk, label, compareConstraints({ base: lastGone.parts, head: lastAdded.parts }));
  }
  const effect = gone.length === 0 ? "loosened" : added.length === 0 ? "tightened" : "changed";
  const at = { base: (lastGone ?? base[0])?.at, head: (lastAdded ?? head[0])?.at };
  return constraintFindings(walk, label, [{ effect, what: "has other constraints", at }]);
}

export function constraintFindings(
  walk: Walk,
  label: string,
  changes: readonly ConstraintChange[],
): readonly Finding[] {
  const worst = walk.direction === "request" ? "tightened" : "loosened";
  return changes.map(({ effect, what, at }) => {
    const rule = `${walk.direction}-${effect === "changed" ? worst : effect}` as const;
    return findingOf(walk, rule, label, what, at);
  });
}

/** A keyword in each of the nodes: the nodes themselves where they have none. */
function keywordsOf({ base, head }: Both<Node | undefined>, keyword: string): Both<Node | undefined> {
  const at = (node: Node | undefined): Node | undefined => node && { value: null, path: [...node.path, keyword] };
  return { base: at(base), head: at(head) };
}
