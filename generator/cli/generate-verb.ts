import type { Command } from "commander";
import { displayName } from "../document/display-name.js";
import type { InputRequest } from "../input/inputs.js";
import { toRequests, withInputs, type InputFlags } from "./input-flags.js";
import type { OutputFlags } from "./output-flags.js";
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
    .action(async (folders: string[], flags: GenerateFlags) => {
      const requests = toRequests(folders, flags);
      const generateAll = (): Promise<void> =>
        run(
          flags,
          async () => (await import("../output/packages.js")).writePackages(requests, flags.dryRun === true),
          flags.dryRun !== true,
        );
      await (flags.watch === true ? watchAll(requests, flags, generateAll) : generateAll());
    });
}

/** Runs at once and after every change, whatever an earlier run came to, until Ctrl-C. */
async function watchAll(
  requests: readonly InputRequest[],
  { quiet }: OutputFlags,
  generateAll: () => Promise<void>,
): Promise<void> {
  const { watchInputs } = await import("../watch.js");
  const say = (words: string): void => {
    if (quiet !== true) {
      console.error(words);
    }
  };
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  // One run at a time, or an older one could write over a newer one.
  let last = Promise.resolve();
  const again = (files: readonly string[]): void => {
    last = last
      .then(() => say(`Changed: ${files.map((file) => displayName(file)).join(", ")}`))
      .then(generateAll)
      .catch(fail);
  };
  // What is written while the first run reads is seen by the second.
  watchInputs(requests, again, stop.signal);
  last = generateAll().catch(fail);
  await last;
  say("Watching. Ctrl-C ends it.");
}
