import type { Command } from "commander";
import type { InputFlags } from "./input-flags.js";
import { recordingsAt, toRecordingsRequest, withRecordings } from "./recording-flags.js";
import { run } from "./run.js";

interface InferFlags extends InputFlags {
  readonly write?: boolean;
}

export function addInfer(program: Command): void {
  const verb = program.command("infer").description("draft an Overlay from recordings, or add to one what they show");
  withRecordings(verb)
    .option("--write", "write the Overlay, and say what was added (default: print it)")
    .option("--out <file>", "the Overlay to add to (default: the last of the API's, else streaming.overlay.yaml)")
    .action((paths: string[], flags: InferFlags) =>
      run(
        flags,
        async () => {
          const { infer } = await import("../inference/infer.js");
          const recordings = recordingsAt(paths);
          return infer(toRecordingsRequest("infer", recordings, flags), recordings, flags.write === true);
        },
        flags.write === true,
      ),
    );
}
