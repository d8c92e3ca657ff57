import { placeText } from "../diagnostics/diagnostics.js";
import { printableLine } from "../diagnostics/printable.js";
import type { Review } from "./judgement.js";
import {
  countText,
  listText,
  mendsOf,
  othersText,
  sectionsOf,
  versionText,
  type Row,
  type Section,
} from "./sections.js";

/** A review for a terminal. */
export function formatPretty(review: Review): readonly string[] {
  const { name, base, verdict, version } = review;
  const head =
    verdict === "none"
      ? `${name}: nothing changed for its users. Compared with ${base}.`
      : `${name}: ${verdict}. Compared with ${base}: ${countText(review)}.`;
  const mends = [...mendsOf(review)].map(([mend, subjects]) => `  ${listText(subjects)}: ${mend}`);
  const advice = versionText(review);
  const blocks = [
    [head],
    ...sectionsOf(review).map((section) => [titleOf(section), ...section.rows.flatMap(linesOf)]),
    ...(mends.length === 0 ? [] : [["What users must change", ...mends]]),
    [
      ...(advice === undefined ? [] : [version?.isMissing ? `${advice} (${placeText(version.location)})` : advice]),
      othersText(review, "list"),
    ].filter((line) => line !== ""),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => [...(index === 0 ? [] : [""]), ...lines])
    .map(printableLine);
}

function titleOf({ of, operation }: Section): string {
  if (operation === undefined) return of === "several" ? "Several operations" : "The package";
  return operation.operationId === undefined ? operation.route : `${operation.operationId} (${operation.route})`;
}

function linesOf({ first, subjects }: Row): readonly string[] {
  const routes = first.operations.map(({ route }) => route);
  return [
    `  ${first.verdict.padEnd(6)} ${listText(subjects)}${subjects.length === 1 ? "" : ", each:"} ${first.what}`,
    `         ${first.breaks === undefined ? "safe" : `breaks ${first.breaks}`}: ${first.why}`,
    `         ${placeText(first.shown)}`,
    ...(routes.length > 1 ? [`         in ${listText(routes)}`] : []),
  ];
}
