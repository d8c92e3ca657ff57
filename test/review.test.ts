import { chmod, cp, readFile, symlink, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { RULES, type Rule } from "../generator/review/rules.js";
import { makeRepository } from "./generator/review/repository.js";
import { mustRun, ROOT } from "./support/run.js";

/** Lines as prettier may have aligned them in a table. */
async function docsLines(): Promise<readonly string[]> {
  const docs = await readFile(join(ROOT, "docs/review.md"), "utf8");
  return docs.split("\n").map((line) => line.replace(/ +/g, " ").replace(/-{3,}/g, "---"));
}

describe("docs/review.md", () => {
  test("has every rule, as the code has it", async () => {
    const rows = Object.entries<Rule>(RULES).map(([id, { verdict, breaks, why }]) => {
      return `| \`${id}\` | ${breaks === undefined ? verdict : `**${verdict}**, ${breaks}`} | ${why} |`;
    });
    const lines = await docsLines();
    const start = lines.indexOf("| rule | verdict | why |") + 2;
    expect(lines.slice(start, lines.indexOf("", start))).toEqual(rows);
  });

  test.each(["review", "publish"])("shows .github/workflows/%s.yml as it is", async (name) => {
    const workflow = await readFile(join(ROOT, `.github/workflows/${name}.yml`), "utf8");
    expect(await readFile(join(ROOT, "docs/review.md"), "utf8")).toContain("```yaml\n" + workflow + "```\n");
  });
});

/** A `gh` that writes down what it is asked for, and knows the comments that a file lists. */
const GH = `#!/bin/sh
echo "$*" >> "$GH_LOG"
case "$*" in *--jq*) cat "$GH_COMMENTS" ;; esac
`;

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly name?: string; readonly run?: string }[] }>
  >;
}

describe("a clone in which one field of an event is another", () => {
  const repository = makeRepository({});
  const npm = (script: string): Promise<string> => mustRun("npm", ["run", "--silent", script], repository.path);

  beforeAll(async () => {
    // In a workflow the review would write annotations as well.
    vi.stubEnv("GITHUB_ACTIONS", "");
    for (const path of ["spec", "generator", "templates", "generated", "package.json", "tsconfig.json", "LICENSE"]) {
      const filter = (file: string): boolean => !/[\\/](node_modules|dist)$/.test(file);
      await cp(join(ROOT, path), join(repository.path, path), { recursive: true, filter });
    }
    repository.commit();
    await symlink(join(ROOT, "node_modules"), join(repository.path, "node_modules"), "junction");
    const overlay = join(repository.path, "spec/streaming.overlay.yaml");
    const text = await readFile(overlay, "utf8");
    const edited = text.replace(/^ {10}content:$/m, "          text:").replace("[type, content]", "[type, text]");
    await writeFile(overlay, edited.replace("token: /content", "token: /text"));
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    repository[Symbol.dispose]();
  });

  test("`npm run generate && npm run review` shows the change, its verdict and its line", async () => {
    await npm("generate");
    const printed = (await npm("review")).replaceAll(repository.git("rev-parse", "HEAD").slice(0, 7), "3877ebc");
    const shown = (await readFile(join(ROOT, "docs/review.md"), "utf8")).split("```text\n")[1]?.split("```")[0];
    expect(printed).toBe(shown);
  });

  test.skipIf(process.platform === "win32")("the workflow comments once, and writes over its comment", async () => {
    const workflow = parse(await readFile(join(ROOT, ".github/workflows/review.yml"), "utf8")) as Workflow;
    const scripts = Object.fromEntries(workflow.jobs["review"]?.steps.map(({ name, run }) => [name, run]) ?? []);
    const at = (name: string): string => join(repository.path, name);
    await writeFile(at("gh"), GH);
    await chmod(at("gh"), 0o755);
    await writeFile(at("comments"), "");
    const env = [
      `PATH='${repository.path}${delimiter}${process.env["PATH"]}'`,
      `BASE=main COMMENTS=repos/o/r/issues/1/comments GH_LOG='${at("log")}' GH_COMMENTS='${at("comments")}'`,
      `GITHUB_STEP_SUMMARY='${at("summary")}'`,
    ].join(" ");
    const bash = (script: string | undefined): Promise<string> =>
      mustRun("bash", ["-eo", "pipefail", "-c", `export ${env}\n${script}`], repository.path);
    const printed = await bash(scripts["Say what the change means"]);
    expect(printed).toMatch(
      /^::warning file=spec\/streaming\.overlay\.yaml,line=\d+,col=\d+::major: token\.content is gone/m,
    );
    expect(await readFile(at("summary"), "utf8")).toBe(await readFile(at("review.md"), "utf8"));
    await bash(scripts["Comment on the pull request"]);
    await writeFile(at("comments"), "repos/o/r/issues/comments/7\n");
    await bash(scripts["Comment on the pull request"]);
    const calls = (await readFile(at("log"), "utf8")).split("\n").filter((line) => line.includes("--method"));
    expect(calls).toEqual([
      "api --silent --method POST repos/o/r/issues/1/comments --field body=@review.md",
      "api --silent --method PATCH repos/o/r/issues/comments/7 --field body=@review.md",
    ]);
  });
});
