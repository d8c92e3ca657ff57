import type { Diagnostic, Location } from "./diagnostics.js";
import { printable } from "./printable.js";

interface JsonPlace {
  /** As `Location` has it: relative to the working directory where that is shorter, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

/** A diagnostic for programs. The keys are a promise of the command line: none goes, none changes its meaning. */
interface JsonDiagnostic extends Partial<JsonPlace> {
  readonly severity: Diagnostic["severity"];
  readonly message: string;
  readonly hint?: string;
  readonly related?: readonly (JsonPlace & { readonly message: string })[];
}

/** A diagnostic as plain data, its texts as harmless as when they are printed. A missing file has no place. */
export function toJson({ severity, message, hint, location, related }: Diagnostic): JsonDiagnostic {
  return {
    severity,
    ...(location !== undefined && placeOf(location)),
    message: printable(message),
    ...(hint !== undefined && { hint: printable(hint) }),
    ...(related !== undefined && {
      related: related.map((one) => ({ ...placeOf(one.location), message: printable(one.message) })),
    }),
  };
}

function placeOf({ file, line, column }: Location): JsonPlace {
  return { file: printable(file), line, column };
}
