import { referenceOf, referringNodes, target, type Node } from "../document/reference.js";
import type { Document, Path } from "../document/source.js";

/** What no type of a client is made of. */
const ELSEWHERE: ReadonlySet<string> = new Set(["callbacks", "links", "webhooks", "securitySchemes"]);

/**
 * The pointers of all that the nodes refer to, and that refers to in turn: `components/schemas/Message`. Callbacks and
 * links are left out, of which no type is made.
 */
export function reachedFrom(document: Document, nodes: readonly Node[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const pending = [...nodes];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const reference of referencesIn(node)) {
      const referred = target(document, reference);
      if (referred !== undefined && !reached.has(pointerOf(referred.path))) {
        reached.add(pointerOf(referred.path));
        pending.push(referred);
      }
    }
  }
  return reached;
}

export function pointerOf(path: Path): string {
  return path.join("/");
}

/** The references of a node that types are made of. */
export function referencesIn(node: Node): readonly string[] {
  return referringNodes(node, ELSEWHERE).flatMap(({ value }) => referenceOf(value) ?? []);
}

/** The first node on the way from another that refers to what stands at a path. */
export function referenceTo(document: Document, from: Node, path: Path): Node | undefined {
  const pending = [from];
  const seen = new Set<string>();
  for (const node of pending) {
    for (const referring of referringNodes(node, ELSEWHERE)) {
      const referred = target(document, referenceOf(referring.value) ?? "");
      if (referred === undefined) continue;
      if (pointerOf(referred.path) === pointerOf(path)) return referring;
      if (!seen.has(pointerOf(referred.path))) pending.push(referred);
      seen.add(pointerOf(referred.path));
    }
  }
  return undefined;
}
