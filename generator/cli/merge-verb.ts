import type { Command } from "commander";
import { toRequest, withInputs, type InputFlags } from "./input-flags.js";
import { run } from "./run.js";

export function addMerge(program: Command): void {
  withInputs(program.command("merge").description("print the document with its Overlays applied, as YAML")).action(
    (folders: string[], flags: InputFlags) =>
      run(flags, async () =>
        (await import("../input/merged-inputs.js")).mergedReport(toRequest("merge", folders, flags)),
      ),
  );
}
