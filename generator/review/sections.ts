import type { JudgedChange, Review } from "./judgement.js";

/** The changes of one operation, of several, or of the package. */
export interface Section {
  /** `undefined` for what concerns several operations; `null` for what concerns none. */
  readonly operation: JudgedChange["operations"][number] | undefined;
  readonly isShared: boolean;
  readonly rows: readonly Row[];
}

/** Changes that are told as one. */
export interface Row {
  readonly first: JudgedChange;
  readonly subjects: readonly string[];
}

/** How many subjects of one change make a list of them. */
const MANY = 4;

/** The changes in sections: the package, each operation, then what several operations share. */
export function sectionsOf({ changes }: Review): readonly Section[] {
  const sections = new Map<string, JudgedChange[]>();
  for (const change of changes) {
    const [only, second] = change.operations;
    const key = only === undefined ? "package" : second === undefined ? `operation ${only.route}` : "shared";
    sections.set(key, [...(sections.get(key) ?? []), change]);
  }
  const order = ["package", ...[...sections.keys()].filter((key) => key.startsWith("operation ")), "shared"];
  return order.flatMap((key) => {
    const inside = sections.get(key);
    if (inside === undefined) return [];
    const operation = key.startsWith("operation ") ? inside[0]?.operations[0] : undefined;
    return [{ operation, isShared: key === "shared", rows: rowsOf(inside) }];
  });
}

/** A document that lost forty schemas lost them for one reason. */
function rowsOf(changes: readonly JudgedChange[]): readonly Row[] {
  const rows = new Map<string, JudgedChange[]>();
  for (const change of changes) {
    const key = JSON.stringify([change.rule, change.what, change.operations.map(({ route }) => route)]);
    rows.set(key, [...(rows.get(key) ?? []), change]);
  }
  return [...rows.values()].flatMap((alike) =>
    alike.length < MANY
      ? alike.map((first) => ({ first, subjects: [first.subject] }))
      : [{ first: alike[0] as JudgedChange, subjects: alike.map(({ subject }) => subject) }],
  );
}

/** What users must change, each once. */
export function mendsOf({ changes }: Review): readonly { readonly subject: string; readonly mend: string }[] {
  const mends = changes.flatMap(({ subject, mend }) => (mend === undefined ? [] : [{ subject, mend }]));
  return [...new Map(mends.map((one) => [`${one.subject} ${one.mend}`, one])).values()];
}

/** `2 breaking changes, 1 other`. */
export function countText({ changes }: Review): string {
  const breaking = changes.filter(({ verdict }) => verdict === "major").length;
  const others = changes.length - breaking;
  const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? "" : "s"}`;
  if (breaking === 0) return `${count(others, "change")}, none of which breaks anyone`;
  const rest = others === 0 ? "" : `, ${count(others, "other")}`;
  return `${count(breaking, "breaking change")}${rest}`;
}

/** What is to be done about the version, if anything is. */
export function versionText({ version }: Review): string | undefined {
  if (version === undefined) return undefined;
  const { base, head, needed, isMissing } = version;
  if (!isMissing) return `The version says it: ${base} became ${head}.`;
  const has = base === head ? `is ${head} at both ends` : `went from ${base} to ${head}`;
  return `The version ${has}: this change takes ${needed}.`;
}

/** Whether there is anything else, and what. */
export function othersText({ others, changes }: Review, list: string): string {
  if (others.length === 0) return changes.length === 0 ? "" : `No change outside this ${list}.`;
  const counts = others.map(({ keyword, count }) => (count === 1 ? keyword : `${keyword} (${count})`)).join(", ");
  return `Not judged, because no type or method comes of it: other values of ${counts}.`;
}
