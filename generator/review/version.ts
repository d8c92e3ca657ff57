import type { Verdict } from "./rules.js";

/** Whether the version says what the change means. */
export interface VersionAdvice {
  readonly base: string;
  readonly head: string;
  /** The lowest version that says it. */
  readonly needed: string;
  readonly isMissing: boolean;
}

/**
 * Compares the versions at both ends with what the change asks for (semver 2.0.0, sections 4 to 11). Below 1.0.0 a
 * breaking change takes the next minor version and any other the next patch, as npm's `^` understands it. After a
 * pre-release any later version will do.
 */
export function adviseVersion(base: string, head: string, verdict: Verdict): VersionAdvice {
  const [from, to] = [parse(base), parse(head)];
  const needed = from.pre.length > 0 ? base : next(from.core, verdict);
  const isMissing = from.pre.length > 0 ? compare(to, from) <= 0 : compareCores(to.core, parse(needed).core) < 0;
  return { base, head, needed: from.pre.length > 0 ? `a version after ${base}` : needed, isMissing };
}

interface Version {
  readonly core: readonly number[];
  readonly pre: readonly string[];
}

function parse(text: string): Version {
  const [core = "", ...pre] = (text.split("+")[0] ?? "").split("-");
  return { core: core.split(".").map(Number), pre: pre.length === 0 ? [] : pre.join("-").split(".") };
}

function next([major = 0, minor = 0, patch = 0]: readonly number[], verdict: Verdict): string {
  const isBreaking = verdict === "major";
  if (major === 0) return isBreaking ? `0.${minor + 1}.0` : `0.${minor}.${patch + 1}`;
  if (isBreaking) return `${major + 1}.0.0`;
  return verdict === "minor" ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

function compareCores(one: readonly number[], other: readonly number[]): number {
  const index = one.findIndex((part, at) => part !== other[at]);
  return index === -1 ? 0 : (one[index] ?? 0) - (other[index] ?? 0);
}

function compare(one: Version, other: Version): number {
  const cores = compareCores(one.core, other.core);
  if (cores !== 0) return cores;
  if (one.pre.length === 0 || other.pre.length === 0) return other.pre.length - one.pre.length;
  const index = one.pre.findIndex((part, at) => part !== other.pre[at]);
  return index === -1 ? one.pre.length - other.pre.length : compareIdentifiers(one.pre[index], other.pre[index]);
}

/** Numbers by size and before words; words in the order of ASCII; nothing before anything. */
function compareIdentifiers(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined) return Number(one !== undefined) - Number(other !== undefined);
  const numbers = [one, other].map((part) => /^\d+$/.test(part));
  if (numbers[0] && numbers[1]) return Number(one) - Number(other);
  if (numbers[0] !== numbers[1]) return numbers[0] ? -1 : 1;
  return one < other ? -1 : 1;
}
