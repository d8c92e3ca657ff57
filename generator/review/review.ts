import type { InputRequest } from "../input/inputs.js";
import type { Report } from "../report.js";
import { readBase } from "./base.js";
import { formatGitHub } from "./format-github.js";
import { formatJson } from "./format-json.js";
import { formatMarkdown } from "./format-markdown.js";
import { formatPretty } from "./format-pretty.js";
import { judgeClient, VERDICTS, type Review } from "./judgement.js";
import { readRevision } from "./revision.js";

type Format = "pretty" | "markdown" | "json" | "github";

/** What a review is asked for. */
export interface ReviewOptions {
  /** A git ref, a folder or a document; without one, the commit where what is checked out left the main branch. */
  readonly base: string | undefined;
  readonly format: Format;
  /** The folder of the checkout, from which GitHub names files: the working directory, where it is not given. */
  readonly workspace?: string;
  /** Do not pass from this verdict on, or where the version does not say what changed. */
  readonly failOn: "major" | "minor" | "version" | undefined;
}

/**
 * Compares a client with an earlier state of it, and says what that means for those who use it.
 *
 * @throws {DiagnosticsError} with what is wrong with the files, or with the base.
 */
export function reviewClient(request: InputRequest, { base, format, failOn, workspace = "" }: ReviewOptions): Report {
  const head = readRevision(request);
  const review = judgeClient(head, readBase(request, base));
  const passed = failOn === undefined || passes(review, failOn);
  const { warnings } = head.inputs;
  return { lines: linesOf(review, format, passed, workspace), result: formatJson(review), warnings, passed };
}

function passes({ verdict, version }: Review, failOn: "major" | "minor" | "version"): boolean {
  if (failOn === "version") return version?.isMissing !== true;
  return VERDICTS.indexOf(verdict) < VERDICTS.indexOf(failOn);
}

function linesOf(review: Review, format: Format, passed: boolean, workspace: string): readonly string[] {
  switch (format) {
    case "pretty":
    case "json":
      return formatPretty(review);
    case "markdown":
      return formatMarkdown(review);
    case "github":
      return formatGitHub(review, passed, workspace);
  }
}
