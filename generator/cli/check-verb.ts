import type { Command } from "commander";
import { toRequests, withInputs, type InputFlags } from "./input-flags.js";
import { run } from "./run.js";

export function addCheck(program: Command): void {
  const verb = program.command("check");
  withInputs(verb.description("compare the client package of each folder with what would be generated"))
    .option("--out <dir>", "compare with this folder (default: `out` of client.yaml, else generated)")
    .action((folders: string[], flags: InputFlags) =>
      run(flags, async () => (await import("../output/packages.js")).checkPackages(toRequests(folders, flags))),
    );
}
