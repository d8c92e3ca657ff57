import { routeOf } from "../model/find-streams.js";
import type { Both } from "./finding.js";
import type { Operation } from "./revision.js";

/** The operations of two revisions. One that moved is matched by its id. */
export interface MatchedOperations {
  readonly pairs: readonly Both<Operation>[];
  readonly gone: readonly Operation[];
  readonly added: readonly Operation[];
}

/** Matches operations by method and path, and what is left by `operationId`. In the order of the later revision. */
export function matchOperations({ base, head }: Both<readonly Operation[]>): MatchedOperations {
  const byRoute = new Map(base.map((operation) => [routeOf(operation), operation]));
  const routes = new Set(head.map(routeOf));
  const left = new Set(base.filter((operation) => !routes.has(routeOf(operation))));
  const pairs = head.flatMap((operation): Both<Operation>[] => {
    const { operationId } = operation;
    const moved = [...left].find((one) => operationId !== undefined && one.operationId === operationId);
    const twin = byRoute.get(routeOf(operation)) ?? moved;
    if (twin === undefined) return [];
    left.delete(twin);
    return [{ base: twin, head: operation }];
  });
  const matched = { base: new Set(pairs.map((pair) => pair.base)), head: new Set(pairs.map((pair) => pair.head)) };
  return {
    pairs,
    gone: base.filter((operation) => !matched.base.has(operation)),
    added: head.filter((operation) => !matched.head.has(operation)),
  };
}
