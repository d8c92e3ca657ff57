import type { Diagnostic } from "../diagnostics/diagnostics.js";

/** What is wrong with a flag. */
export function flagProblem(message: string, hint?: string): Diagnostic {
  return { severity: "error", message, hint };
}
