/**
 * Asks Redocly's `diff` about the examples of all rules, and writes what it says beside this file:
 * `npx tsx test/generator/review/record-second-opinion.ts`. It takes some minutes, and the npm registry.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RULE_EXAMPLES } from "./rule-examples.js";
import { keyOf, textsOf } from "./second-opinion.js";

const folder = mkdtempSync(join(tmpdir(), "openapi-stream-opinion-"));

function run(command: string, args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(command, args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

run("npm", ["install", "--no-save", "@redocly/cli@2.77.0"]);

function opinionOf(base: string, head: string): string {
  writeFileSync(join(folder, "base.yaml"), base);
  writeFileSync(join(folder, "head.yaml"), head);
  const cli = join(folder, "node_modules/@redocly/cli/bin/cli.js");
  const stdout = run("node", [cli, "diff", "base.yaml", "head.yaml", "--format", "json", "--fail-on", "none"]);
  const { bump = "none" } = JSON.parse(stdout.slice(stdout.indexOf("{"))) as { readonly bump?: string };
  return bump;
}

const opinions = Object.fromEntries(
  RULE_EXAMPLES.map((example) => {
    const { base, head } = textsOf(example);
    return [keyOf(example), opinionOf(base, head)];
  }),
);
rmSync(folder, { recursive: true });
writeFileSync(new URL("second-opinion.json", import.meta.url), `${JSON.stringify(opinions, null, 2)}\n`);
