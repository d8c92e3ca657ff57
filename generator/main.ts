#!/usr/bin/env node
/** The command. What a verb needs beside its flags is loaded once it runs. */

import { readFileSync } from "node:fs";
import { Command } from "commander";
import { addCheck } from "./cli/check-verb.js";
import { addGenerate } from "./cli/generate-verb.js";
import { addInfer } from "./cli/infer-verb.js";
import { addMerge } from "./cli/merge-verb.js";
import { addMock } from "./cli/mock-verb.js";
import { addOutputFlags, asksForJson } from "./cli/output-flags.js";
import { addRecord } from "./cli/record-verb.js";
import { addReview } from "./cli/review-verb.js";
import { EXIT_CODES, fail } from "./cli/run.js";
import { addStreams } from "./cli/streams-verb.js";
import { addVerify } from "./cli/verify-verb.js";
import { PACKAGE_ROOT } from "./package-root.js";

const { version } = JSON.parse(readFileSync(new URL("package.json", PACKAGE_ROOT), "utf8")) as {
  readonly version: string;
};

const program = new Command("openapi-stream")
  .description("Typed streaming clients from OpenAPI: the published spec plus an Overlay in, a client package out.")
  .version(version)
  .exitOverride()
  .showHelpAfterError("(--help lists what there is)")
  .addHelpText("after", EXIT_CODES);
// What is wrong stands in the JSON then: see `fail`. Verbs have it from their program.
if (asksForJson(process.argv.slice(2))) program.configureOutput({ writeErr: () => undefined });
for (const addVerb of [
  addGenerate,
  addCheck,
  addReview,
  addStreams,
  addMerge,
  addRecord,
  addInfer,
  addVerify,
  addMock,
]) {
  addVerb(program);
}
program.commands.forEach(addOutputFlags);
for (const stream of [process.stdout, process.stderr]) {
  // As of `openapi-stream merge | head`, which has read enough. What goes on until Ctrl-C ends as by that.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.emit("SIGINT");
    else void fail(error);
  });
}
await program.parseAsync().catch(fail);
