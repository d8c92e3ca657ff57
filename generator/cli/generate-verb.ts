import type { Command } from "commander";
import { toRequests, withInputs, type InputFlags } from "./input-flags.js";
import { fail, run } from "./run.js";

interface GenerateFlags extends InputFlags {
  readonly watch?: boolean;
  readonly dryRun?: boolean;
}

export function addGenerate(program: Command): void {
  withInputs(program.command("generate").description("write the client package of each folder"))
    .option("--out <dir>", "write to this folder (default: `out` of client.yaml, else generated)")
    .option("--watch", "generate again whenever an input changes")
    .option("--dry-run", "say what would change, and write nothing")
    .action(runGenerate);
}

async function runGenerate(folders: string[], flags: GenerateFlags): Promise<void> {
  const requests = toRequests(folders, flags);
  const generateAll = (): Promise<void> =>
    run(flags, async () => (await import("../packages.js")).writePackages(requests, flags.dryRun === true));
  await generateAll();
  if (flags.watch === true) {
    const { watchInputs } = await import("../watch.js");
    const stop = new AbortController();
    process.once("SIGINT", () => stop.abort());
    // One run at a time, or an older one could write over a newer one.
    let last = Promise.resolve();
    const again = (): void => {
      last = last.then(generateAll).catch(fail);
    };
    if (watchInputs(requests, again, stop.signal).length > 0 && flags.quiet !== true) {
      console.error("Watching. Ctrl-C ends it.");
    }
  }
}
