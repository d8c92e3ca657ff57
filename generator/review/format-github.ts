import { printable } from "../diagnostics/printable.js";
import { formatPretty } from "./format-pretty.js";
import type { JudgedChange, Review } from "./judgement.js";
import { versionText } from "./sections.js";

/**
 * A review for the log of a workflow, with an annotation on each line that changed something for users: an error for what
 * breaks, where that fails the run.
 *
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-a-notice-message
 */
export function formatGitHub(review: Review, passed: boolean): readonly string[] {
  const { version } = review;
  const advice = versionText(review);
  return [
    ...formatPretty(review),
    ...review.changes
      .filter(({ verdict }) => verdict !== "patch")
      .map((change) => command(levelOf(change, passed), change.location, messageOf(change))),
    ...(version?.isMissing && advice !== undefined
      ? [command(passed ? "warning" : "error", version.location, advice)]
      : []),
  ];
}

function levelOf({ verdict }: JudgedChange, passed: boolean): string {
  return verdict === "minor" ? "notice" : passed ? "warning" : "error";
}

function messageOf({ verdict, breaks, subject, what, why }: JudgedChange): string {
  return `${verdict}: ${subject} ${what}. ${breaks === undefined ? "Safe" : `Breaks ${breaks}`}: ${why}.`;
}

function command(level: string, { file, line, column }: JudgedChange["location"], message: string): string {
  return `::${level} file=${property(file)},line=${line},col=${column}::${escape(printable(message))}`;
}

function escape(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return escape(printable(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
