import type { Command } from "commander";
import { toRequests, withInputs, type InputFlags } from "./input-flags.js";
import { run } from "./run.js";

export function addStreams(program: Command): void {
  withInputs(
    program.command("streams").description("list the streams of each document, and what an Overlay should say of them"),
  ).action((folders: string[], flags: InputFlags) =>
    run(flags, async () => (await import("../streams/list-streams.js")).listStreams(toRequests(folders, flags))),
  );
}
