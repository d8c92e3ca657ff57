import { failure, suggest } from "../diagnostics/diagnostics.js";
import { git } from "./git.js";

/** A commit to compare with. */
export interface BaseCommit {
  /** The whole hash. */
  readonly commit: string;
  /** What it is called for people: `main (3877ebc)`. */
  readonly name: string;
}

/** Where the main branch can be, the remote's first: a local one may be behind it. */
const MAIN_BRANCHES = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

const SHALLOW = "Fetch more of the history: `git fetch --unshallow`, or `fetch-depth: 0` of actions/checkout.";

/**
 * The commit that a name stands for; without a name, the one where what is checked out left the main branch.
 *
 * @throws {DiagnosticsError} where there is none.
 */
export function findBaseCommit(folder: string, name: string | undefined): BaseCommit {
  return name === undefined ? mergeBase(folder) : namedCommit(folder, name);
}

function namedCommit(folder: string, name: string): BaseCommit {
  const commit = commitOf(folder, name);
  if (commit !== undefined) {
    return { commit, name: commit.startsWith(name) ? short(commit) : `${name} (${short(commit)})` };
  }
  const references = git(folder, ["for-each-ref", "--format=%(refname:short)"]) ?? "";
  const near = suggest(name, references.split("\n").filter(Boolean));
  throw failure(
    `There is no commit, branch, tag, file or folder called ${name}`,
    near === undefined ? moreHistory(folder, "Name one that is there with --base.") : `Did you mean ${near}?`,
  );
}

function mergeBase(folder: string): BaseCommit {
  const main = MAIN_BRANCHES.find((branch) => commitOf(folder, branch) !== undefined);
  if (main === undefined) {
    throw failure(
      `There is no main branch to compare with: none of ${MAIN_BRANCHES.join(", ")} is here`,
      moreHistory(folder, "Name what to compare with: --base with a branch, a tag, a commit or a folder."),
    );
  }
  const commit = git(folder, ["merge-base", "HEAD", main])?.trim();
  if (commit === undefined || commit === "") {
    throw failure(
      `What is checked out has no commit in common with ${main}`,
      moreHistory(folder, "Name what to compare with: --base with a branch, a tag, a commit or a folder."),
    );
  }
  return { commit, name: `${main} (${short(commit)})` };
}

function commitOf(folder: string, name: string): string | undefined {
  return git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`])?.trim();
}

/** A CI's checkout often has one commit only. */
function moreHistory(folder: string, hint: string): string {
  const isShallow = git(folder, ["rev-parse", "--is-shallow-repository"])?.trim() === "true";
  return isShallow ? `This clone is shallow. ${SHALLOW}` : hint;
}

/** As git abbreviates at the least: the same on every machine. */
export function short(commit: string): string {
  return commit.slice(0, 7);
}
