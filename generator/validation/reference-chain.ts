import { MAX_CHAIN, referenceOf, target, type Node } from "../document/reference.js";
import type { Document } from "../document/source.js";

/** What is said of a reference that begins a long chain. */
export const LONG_CHAIN = `The reference leads to another one, and so on, more than ${MAX_CHAIN} times`;

/** Whether a node refers to one that refers to another, and so on, for longer than anybody follows. A circle is none. */
export function beginsLongChain(document: Document, node: Node): boolean {
  const seen = new Set<string>();
  let reference = referenceOf(node.value);
  while (reference !== undefined && !seen.has(reference)) {
    if (seen.size === MAX_CHAIN) {
      return true;
    }
    seen.add(reference);
    reference = referenceOf(target(document, reference)?.value ?? null);
  }
  return false;
}
