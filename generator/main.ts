#!/usr/bin/env node
/** The command: the only file with arguments, console and exit codes. What a verb needs is loaded once it runs. */

import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import type { Report } from "./commands.js";
import type { Request } from "./inputs.js";

const EXIT = { ok: 0, failedCheck: 1, wrongInput: 2, usage: 3, bug: 70 } as const;

const EXIT_CODES = `
Exit codes: 0 ok; 1 check found a difference; 2 a spec, an Overlay or client.yaml is wrong; 3 usage; 70 a bug.`;

interface InputFlags {
  readonly spec?: string;
  readonly overlay?: readonly string[];
  readonly client?: string;
  readonly out?: string;
}

interface GenerateFlags extends InputFlags {
  readonly watch?: boolean;
  readonly dryRun?: boolean;
}

function createProgram(): Command {
  const program = new Command("openapi-stream")
    .description("Typed streaming clients from OpenAPI: the published spec plus an Overlay in, a client package out.")
    .version(readVersion())
    .exitOverride()
    .showHelpAfterError("(--help lists what there is)")
    .addHelpText("after", EXIT_CODES);
  withInputs(program.command("generate"), "write the client package of each folder")
    .option("--out <dir>", "write to this folder (default: `out` of client.yaml, else generated)")
    .option("--watch", "generate again whenever an input changes")
    .option("--dry-run", "say what would change, and write nothing")
    .action(runGenerateVerb);
  withInputs(program.command("check"), "compare the client package of each folder with what would be generated")
    .option("--out <dir>", "compare with this folder (default: `out` of client.yaml, else generated)")
    .action((folders: string[], flags: InputFlags) =>
      run(async () => (await import("./commands.js")).runCheck(toRequests(folders, flags))),
    );
  withInputs(program.command("merge"), "print the document with its Overlays applied, as YAML").action(
    (folders: string[], flags: InputFlags) =>
      run(async () => (await import("./commands.js")).runMerge(onlyOne(toRequests(folders, flags)))),
  );
  return program;
}

function withInputs(command: Command, description: string): Command {
  return command
    .description(description)
    .argument("[folder...]", "the folder of one API: openapi.yaml, *.overlay.yaml, client.yaml (default: spec)")
    .option("--spec <file>", "the OpenAPI document, in the stead of a folder's")
    .option("--overlay <file...>", "the Overlays to apply, in the stead of those beside the document")
    .option("--client <file>", "the client.yaml, in the stead of the one beside the document");
}

async function runGenerateVerb(folders: string[], flags: GenerateFlags): Promise<void> {
  const requests = toRequests(folders, flags);
  const generateAll = (): Promise<void> =>
    run(async () => (await import("./commands.js")).runGenerate(requests, flags.dryRun === true));
  await generateAll();
  if (flags.watch === true) {
    const { watchInputs } = await import("./commands.js");
    const stop = new AbortController();
    process.once("SIGINT", () => stop.abort());
    // One run at a time, or an older one could write over a newer one.
    let last = Promise.resolve();
    const again = (): void => {
      last = last.then(generateAll).catch(fail);
    };
    if (watchInputs(requests, again, stop.signal).length > 0) {
      console.error("Watching. Ctrl-C ends it.");
    }
  }
}

function toRequests(folders: readonly string[], flags: InputFlags): readonly Request[] {
  const isOneFile = flags.spec !== undefined || flags.client !== undefined || flags.overlay !== undefined;
  if (flags.spec !== undefined && folders.length > 0) {
    throw usage("Name a folder or a document with --spec, not both");
  }
  if (folders.length > 1 && (isOneFile || flags.out !== undefined)) {
    throw usage("--overlay, --client and --out are for one folder at a time");
  }
  const { overlay: overlays, ...files } = flags;
  const { spec, client, out } = files;
  const shared = {
    ...(spec !== undefined && { spec }),
    ...(overlays !== undefined && { overlays }),
    ...(client !== undefined && { client }),
    ...(out !== undefined && { out }),
  };
  return folders.length === 0 ? [shared] : folders.map((folder) => ({ ...shared, folder }));
}

function onlyOne(requests: readonly Request[]): Request {
  const [request, second] = requests;
  if (request === undefined || second !== undefined) {
    throw usage("merge prints one document: name one folder");
  }
  return request;
}

function usage(message: string): CommanderError {
  console.error(`error: ${message}`);
  return new CommanderError(EXIT.usage, "openapi-stream.usage", message);
}

/** Runs a verb, prints what it says, and sets the exit code. */
async function run(verb: () => Promise<Report>): Promise<void> {
  const { DiagnosticsError, formatDiagnostic } = await import("./diagnostics/diagnostics.js");
  const color = process.stderr.isTTY && process.env["NO_COLOR"] === undefined;
  const print = (diagnostics: Report["warnings"]): void => {
    diagnostics.forEach((diagnostic) => console.error(`${formatDiagnostic(diagnostic, color)}\n`));
  };
  try {
    const { lines, warnings, isCurrent } = await verb();
    print(warnings);
    lines.forEach((line) => console.log(line));
    process.exitCode = isCurrent ? EXIT.ok : EXIT.failedCheck;
  } catch (error) {
    if (!(error instanceof DiagnosticsError)) {
      throw error;
    }
    print(error.diagnostics);
    const count = error.diagnostics.filter(({ severity }) => severity === "error").length;
    console.error(`${count === 1 ? "1 error" : `${count} errors`}. Nothing was written.`);
    process.exitCode = EXIT.wrongInput;
  }
}

function readVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
  return manifest.version;
}

function fail(error: unknown): void {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  } else {
    console.error("openapi-stream has a bug. Please report it with what follows and, if you can, the document.\n");
    console.error(error);
    process.exitCode = EXIT.bug;
  }
}

await createProgram().parseAsync().catch(fail);
