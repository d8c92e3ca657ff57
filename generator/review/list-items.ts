import { child, children, type Node } from "../document/reference.js";

/** What the parts of an array schema say of its items. */
export interface ListItems {
  /** Of each of the first. Where there are any, the type is a tuple of just these. */
  readonly first: readonly (readonly Node[])[];
  /** Of all others. */
  readonly rest: readonly Node[];
  /** Where it is said. */
  readonly at: Node | undefined;
}

export function itemsIn(parts: readonly Node[]): ListItems {
  const tuples = parts.flatMap((part) => child(part, "prefixItems") ?? []);
  const rest = parts.flatMap((part) => child(part, "items") ?? []);
  const length = Math.max(0, ...tuples.map((tuple) => children(tuple).length));
  const first = Array.from({ length }, (_, index) => tuples.flatMap((tuple) => child(tuple, index) ?? []));
  return { first, rest, at: tuples[0] ?? rest[0] ?? parts[0] };
}

/** What is said of one of the items that the type has: in a list, any. */
export function itemAt({ first, rest }: ListItems, index: number): readonly Node[] | undefined {
  return first.length === 0 ? rest : first[index];
}

/** Whether there are no others. */
export function isClosed({ rest }: ListItems): boolean {
  return rest.some(({ value }) => value === false);
}
