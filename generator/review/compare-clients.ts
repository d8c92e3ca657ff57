import { routeOf } from "../model/find-streams.js";
import { compareComponents, compareEventTypes, comparePackages } from "./compare-names.js";
import { compareLoneOperation, compareOperation } from "./compare-operations.js";
import { compareSecuritySchemes } from "./compare-security.js";
import { compareWords, type OtherDifference } from "./compare-words.js";
import {
  compareComponentGraph,
  compareUnreached,
  isFinding,
  isPair,
  keysReached,
  type ComponentGraph,
} from "./component-graph.js";
import type { Both, Finding } from "./finding.js";
import { matchOperations } from "./match-operations.js";
import { SchemaReader } from "./alternatives.js";
import { operationsOf, type Operation, type Revision } from "./revision.js";
import type { Outcome } from "./walk.js";

/** A difference, and the operations whose users it concerns: none where it concerns the package as a whole. */
export interface Change extends Finding {
  readonly operations: readonly Operation[];
}

export interface Comparison {
  readonly changes: readonly Change[];
  /** Differences of the documents that no rule judges. */
  readonly others: readonly OtherDifference[];
}

interface ComparedOperation {
  readonly operation: Operation;
  readonly outcomes: readonly Outcome[];
}

/** Compares two revisions of a client: all that its users name, call, send and read. */
export function compareClients(ends: Both<Revision>): Comparison {
  const readers = { base: new SchemaReader(ends.base.document), head: new SchemaReader(ends.head.document) };
  const { pairs, gone, added } = matchOperations({ base: operationsOf(ends.base), head: operationsOf(ends.head) });
  const compared: readonly ComparedOperation[] = [
    ...pairs.map((both) => ({ operation: both.head, outcomes: [...compareOperation(readers, both)] })),
    ...gone.map((one) => ({ operation: one, outcomes: [...compareLoneOperation(readers, one, "base")] })),
    ...added.map((one) => ({ operation: one, outcomes: [...compareLoneOperation(readers, one, "head")] })),
  ];
  const reached = compared.flatMap(({ outcomes }) => outcomes.filter(isPair));
  const graph = compareComponentGraph(readers, reached);
  const streams = pairs.flatMap(({ base, head }) =>
    base.stream && head.stream ? [{ base: base.stream, head: head.stream }] : [],
  );
  const isMoved = ({ base, head }: Both<Operation>): boolean => routeOf(base) !== routeOf(head);
  const { words, others } = compareWords(ends, pairs.filter(isMoved));
  const general = [
    ...comparePackages(ends),
    ...compareEventTypes(ends, streams),
    ...compareComponents(ends, streams),
    ...compareSecuritySchemes({ base: ends.base.document, head: ends.head.document }),
    ...compareUnreached(readers),
  ];
  const changes = [
    ...general.map((finding) => ({ ...finding, operations: [] })),
    ...compared.flatMap(({ operation, outcomes }) =>
      outcomes.filter(isFinding).map((finding) => ({ ...finding, operations: [operation] })),
    ),
    ...componentChanges(graph, compared),
    ...words.map((finding) => ({ ...finding, operations: pairs.map(({ head }) => head).filter(isOf(finding)) })),
  ];
  return { changes: merged(changes), others };
}

/** What changed in components, with the operations that are made of them. */
function componentChanges(graph: ComponentGraph, compared: readonly ComparedOperation[]): readonly Change[] {
  const users = new Map<string, Operation[]>([...graph.keys()].map((key) => [key, []]));
  for (const { operation, outcomes } of compared) {
    for (const key of keysReached(graph, outcomes)) users.get(key)?.push(operation);
  }
  return [...graph].flatMap(([key, { findings }]) =>
    findings.map((finding) => ({ ...finding, operations: users.get(key) ?? [] })),
  );
}

function isOf(finding: Finding): (operation: Operation) => boolean {
  const path = (finding.at.head ?? finding.at.base)?.path ?? [];
  return ({ node }) => node.path.every((step, index) => path[index] === step);
}

/** One difference is one change, however many ways lead to it. */
function merged(changes: readonly Change[]): readonly Change[] {
  const byKey = new Map<string, Change>();
  for (const change of changes) {
    const { rule, subject, what, at } = change;
    const key = JSON.stringify([rule, subject.split(".").at(-1), what, at.base?.path, at.head?.path]);
    const known = byKey.get(key);
    const operations = [...new Set([...(known?.operations ?? []), ...change.operations])];
    byKey.set(key, { ...(known ?? change), operations });
  }
  return [...byKey.values()];
}
