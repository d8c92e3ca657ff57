/** Where the values of a text stand, and its keys. */
export interface Positions {
  /** Where the value at `path` stands, or its key; the nearest value around it when `path` leads nowhere. */
  find(path: readonly (string | number)[], part: "key" | "value"): number;
  /** Line and column of an offset, both from 1. */
  position(offset: number): { readonly line: number; readonly column: number };
}

/** A value of the text, where it begins, and what is in it. */
export interface Place {
  readonly offset: number;
  readonly items?: readonly Place[];
  readonly members?: ReadonlyMap<string, { readonly key: number; readonly value: Place }>;
}

/** The positions of a text whose value, and what is in it, stand at `root`. */
export function positionsOf(text: string, root: Place): Positions {
  let lines: readonly number[] | undefined;
  return {
    find: (path, part) => find(root, path, part),
    position: (offset) => {
      const line = lastUpTo((lines ??= lineStarts(text)), offset);
      return { line: line + 1, column: offset - (lines[line] as number) + 1 };
    },
  };
}

/** Line and column of one offset, both from 1. */
export function positionAt(text: string, offset: number): ReturnType<Positions["position"]> {
  return positionsOf(text, { offset: 0 }).position(offset);
}

/** The offset of a line and a column, both from 1. */
export function offsetAt(text: string, { line, column }: ReturnType<Positions["position"]>): number {
  let start = 0;
  for (let number = 1; number < line; number += 1) start = text.indexOf("\n", start) + 1;
  return start + column - 1;
}

function find(root: Place, path: readonly (string | number)[], part: "key" | "value"): number {
  let place = root;
  for (const [index, step] of path.entries()) {
    const member = place.members?.get(String(step));
    if (member !== undefined && part === "key" && index === path.length - 1) return member.key;
    const next = member?.value ?? (typeof step === "number" ? place.items?.[step] : undefined);
    if (next === undefined) break;
    place = next;
  }
  return place.offset;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let feed = text.indexOf("\n"); feed !== -1; feed = text.indexOf("\n", feed + 1)) starts.push(feed + 1);
  return starts;
}

/** The index of the last of sorted numbers that is not above `limit`. */
function lastUpTo(sorted: readonly number[], limit: number): number {
  let from = 0;
  let to = sorted.length - 1;
  while (from < to) {
    const middle = Math.ceil((from + to) / 2);
    if ((sorted[middle] as number) <= limit) from = middle;
    else to = middle - 1;
  }
  return from;
}
