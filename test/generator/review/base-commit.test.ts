import { afterAll, describe, expect, it, vi } from "vitest";
import { findBaseCommit } from "../../../generator/review/base-commit.js";
import { problemsOf } from "../documents.js";
import { makeRepository } from "./repository.js";

describe("the commit to compare with", () => {
  const repository = makeRepository({ a: "1" });
  afterAll(() => repository[Symbol.dispose]());
  const first = repository.git("rev-parse", "HEAD");
  repository.git("tag", "v1.0.0");
  repository.git("switch", "--quiet", "-c", "feature");
  const onBranch = repository.commit({ a: "2" });
  repository.git("switch", "--quiet", "main");
  const later = repository.commit({ b: "1" });
  repository.git("switch", "--quiet", "feature");

  it("is the one where the branch left the main branch, unless one is named", () => {
    expect(findBaseCommit(repository.path, undefined)).toEqual({ commit: first, name: `main (${first.slice(0, 7)})` });
  });

  it("is that of a branch, a tag or a hash", () => {
    expect(findBaseCommit(repository.path, "main").commit).toBe(later);
    expect(findBaseCommit(repository.path, "v1.0.0").commit).toBe(first);
    const name = onBranch.slice(0, 10);
    expect(findBaseCommit(repository.path, name)).toEqual({ commit: onBranch, name: onBranch.slice(0, 7) });
  });

  it("is looked for in the folder's own repository, whatever a hook says of another", () => {
    vi.stubEnv("GIT_DIR", "/nowhere");
    expect(findBaseCommit(repository.path, "main").commit).toBe(later);
    vi.unstubAllEnvs();
  });

  it("is not looked for under what is no name", () => {
    expect(problemsOf(() => findBaseCommit(repository.path, "--all"))).toMatch(/^error: There is no commit/);
  });

  it("is what the name was meant to be, when it is mistyped", () => {
    expect(problemsOf(() => findBaseCommit(repository.path, "v1.0.1"))).toMatchInlineSnapshot(`
      "error: There is no commit, branch, tag, file or folder called v1.0.1.

        Did you mean v1.0.0?"
    `);
  });

  it("is that of the remote's main branch, before a local one that may be behind", () => {
    repository.git("update-ref", "refs/remotes/origin/main", onBranch);
    expect(findBaseCommit(repository.path, undefined).name).toBe(`origin/main (${onBranch.slice(0, 7)})`);
    repository.git("update-ref", "-d", "refs/remotes/origin/main");
  });

  it("cannot be found in a clone that has one commit only, which is said", () => {
    using shallow = makeRepository({ c: "1" }, "work");
    shallow.git("remote", "add", "origin", `file://${repository.path}`);
    shallow.git("fetch", "--quiet", "--depth", "1", "origin", "feature:feature");
    expect(problemsOf(() => findBaseCommit(shallow.path, undefined))).toMatchInlineSnapshot(`
      "error: There is no main branch to compare with: none of origin/HEAD, origin/main, origin/master, main, master is here.

        This clone is shallow. Fetch more of the history: \`git fetch --unshallow\`, or \`fetch-depth: 0\` of actions/checkout."
    `);
    shallow.git("fetch", "--quiet", "--depth", "1", "origin", "main:main");
    expect(problemsOf(() => findBaseCommit(shallow.path, undefined))).toMatch(/no commit in common with origin\/main/);
  });
});
