import { listedValues } from "../document/schema-consts.js";
import type { Alternative } from "./alternatives.js";
import type { Both } from "./finding.js";
import { membersOf } from "./object-members.js";
import { areAlike } from "./walk.js";

/** The alternatives of one kind, matched over two revisions. */
export interface MatchedBranches {
  readonly pairs: readonly Both<Alternative>[];
  readonly gone: readonly Alternative[];
  readonly added: readonly Alternative[];
}

/**
 * Finds out which branch of a union is which: first by the component that it is, then by a constant that it has, then
 * by all that it says. The last two that are left are one, unless each has a name of its own.
 */
export function matchBranches(base: readonly Alternative[], head: readonly Alternative[]): MatchedBranches {
  const pairs: Both<Alternative>[] = [];
  let gone = [...base];
  let added = [...head];
  for (const isSame of [sameComponent, sameTag, sameParts]) {
    for (const one of gone) {
      const twin = added.find((other) => isSame(one, other));
      if (twin !== undefined) {
        pairs.push({ base: one, head: twin });
        gone = gone.filter((other) => other !== one);
        added = added.filter((other) => other !== twin);
      }
    }
  }
  const [lastGone, lastAdded] = [gone[0], added[0]];
  const isOnly = base.length === 1 && head.length === 1;
  if (gone.length === 1 && added.length === 1 && lastGone && lastAdded && (isOnly || !haveNames(lastGone, lastAdded))) {
    return { pairs: [...pairs, { base: lastGone, head: lastAdded }], gone: [], added: [] };
  }
  return { pairs, gone, added };
}

function sameComponent(one: Alternative, other: Alternative): boolean {
  return one.component !== undefined && one.component === other.component;
}

/** Whether two branches have a constant in common, and none that differs. */
function sameTag(one: Alternative, other: Alternative): boolean {
  const tags = tagsOf(other);
  const shared = [...tagsOf(one)].filter(([name]) => tags.has(name));
  return shared.length > 0 && shared.every(([name, value]) => tags.get(name) === value);
}

/** What discriminators say is not looked at: without a mapping, a component of another name has another value. */
function sameParts(one: Alternative, other: Alternative): boolean {
  return areAlike(one.parts, other.parts);
}

function haveNames(one: Alternative, other: Alternative): boolean {
  return (one.component ?? tagText(one)) !== undefined && (other.component ?? tagText(other)) !== undefined;
}

/** What a branch is called in a sentence. */
export function branchName(branch: Alternative): string {
  const fields = [...membersOf(branch.parts).keys()];
  return branch.component ?? tagText(branch) ?? (fields.length > 0 ? `{${fields.join(", ")}}` : branch.kind);
}

function tagText(branch: Alternative): string | undefined {
  const [tag] = tagsOf(branch);
  return tag && `{${tag[0]}: ${tag[1]}}`;
}

/** The properties that can have one value only, a string, as JSON. */
function tagsOf(branch: Alternative): ReadonlyMap<string, string> {
  const tags = [...membersOf([...branch.parts, ...branch.names])].flatMap(([name, { schemas }]): [string, string][] => {
    const [value] = schemas.flatMap((node) => {
      const listed = listedValues(node) ?? [];
      return listed.length === 1 ? listed : [];
    });
    return typeof value === "string" ? [[name, JSON.stringify(value)]] : [];
  });
  return new Map(tags);
}
