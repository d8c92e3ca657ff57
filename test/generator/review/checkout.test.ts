import { chmodSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { checkOut } from "../../../generator/review/checkout.js";
import { problemsOf } from "../documents.js";
import { makeRepository } from "./repository.js";

const OVERLAY = "overlay: 1.0.0\ninfo: {title: O, version: 1.0.0}\nextends: ../vendor/api.yaml\nactions: []\n";

describe("a checkout of the files of one API", () => {
  const repository = makeRepository({
    "apis/chat/openapi.yaml": "openapi: 3.1.0\n",
    "apis/chat/parts/a.yaml": "a: 1\n",
    "apis/chat/client.yaml": "name: chat\n",
    "apis/chat/recordings/long.sse": "data: 1\n\n",
    "apis/vendored/a.overlay.yaml": OVERLAY,
    "apis/vendor/api.yaml": "openapi: 3.2.0\n",
    "other/openapi.yaml": "openapi: 3.0.0\n",
  });
  const commit = repository.git("rev-parse", "HEAD");
  repository.write({ "apis/chat/openapi.yaml": "changed\n", "apis/vendored/new.overlay.yaml": OVERLAY });
  repository.git("add", "apis/vendored");
  const before = repository.git("status", "--porcelain");
  afterAll(() => repository[Symbol.dispose]());
  const at = (path: string): string => join(repository.path, path);

  it("has them as the commit has them, and nothing else", () => {
    using checkout = checkOut({ folder: at("apis/chat") }, commit);
    const folder = checkout.request?.folder ?? "";
    expect(readFileSync(join(folder, "openapi.yaml"), "utf8")).toBe("openapi: 3.1.0\n");
    expect(existsSync(join(folder, "parts/a.yaml"))).toBe(true);
    expect(existsSync(join(folder, "recordings/long.sse"))).toBe(false);
    expect(existsSync(join(folder, "../../other"))).toBe(false);
  });

  it("runs no hook of the repository, nor what watches its files", () => {
    const ran = at(".git/ran");
    repository.write({ ".git/hooks/post-index-change": `#!/bin/sh\necho hook >> '${ran}'\n` });
    repository.write({ ".git/watch": `#!/bin/sh\necho watch >> '${ran}'\ncat >> '${ran}'\n` });
    for (const file of [".git/hooks/post-index-change", ".git/watch"]) chmodSync(at(file), 0o755);
    repository.git("config", "core.fsmonitor", at(".git/watch"));
    using checkout = checkOut({ folder: at("apis/chat") }, commit);
    expect(existsSync(join(checkout.request?.folder ?? "", "openapi.yaml"))).toBe(true);
    repository.git("config", "--unset", "core.fsmonitor");
    rmSync(at(".git/hooks/post-index-change"));
    expect(existsSync(ran)).toBe(false);
  });

  it("names a file as git does", () => {
    using checkout = checkOut({ folder: at("apis/chat") }, commit);
    expect(checkout.repositoryPath(join(checkout.request?.folder ?? "", "openapi.yaml"))).toBe(
      "apis/chat/openapi.yaml",
    );
    expect(checkout.repositoryPath(at("apis/chat/openapi.yaml"))).toBeUndefined();
  });

  it("has what an Overlay extends, wherever it stands", () => {
    using checkout = checkOut({ folder: at("apis/vendored") }, commit);
    expect(readFileSync(join(checkout.request?.folder ?? "", "../vendor/api.yaml"), "utf8")).toBe("openapi: 3.2.0\n");
  });

  it("has files that are named one by one", () => {
    using checkout = checkOut({ spec: at("other/openapi.yaml"), client: at("apis/chat/client.yaml") }, commit);
    expect(readFileSync(checkout.request?.spec ?? "", "utf8")).toBe("openapi: 3.0.0\n");
    expect(readFileSync(checkout.request?.client ?? "", "utf8")).toBe("name: chat\n");
  });

  it("has nothing of a folder that was not there", () => {
    repository.write({ "apis/new/openapi.yaml": "openapi: 3.1.0\n" });
    using checkout = checkOut({ folder: at("apis/new") }, commit);
    expect(checkout.request).toBeUndefined();
  });

  it("goes when it is disposed of", () => {
    const checkout = checkOut({ folder: at("apis/chat") }, commit);
    checkout[Symbol.dispose]();
    expect(existsSync(checkout.request?.folder ?? "")).toBe(false);
  });

  it("refuses a file outside of the repository", () => {
    const request = { folder: at("apis/chat"), client: join(repository.path, "../client.yaml") };
    expect(problemsOf(() => checkOut(request, commit))).toMatch(/client\.yaml is outside of the repository/);
  });

  it("leaves the work tree and the index alone", () => {
    expect(repository.git("status", "--porcelain", "--", "apis/chat", "apis/vendored")).toBe(before);
    expect(repository.git("stash", "list")).toBe("");
  });
});
