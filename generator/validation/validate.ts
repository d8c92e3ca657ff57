import { collect, DiagnosticsError, placeText, type Diagnostic, type Location } from "../diagnostics/diagnostics.js";
import { checkDocument } from "../document/check-document.js";
import type { Document } from "../document/source.js";
import { groupBy } from "../group-by.js";
import { overlayAction, removeAction } from "../overlay/overlay-snippets.js";
import { selfContaining } from "./self-containing.js";
import type { Fault } from "./fault.js";
import { faultsOf } from "./structure.js";

/** So many faults of a published document are shown one by one; of more, the kinds are. */
const MAX_SHOWN = 3;
const MAX_KINDS = 6;
/** One wrong indent can make thousands. */
const MAX_ERRORS = 20;

/** A fault, where it is written. */
interface LocatedFault extends Fault {
  readonly location: Location;
  /** Whether that is an Overlay: a file that its reader wrote. */
  readonly isInOverlay: boolean;
}

/**
 * Holds a merged document against OpenAPI. What would stop openapi-typescript, or make it write a wrong type, is an
 * error, and so is a slip of the pen in an Overlay. All else is a warning: one for each place in an Overlay, and a
 * single one for a published document that is full of it, for nobody here can mend that.
 *
 * @throws {DiagnosticsError} with all that is an error, references that lead nowhere included.
 */
export function validate(document: Document, overlays: readonly Document[]): readonly Diagnostic[] {
  const overlayFiles = new Set(overlays.map(({ file }) => file));
  const all = [...faultsOf(document), ...selfContaining(document)].map((fault): LocatedFault => {
    const location = document.locate(fault.path, fault.part);
    return { ...fault, location, isInOverlay: overlayFiles.has(location.file) };
  });
  const faults = all.filter(({ isDoubtful, isInOverlay }) => isInOverlay || !isDoubtful);
  const errors = faults.filter(isError);
  const problems: Diagnostic[] = [];
  collect(problems, () => checkDocument(document));
  problems.push(...errors.map(toError));
  if (problems.length > 0) {
    throw new DiagnosticsError(capped(problems));
  }
  const mine = faults.filter(({ isInOverlay }) => isInOverlay);
  const others = faults.filter(({ isInOverlay }) => !isInOverlay);
  return [...mine.map(toWarning), ...(others.length > MAX_SHOWN ? [summaryOf(others)] : others.map(toWarning))];
}

function isError({ isFatal, isInOverlay, isDoubtful, near }: LocatedFault): boolean {
  return isFatal || (isInOverlay && near !== undefined && !isDoubtful);
}

function toError({ message, location, near, isInOverlay, path, mend }: LocatedFault): Diagnostic {
  const meant = near === undefined ? [] : [`Did you mean "${near}"?`];
  // What stands in an Overlay is mended where it stands.
  const action = mend === undefined ? removeAction(path) : overlayAction(mend.at, mend.update);
  const hint = [...meant, ...(isInOverlay ? [] : [`Fix it in an Overlay:\n${action}`])].join("\n\n") || undefined;
  return { severity: "error", message, location, hint };
}

function toWarning({ message, location, near, advice }: LocatedFault): Diagnostic {
  return { severity: "warning", message, location, hint: near === undefined ? advice : `Did you mean "${near}"?` };
}

/** Many faults in one warning: of which kind how many, and where the first. */
function summaryOf(faults: readonly LocatedFault[]): Diagnostic {
  const kinds = groupBy(faults, ({ message }) => message);
  // A key that is nearly one may cost a type what stands under it.
  const sorted = [...kinds.values()].sort(([a], [b]) => Number(b.near !== undefined) - Number(a.near !== undefined));
  const lines = sorted.map((same) => {
    const [{ message, location }] = same;
    const times = same.length === 1 ? "" : `${same.length} times, first `;
    return `${message}: ${times}at ${placeText(location)}`;
  });
  const rest = lines.length > MAX_KINDS ? [`and ${lines.length - MAX_KINDS} other kinds`] : [];
  return {
    severity: "warning",
    message: `The document breaks rules of OpenAPI in ${faults.length} places; the client is generated all the same`,
    hint: [...lines.slice(0, MAX_KINDS), ...rest].join("\n"),
    location: (faults[0] as LocatedFault).location,
  };
}

function capped(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  const next = problems[MAX_ERRORS];
  if (next === undefined) {
    return problems;
  }
  const message = `There are ${problems.length - MAX_ERRORS} more errors, of which this is the first`;
  return [...problems.slice(0, MAX_ERRORS), { ...next, message }];
}
