import { counted } from "../counted.js";
import { CommanderError } from "commander";
import type { Diagnostic } from "../diagnostics/diagnostics.js";
import type { Report } from "../report.js";
import { asksForJson, type OutputFlags } from "./output-flags.js";
import { withProgress } from "./progress.js";

const EXIT = { ok: 0, failedCheck: 1, wrongInput: 2, usage: 3, bug: 70 } as const;

export const EXIT_CODES = `
Exit codes: 0 ok; 1 a difference that check or verify finds, an error that streams lists, a call of record that failed, or what --fail-on of review names; 2 a document, an Overlay or client.yaml is wrong; 3 usage; 70 a bug of ours.`;

/**
 * Runs a verb, prints what it says in the format that was asked for, and sets the exit code.
 *
 * @param writes Whether it writes files: where it is stopped by errors, that it has written none is worth a word.
 */
export async function run(flags: OutputFlags, verb: () => Promise<Report>, writes = false): Promise<void> {
  const { DiagnosticsError } = await import("../diagnostics/diagnostics.js");
  try {
    const report = await withProgress(flags, verb);
    const exitCode = report.passed ? EXIT.ok : EXIT.failedCheck;
    await printReport(flags, report, exitCode);
    process.exitCode = exitCode;
  } catch (error) {
    if (!(error instanceof DiagnosticsError)) {
      throw error;
    }
    await printProblems(flags, error.diagnostics, writes);
    process.exitCode = EXIT.wrongInput;
  }
}

async function printReport(flags: OutputFlags, report: Report, exitCode: number): Promise<void> {
  const { lines, notes = [], result = { lines }, warnings } = report;
  const shown = warnings.filter(({ severity }) => severity === "error" || flags.quiet !== true);
  if (flags.format === "json") {
    await printJson(exitCode, shown, result);
    return;
  }
  await printDiagnostics(flags, shown);
  [...lines, ...(flags.quiet === true ? [] : notes)].forEach((line) => console.log(line));
}

async function printProblems(flags: OutputFlags, diagnostics: readonly Diagnostic[], writes: boolean): Promise<void> {
  const shown = diagnostics.filter(({ severity }) => severity === "error" || flags.quiet !== true);
  if (flags.format === "json") {
    await printJson(EXIT.wrongInput, shown);
    return;
  }
  await printDiagnostics(flags, shown);
  const count = diagnostics.filter(({ severity }) => severity === "error").length;
  console.error(`${counted(count, "error")}.${writes ? " Nothing was written." : ""}`);
}

/** One line for each run, so that the runs of `--watch` can be told apart. */
async function printJson(exitCode: number, diagnostics: readonly Diagnostic[], result?: unknown): Promise<void> {
  const { toJson } = await import("../diagnostics/json.js");
  const json = JSON.stringify({ exitCode, diagnostics: diagnostics.map(toJson), result });
  // To a runner of GitHub's, it would begin a command. In JSON it stands in strings only, and this is the same.
  console.log(json.replaceAll("##[", "##\\u005b"));
}

/** GitHub shows the place of an annotation beside the code only, so its log gets the full text as well. */
async function printDiagnostics({ format }: OutputFlags, diagnostics: readonly Diagnostic[]): Promise<void> {
  const { formatDiagnostic } = await import("../diagnostics/diagnostics.js");
  const color = wantsColor();
  diagnostics.forEach((diagnostic) => console.error(`${formatDiagnostic(diagnostic, color)}\n`));
  if (format === "github" || (format === undefined && isWorkflow())) {
    const { toWorkflowCommand } = await import("../diagnostics/github.js");
    diagnostics.forEach((diagnostic) => console.error(toWorkflowCommand(diagnostic, workspaceOf())));
  }
}

/** Whether a GitHub workflow runs the command. */
export function isWorkflow(): boolean {
  return process.env["GITHUB_ACTIONS"] === "true";
}

/** The folder of the checkout. */
export function workspaceOf(): string {
  return process.env["GITHUB_WORKSPACE"] ?? process.cwd();
}

/** https://no-color.org and https://force-color.org, the second first, as Node has it for its own output. */
function wantsColor(): boolean {
  const { FORCE_COLOR: force = "", NO_COLOR: no = "", TERM: terminal } = process.env;
  return force === "" ? no === "" && process.stderr.isTTY && terminal !== "dumb" : !["0", "false"].includes(force);
}

/** What is wrong with the arguments, where commander itself takes them. */
export class UsageError extends Error {}

/** Says what no verb caught, wrong arguments or a bug, and sets its exit code. */
export async function fail(error: unknown): Promise<void> {
  const isJson = asksForJson(process.argv.slice(2));
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    // Commander has printed it, or the help that was asked for; but no error where JSON is wanted.
    if (isJson && error.exitCode !== 0) await printJson(EXIT.usage, [usageError(error.message)]);
  } else if (error instanceof UsageError) {
    process.exitCode = EXIT.usage;
    if (isJson) await printJson(EXIT.usage, [usageError(error.message)]);
    else console.error(`error: ${error.message}`);
  } else {
    process.exitCode = EXIT.bug;
    console.error("openapi-stream has a bug. Please report it with what follows and, if you can, the document.\n");
    console.error(error);
    if (isJson)
      await printJson(EXIT.bug, [{ severity: "error", message: `openapi-stream has a bug: ${String(error)}` }]);
  }
}

/** Commander begins with `error:`, and puts what may have been meant on a line of its own, in brackets. */
function usageError(text: string): Diagnostic {
  const [message = "", ...more] = text.replace(/^error: /, "").split("\n");
  return {
    severity: "error",
    message,
    hint: more.length > 0 ? more.join("\n").replace(/^\((.*)\)$/s, "$1") : undefined,
  };
}
