import type { Location } from "../diagnostics/diagnostics.js";
import { printable } from "../diagnostics/printable.js";
import type { Review } from "./judgement.js";
import { countText, mendsOf, othersText, sectionsOf, versionText, type Row, type Section } from "./sections.js";

/** How many names of a list are shown. */
const SHOWN = 8;

/** A review for a terminal. */
export function formatPretty(review: Review): readonly string[] {
  const { name, base, verdict, version } = review;
  const head =
    verdict === "none"
      ? `${name}: nothing changed for its users. Compared with ${base}.`
      : `${name}: ${verdict}. Compared with ${base}: ${countText(review)}.`;
  const mends = mendsOf(review);
  const advice = versionText(review);
  const blocks = [
    [head],
    ...sectionsOf(review).map((section) => [titleOf(section), ...section.rows.flatMap(linesOf)]),
    ...(mends.length === 0 ? [] : [["What users must change", ...mends.map((one) => `  ${one.subject}: ${one.mend}`)]]),
    [
      ...(advice === undefined ? [] : [version?.isMissing ? `${advice} (${placeText(version.location)})` : advice]),
      othersText(review, "list"),
    ].filter((line) => line !== ""),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => [...(index === 0 ? [] : [""]), ...lines])
    .map(printable);
}

function titleOf({ operation, isShared }: Section): string {
  if (operation === undefined) return isShared ? "Several operations" : "The package";
  return operation.operationId === undefined ? operation.route : `${operation.operationId} (${operation.route})`;
}

function linesOf({ first, subjects }: Row): readonly string[] {
  const listed = subjects.length === 1 ? first.subject : listText(subjects);
  const routes = first.operations.map(({ route }) => route);
  return [
    `  ${first.verdict.padEnd(6)} ${listed} ${subjects.length === 1 ? first.what : `(${subjects.length}): ${first.what}`}`,
    `         ${first.breaks === undefined ? "safe" : `breaks ${first.breaks}`}: ${first.why}`,
    `         ${placeText(first.shown)}`,
    ...(routes.length > 1 ? [`         in ${listText(routes)}`] : []),
  ];
}

function listText(names: readonly string[]): string {
  const rest = names.length - SHOWN;
  return rest > 1 ? `${names.slice(0, SHOWN).join(", ")} and ${rest} more` : names.join(", ");
}

function placeText({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`;
}
