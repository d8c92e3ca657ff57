import { counted } from "../counted.js";
import { groupBy } from "../group-by.js";
import type { JudgedChange, Review } from "./judgement.js";

/** The changes of one operation, of several, or of the package. */
export interface Section {
  readonly of: "package" | "operation" | "several";
  readonly operation: JudgedChange["operations"][number] | undefined;
  readonly rows: readonly Row[];
}

/** Changes that are told as one. */
export interface Row {
  readonly first: JudgedChange;
  readonly subjects: readonly string[];
}

/** From how many on alike changes are told as one. */
const MANY = 4;
/** How many names of a list are shown. */
const SHOWN = 8;

/** The changes in sections: the package, each operation that stayed, then what several operations share. */
export function sectionsOf({ changes }: Review): readonly Section[] {
  const sections = groupBy(changes, sectionOf);
  const operations = [...sections.keys()].filter((key) => key !== "package" && key !== "several");
  return ["package", ...operations, "several"].flatMap((key) => {
    const inside = sections.get(key);
    if (inside === undefined) return [];
    const of = key === "package" || key === "several" ? key : "operation";
    const operation = of === "operation" ? inside[0].operations[0] : undefined;
    return [{ of, operation, rows: rowsOf(inside) }];
  });
}

/** Operations that came or went are a matter of the package: there may be hundreds, and no more to say of each. */
function sectionOf({ rule, operations: [only, second] }: JudgedChange): string {
  if (only === undefined || rule === "operation-added" || rule === "operation-removed") return "package";
  return second === undefined ? `operation ${only.route}` : "several";
}

/** A document that lost forty schemas lost them for one reason. */
function rowsOf(changes: readonly JudgedChange[]): readonly Row[] {
  const rows = groupBy(changes, (change) => {
    const routes = sectionOf(change) === "several" ? change.operations.map(({ route }) => route) : [];
    return JSON.stringify([change.rule, change.what, routes]);
  });
  return [...rows.values()].flatMap((alike) =>
    alike.length < MANY
      ? alike.map((first) => ({ first, subjects: [first.subject] }))
      : [{ first: alike[0], subjects: alike.map(({ subject }) => subject) }],
  );
}

/** What users must change: the instructions, each once, with all that it is about. */
export function mendsOf({ changes }: Review): ReadonlyMap<string, readonly string[]> {
  const mends = new Map<string, string[]>();
  for (const { subject, mend } of changes) {
    if (mend !== undefined && mends.get(mend)?.includes(subject) !== true) {
      mends.set(mend, [...(mends.get(mend) ?? []), subject]);
    }
  }
  return mends;
}

/** `a, b and 7 more`. */
export function listText(names: readonly string[]): string {
  const rest = names.length - SHOWN;
  return rest > 1 ? `${names.slice(0, SHOWN).join(", ")} and ${rest} more` : names.join(", ");
}

/** `2 breaking changes, 1 other`. */
export function countText({ changes }: Review): string {
  const breaking = changes.filter(({ verdict }) => verdict === "major").length;
  const others = changes.length - breaking;
  if (breaking === 0) return `${counted(others, "change")}, none of which breaks anyone`;
  const rest = others === 0 ? "" : `, ${counted(others, "other")}`;
  return `${counted(breaking, "breaking change")}${rest}`;
}

/** What is to be done about the version, if anything is. */
export function versionText({ version }: Review): string | undefined {
  if (version === undefined) return undefined;
  const { base, head, needed, isMissing } = version;
  if (!isMissing) return `The version says it: ${base} became ${head}.`;
  const has = base === head ? `is ${head} at both ends` : `went from ${base} to ${head}`;
  return `The version ${has}: this change needs ${needed}.`;
}

/** Whether there is anything else, and what. */
export function othersText({ others, changes }: Review, list: string): string {
  if (others.length === 0) return changes.length === 0 ? "" : `No change outside this ${list}.`;
  const counts = others.map(({ keyword, count }) => (count === 1 ? keyword : `${keyword} (${count})`)).join(", ");
  return `Not judged, because no type or method comes of it: other values of ${counts}.`;
}
