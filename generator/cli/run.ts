import { CommanderError } from "commander";
import type { Diagnostic } from "../diagnostics/diagnostics.js";
import type { Report } from "../report.js";

const EXIT = { ok: 0, failedCheck: 1, wrongInput: 2, usage: 3, bug: 70 } as const;

export const EXIT_CODES = `
Exit codes: 0 ok; 1 check found a difference, or review what --fail-on names; 2 a spec, an Overlay or client.yaml is wrong; 3 usage; 70 a bug.`;

/** Runs a verb, prints what it says, and sets the exit code. */
export async function run(verb: () => Promise<Report>): Promise<void> {
  const { DiagnosticsError, formatDiagnostic } = await import("../diagnostics/diagnostics.js");
  const color = process.stderr.isTTY && process.env["NO_COLOR"] === undefined;
  const print = (diagnostics: readonly Diagnostic[]): void => {
    diagnostics.forEach((diagnostic) => console.error(`${formatDiagnostic(diagnostic, color)}\n`));
  };
  try {
    const { lines, warnings, passed } = await verb();
    print(warnings);
    lines.forEach((line) => console.log(line));
    process.exitCode = passed ? EXIT.ok : EXIT.failedCheck;
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

/** Prints what is wrong with the arguments, and gives the error to throw. */
export function usageError(message: string): CommanderError {
  console.error(`error: ${message}`);
  return new CommanderError(EXIT.usage, "openapi-stream.usage", message);
}

/** Sets the exit code of what no verb caught: a usage error, which was printed, or a bug. */
export function fail(error: unknown): void {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  } else {
    console.error("openapi-stream has a bug. Please report it with what follows and, if you can, the document.\n");
    console.error(error);
    process.exitCode = EXIT.bug;
  }
}
