import type { Location } from "../diagnostics/diagnostics.js";
import type { Review } from "./judgement.js";

/** A review for programs. */
export function formatJson({ name, base, verdict, changes, others, version }: Review): object {
  return {
    name,
    base,
    verdict,
    version: version && {
      base: version.base,
      head: version.head,
      needed: version.needed,
      missing: version.isMissing,
      location: placeOf(version.location),
    },
    changes: changes.map((change) => ({
      rule: change.rule,
      verdict: change.verdict,
      breaks: change.breaks,
      operations: change.operations.map(({ route, operationId }) => ({ route, operationId })),
      subject: change.subject,
      what: change.what,
      why: change.why,
      mend: change.mend,
      location: placeOf(change.location),
      was: change.was && placeOf(change.was),
    })),
    others,
  };
}

function placeOf({ file, line, column }: Location): Omit<Location, "text"> {
  return { file, line, column };
}
