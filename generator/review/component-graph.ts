import { componentsOf, keyOf, target, type Node } from "../document/reference.js";
import type { SchemaReader } from "./alternatives.js";
import { compareContents } from "./compare-schemas.js";
import type { Both, Finding } from "./finding.js";
import { pointerOf, reachedFrom } from "./references.js";
import type { ComponentPair, Outcome } from "./walk.js";

/** What the comparison of a pair of components gave, and the keys of the pairs that it led to. */
interface ComparedPair {
  readonly findings: readonly Finding[];
  readonly next: readonly string[];
}

/** All pairs of components that operations are made of, by key. */
export type ComponentGraph = ReadonlyMap<string, ComparedPair>;

export function isPair(outcome: Outcome): outcome is ComponentPair {
  return "nodes" in outcome;
}

export function isFinding(outcome: Outcome): outcome is Finding {
  return !isPair(outcome);
}

/** Compares every pair of components that is reached, and those that these lead to, each once. */
export function compareComponentGraph(readers: Both<SchemaReader>, reached: readonly ComponentPair[]): ComponentGraph {
  const graph = new Map<string, ComparedPair>();
  const pending = [...reached].reverse();
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    if (graph.has(pairKey(pair))) continue;
    const outcomes = compareComponent(readers, pair);
    const pairs = outcomes.filter(isPair);
    graph.set(pairKey(pair), { findings: outcomes.filter(isFinding), next: pairs.map(pairKey) });
    pending.push(...pairs.reverse());
  }
  return graph;
}

function compareComponent(readers: Both<SchemaReader>, { direction, nodes }: ComponentPair): readonly Outcome[] {
  const walk = { readers, direction, met: new Set<string>() };
  return [...compareContents(walk, keyOf(nodes.head), { base: [nodes.base], head: [nodes.head] })];
}

/** The keys of all pairs of components that outcomes lead to. */
export function keysReached(graph: ComponentGraph, outcomes: readonly Outcome[]): ReadonlySet<string> {
  const reached = new Set(outcomes.filter(isPair).map(pairKey));
  // What is added to a set while it is gone through comes up in its turn.
  for (const key of reached) graph.get(key)?.next.forEach((next) => reached.add(next));
  return reached;
}

function pairKey({ direction, nodes }: ComponentPair): string {
  return `${direction} ${pointerOf(nodes.base.path)} ${pointerOf(nodes.head.path)}`;
}

/**
 * The findings of the components that no operation is made of. They have a type as well, and who names it most likely
 * reads what it describes: the payload of a webhook, say.
 */
export function compareUnreached(readers: Both<SchemaReader>): readonly Finding[] {
  const [base, head] = [unreachedSchemas(readers.base), unreachedSchemas(readers.head)];
  return [...head].flatMap(([name, node]) => {
    const before = base.get(name);
    if (before === undefined) return [];
    return compareComponent(readers, { direction: "response", nodes: { base: before, head: node } }).filter(isFinding);
  });
}

function unreachedSchemas({ document }: SchemaReader): ReadonlyMap<string, Node> {
  const paths = target(document, "#/paths");
  const reached = reachedFrom(document, paths === undefined ? [] : [paths]);
  const schemas = componentsOf(document);
  return new Map(schemas.filter(({ path }) => !reached.has(pointerOf(path))).map((node) => [keyOf(node), node]));
}
