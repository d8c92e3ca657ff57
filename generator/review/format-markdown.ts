import type { Location } from "../diagnostics/diagnostics.js";
import { toMarkdown, toMarkdownCode } from "../document/escape.js";
import type { JudgedChange, Review } from "./judgement.js";
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

/** What GitHub takes as a comment is 65,536 characters. */
const MAX_LENGTH = 60_000;

/**
 * A review as a comment on a pull request. It begins with a comment that is not shown, so that the next run finds it and
 * writes over it. What is too long for a comment is cut to what breaks.
 */
export function formatMarkdown(review: Review): readonly string[] {
  const whole = markdownOf(review, () => true);
  if (fits(whole)) return whole;
  const breaking = markdownOf(review, ({ verdict }) => verdict === "major");
  if (fits(breaking)) return breaking;
  const end = breaking.findIndex((_, index) => !fits(breaking.slice(0, index + 1)));
  return [...breaking.slice(0, end), "", "The rest is too long for a comment. `npx openapi-stream review` prints it."];
}

function fits(lines: readonly string[]): boolean {
  return lines.join("\n").length <= MAX_LENGTH;
}

function markdownOf(review: Review, isShown: (change: JudgedChange) => boolean): readonly string[] {
  const { name, base, verdict } = review;
  const summary =
    verdict === "none"
      ? `Nothing changed for its users. Compared with ${toMarkdown(base)}.`
      : `Compared with ${toMarkdown(base)}: ${countText(review)}.`;
  const advice = versionText(review);
  const mends = [...mendsOf(review)].map(([mend, subjects]) => `- ${listText(subjects.map(toMarkdownCode))}: ${mend}`);
  const changes = review.changes.filter(isShown);
  const blocks = [
    [`<!-- openapi-stream review of ${name} -->`],
    [`## ${toMarkdown(name)}: ${verdict === "none" ? "no change" : verdict}`],
    [[summary, ...(advice === undefined ? [] : [toMarkdown(advice)])].join(" ")],
    ...sectionsOf({ ...review, changes }).flatMap((section) => [[`### ${titleOf(section)}`], tableOf(section)]),
    ...(mends.length === 0 ? [] : [["### What your users must change"], mends]),
    [
      changes.length < review.changes.length
        ? "What breaks nobody is left out."
        : toMarkdown(othersText(review, "table")),
    ],
  ];
  return blocks
    .filter((lines) => lines.join("") !== "")
    .flatMap((lines, index) => [...(index === 0 ? [] : [""]), ...lines]);
}

function titleOf({ of, operation }: Section): string {
  if (operation === undefined) return of === "several" ? "Several operations" : "The package";
  const route = toMarkdownCode(operation.route);
  return operation.operationId === undefined ? route : `${toMarkdown(operation.operationId)}: ${route}`;
}

function tableOf({ rows }: Section): readonly string[] {
  return ["| verdict | change | why | where |", "| --- | --- | --- | --- |", ...rows.map(rowText)];
}

function rowText({ first, subjects }: Row): string {
  const routes = first.operations.map(({ route }) => toMarkdownCode(route));
  const cells = [
    first.breaks === undefined ? first.verdict : `**${first.verdict}**, ${first.breaks}`,
    `${listText(subjects.map(toMarkdownCode))}${subjects.length === 1 ? "" : ", each:"} ${first.what}`,
    routes.length > 1 ? `${first.why}; in ${listText(routes)}` : first.why,
    toMarkdownCode(placeText(first.shown)),
  ];
  // A bar ends a cell even in code, where a backslash before it does not show.
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function placeText({ file, line }: Location): string {
  return `${file}:${line}`;
}
