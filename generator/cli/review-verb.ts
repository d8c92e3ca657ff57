import { Option, type Command } from "commander";
import type { ReviewOptions } from "../review/review.js";
import { toRequest, withInputs, type InputFlags } from "./input-flags.js";
import type { OutputFlags } from "./output-flags.js";
import { isWorkflow, run, workspaceOf } from "./run.js";

interface ReviewFlags extends InputFlags, OutputFlags {
  readonly base?: string;
  readonly format?: ReviewOptions["format"];
  readonly failOn?: ReviewOptions["failOn"];
}

export function addReview(program: Command): void {
  withInputs(program.command("review").description("say what changed for the users of the client, and what it breaks"))
    .option("--base <ref>", "a git ref, a folder or a document (default: where the branch left the main branch)")
    .addOption(
      new Option("--format <format>", "(default: github in a GitHub workflow, else pretty)").choices([
        "pretty",
        "markdown",
        "json",
        "github",
      ]),
    )
    .addOption(
      new Option("--fail-on <what>", "exit with 1 on such a change, or on a version that does not say it").choices([
        "major",
        "minor",
        "version",
      ]),
    )
    .action((folders: string[], flags: ReviewFlags) =>
      run(flags, async () => {
        const { reviewClient } = await import("../review/review.js");
        const { base, failOn, format = isWorkflow() ? "github" : "pretty" } = flags;
        return reviewClient(toRequest("review", folders, flags), { base, format, failOn, workspace: workspaceOf() });
      }),
    );
}
