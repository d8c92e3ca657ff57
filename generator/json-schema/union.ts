import { list, type Violation } from "./violation.js";

/**
 * What to say of a value that a union refuses: what is wrong with the branch that was most likely meant, which is the one
 * whose constants it has, and of several the one with the fewest faults.
 *
 * @param union The union's own violation.
 * @param branches What is wrong with each of its branches, seen from the value of the union.
 */
export function narrowUnion(union: Violation, branches: readonly (readonly Violation[])[]): readonly Violation[] {
  const matches = branches.filter((found) => found.length === 0).length;
  if (matches > 0) {
    return [{ ...union, message: `matches ${matches} of the alternatives, where exactly one is wanted` }];
  }
  const meant = branches.filter((found) => !found.some(isConstant));
  if (meant.length === 0) {
    return [{ ...union, ...common(branches, isConstant, union) }];
  }
  const [best] = meant.filter((found) => !found.some(isOfWhole)).toSorted((a, b) => a.length - b.length);
  if (best === undefined) {
    return [{ ...union, ...common(meant, isOfWhole, union) }];
  }
  return best.map((violation) => ({ ...violation, at: [...union.at, ...violation.at] }));
}

/** Constants are what tells the branches of a union apart. */
function isConstant({ allows }: Violation): boolean {
  return allows === 1;
}

/** A value of another type was meant for none of the branches that want that type. */
function isOfWhole({ at, keyword }: Violation): boolean {
  return at.length === 0 && keyword === "type";
}

/** What all branches want of the same part, in one sentence; where it is not the same part, nothing can be said of it. */
function common(
  branches: readonly (readonly Violation[])[],
  isWanted: (violation: Violation) => boolean,
  union: Violation,
): Pick<Violation, "at" | "message"> {
  const wanted = branches.flatMap((found) => found.find(isWanted) ?? []);
  const [first, ...others] = wanted;
  const isSame = first !== undefined && others.every(({ at }) => at.join("/") === first.at.join("/"));
  if (!isSame || wanted.length !== branches.length) {
    return { at: union.at, message: "matches none of the alternatives" };
  }
  const values = wanted.map(({ message }) => message.replace("must be ", ""));
  return { at: [...union.at, ...first.at], message: `must be ${list([...new Set(values)])}` };
}
