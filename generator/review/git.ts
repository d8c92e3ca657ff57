import { spawnSync } from "node:child_process";
import { devNull } from "node:os";
import { failure } from "../diagnostics/diagnostics.js";

/** What git tells the hooks that it runs, and what would lead it away from the folder that we ask about. */
const ENV_OF_HOOKS = new Set(["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"]);

/** Git would run the hooks of the repository, and what watches its files, for an index of our own as well. */
const NO_HOOKS = ["-c", `core.hooksPath=${devNull}`, "-c", "core.fsmonitor=false"];

/** Runs git in a folder. `undefined` where git says no; it never asks for anything. */
export function git(
  folder: string,
  args: readonly string[],
  options: { readonly input?: string; readonly env?: NodeJS.ProcessEnv } = {},
): string | undefined {
  const { error, status, stdout, stderr } = spawnSync("git", [...NO_HOOKS, ...args], {
    cwd: folder,
    encoding: "utf8",
    input: options.input ?? "",
    maxBuffer: 1 << 30,
    windowsHide: true,
    env: { ...ownEnv(), GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C", ...options.env },
  });
  if (error !== undefined) {
    throw failure("git cannot be run, and it has the files to compare with", error.message);
  }
  if (status !== 0 && /dubious ownership/.test(stderr)) {
    throw failure("git does not trust this repository", stderr.trim().replaceAll("\t", "  "));
  }
  return status === 0 ? stdout : undefined;
}

function ownEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ENV_OF_HOOKS.has(name)));
}

/** Runs git where nothing but a broken repository can make it fail. */
export function mustGit(...call: Parameters<typeof git>): string {
  const answer = git(...call);
  if (answer === undefined) {
    throw failure(`git failed: git ${call[1].join(" ")}`, "Run it yourself to see what is wrong with the repository.");
  }
  return answer;
}
