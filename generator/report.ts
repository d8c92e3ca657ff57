import type { Diagnostic } from "./diagnostics/diagnostics.js";

/** What a verb has to say when it is done: lines for standard output, and diagnostics. */
export interface Report {
  readonly lines: readonly string[];
  readonly warnings: readonly Diagnostic[];
  /** `false` where what was checked is not as it should be. */
  readonly passed: boolean;
}
