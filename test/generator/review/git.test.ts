import { expect, it, vi } from "vitest";
import { git, mustGit } from "../../../generator/review/git.js";
import { problemsOf } from "../documents.js";

it("says that git is not there", () => {
  vi.stubEnv("PATH", "/nowhere");
  expect(problemsOf(() => git(".", ["status"]))).toMatch(
    /^error: git cannot be run, and it has the files to compare with/,
  );
  vi.unstubAllEnvs();
});

it("gives nothing where git says no, and an error where git may not", () => {
  expect(git(".", ["rev-parse", "--verify", "--quiet", "no-such-branch"])).toBeUndefined();
  expect(problemsOf(() => mustGit(".", ["no-such-command"]))).toMatch(/^error: git failed: git no-such-command/);
});
