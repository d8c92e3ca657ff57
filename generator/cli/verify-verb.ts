import { Option, type Command } from "commander";
import type { InputFlags } from "./input-flags.js";
import { recordingsAt, toRecordingsRequest, withRecordings } from "./recording-flags.js";
import { run } from "./run.js";

export function addVerify(program: Command): void {
  const format = new Option(
    "--format <format>",
    "of what is found (default: github in a GitHub workflow, else pretty)",
  );
  const verb = program.command("verify").description("hold recordings against the document, event by event");
  withRecordings(verb)
    .addOption(format.choices(["pretty", "json", "github", "markdown"]))
    .action((paths: string[], flags: InputFlags) =>
      run(flags, async () => {
        const { verify } = await import("../verification/verify.js");
        const recordings = recordingsAt(paths);
        return verify(toRecordingsRequest("verify", recordings, flags), recordings, flags.format);
      }),
    );
}
