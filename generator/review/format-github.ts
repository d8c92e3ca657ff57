import { annotate } from "../diagnostics/github.js";
import { printable } from "../diagnostics/printable.js";
import { formatPretty } from "./format-pretty.js";
import type { JudgedChange, Review } from "./judgement.js";
import { versionText } from "./sections.js";

/**
 * A review for the log of a workflow, with an annotation on each line that changed something for users: an error for what
 * breaks, where that fails the run.
 *
 * @param workspace The folder of the checkout.
 */
export function formatGitHub(review: Review, passed: boolean, workspace: string): readonly string[] {
  const { version } = review;
  const advice = versionText(review);
  const command = (level: Level, location: JudgedChange["location"], message: string): string =>
    annotate(level, printable(message), location, workspace);
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

type Level = Parameters<typeof annotate>[0];

function levelOf({ verdict }: JudgedChange, passed: boolean): Level {
  return verdict === "minor" ? "notice" : passed ? "warning" : "error";
}

function messageOf({ verdict, breaks, subject, what, why }: JudgedChange): string {
  return `${verdict}: ${subject} ${what}. ${breaks === undefined ? "Safe" : `Breaks ${breaks}`}: ${why}.`;
}
