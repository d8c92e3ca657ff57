import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A git repository in a temporary folder, which goes when the test goes. */
export interface Repository extends Disposable {
  readonly path: string;
  git(...args: readonly string[]): string;
  /** Writes files, by path. */
  write(files: Readonly<Record<string, string>>): void;
  /** Writes files, and commits all that is there. Returns the hash. */
  commit(files?: Readonly<Record<string, string>>): string;
}

/** Nothing of the machine's own settings. */
const ENV = {
  ...process.env,
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "A",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_COMMITTER_NAME: "A",
  GIT_COMMITTER_EMAIL: "a@example.com",
};

export function makeRepository(files: Readonly<Record<string, string>>, branch = "main"): Repository {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "openapi-stream-repository-")));
  const git = (...args: readonly string[]): string =>
    execFileSync("git", [...args], { cwd: path, encoding: "utf8", env: ENV, stdio: ["ignore", "pipe", "pipe"] }).trim();
  const write = (texts: Readonly<Record<string, string>>): void => {
    for (const [file, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), text);
    }
  };
  const commit = (texts: Readonly<Record<string, string>> = {}): string => {
    write(texts);
    git("add", "-A");
    git("commit", "--quiet", "--allow-empty", "-m", "x");
    return git("rev-parse", "HEAD");
  };
  git("init", "--quiet", "-b", branch);
  commit(files);
  return { path, git, write, commit, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
