import type { Diagnostic } from "./diagnostics/diagnostics.js";

/** What a verb has to say when it is done. */
export interface Report {
  /** What was asked for: goes to standard output. */
  readonly lines: readonly string[];
  /** What was done, for whoever looks on: printed after `lines`, but not with `--quiet`. */
  readonly notes?: readonly string[];
  /** The same as plain data, instead of `lines` and `notes` where a program reads it (`--format json`). */
  readonly result?: unknown;
  readonly warnings: readonly Diagnostic[];
  /** `false` where what was checked is not as it should be. */
  readonly passed: boolean;
}
