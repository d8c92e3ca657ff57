import type { JsonValue } from "../document/source.js";
import { mustBe, type Violation } from "./violation.js";

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
    return [{ ...union, message: `matches ${matches} of the alternatives, where exactly one must match` }];
  }
  const meant = branches.filter((found) => !found.some(isConstant));
  if (meant.length === 0) {
    return [common(union, branches, isConstant)];
  }
  const [best] = meant.filter((found) => !found.some(isOfWhole)).toSorted((a, b) => a.length - b.length);
  if (best === undefined) {
    return [common(union, meant, isOfWhole)];
  }
  return best.map((violation) => ({ ...violation, at: [...union.at, ...violation.at] }));
}

/** Constants are what tells the branches of a union apart. */
function isConstant({ keyword, allowed = [] }: Violation): boolean {
  return (keyword === "const" || keyword === "enum") && allowed.length === 1;
}

/** A value of another type was meant for none of the branches that want that type. */
function isOfWhole({ at, keyword }: Violation): boolean {
  return at.length === 0 && keyword === "type";
}

/** What all branches want of the same part, at once; where it is not the same part, nothing can be said of it. */
function common(
  union: Violation,
  branches: readonly (readonly Violation[])[],
  isWanted: (violation: Violation) => boolean,
): Violation {
  const wanted = branches.flatMap((found) => found.find(isWanted) ?? []);
  const [first, ...others] = wanted;
  const isSame = first !== undefined && others.every(({ at }) => at.join("/") === first.at.join("/"));
  if (!isSame || wanted.length !== branches.length) {
    return { ...union, message: "matches none of the alternatives" };
  }
  const allowed = [...new Set<JsonValue>(wanted.flatMap((one) => one.allowed ?? []))];
  const keyword = first.keyword === "type" ? "type" : "enum";
  const at = [...union.at, ...first.at];
  return { ...first, at, keyword, allowed, declared: union.declared, message: mustBe(keyword, allowed) };
}
