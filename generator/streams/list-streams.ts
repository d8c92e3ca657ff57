import { collect, type Diagnostic } from "../diagnostics/diagnostics.js";
import { readInputs, type InputRequest } from "../input/inputs.js";
import { warnOfOmissions } from "../model/omissions.js";
import { distributeUnions } from "../model/distribute-unions.js";
import { readStreams } from "../model/read-streams.js";
import { findSuspects } from "../model/suspects.js";
import { applyOverlays } from "../overlay/overlay.js";
import type { Report } from "../report.js";
import { validate } from "../validation/validate.js";
import { adviceFor } from "./advice.js";
import { listingText } from "./listing-text.js";
import { listStream, listSuspect, otherProblems, type Listing } from "./listing.js";

/**
 * Lists the streams of each request's document, and what an Overlay would have to say of them. Of a document that no
 * client can be generated from, too: what is wrong with it is told as well.
 *
 * @throws {DiagnosticsError} with what keeps a document from being read at all.
 */
export function listStreams(requests: readonly InputRequest[]): Report {
  const listings = requests.map(listDocument);
  const warnings = listings.flatMap(({ problems }) => problems);
  return {
    lines: listings.flatMap(({ listing }, index) => [...(index === 0 ? [] : [""]), ...listingText(listing)]),
    result: { documents: listings.map(({ listing }) => listing) },
    warnings,
    passed: warnings.every(({ severity }) => severity !== "error"),
  };
}

function listDocument(request: InputRequest): { readonly listing: Listing; readonly problems: readonly Diagnostic[] } {
  const inputs = readInputs(request);
  const problems: Diagnostic[] = [...inputs.warnings];
  // Where the Overlays do not fit the document, that is what they are to be made to fit.
  const document = collect(problems, () => applyOverlays(inputs.spec, inputs.overlays)) ?? inputs.spec;
  problems.push(...(collect(problems, () => validate(document, inputs.overlays)) ?? []));
  warnOfOmissions(document, problems);
  const { streams, problems: found } = readStreams(distributeUnions(document));
  const suspects = findSuspects(document);
  problems.push(...found, ...otherProblems(streams));
  return {
    listing: {
      document: document.file,
      streams: streams.map((read) => listStream(document, read)),
      suspects: suspects.map((suspect) => listSuspect(document, suspect)),
      overlay: adviceFor(document, streams, suspects),
    },
    problems,
  };
}
