import { DiagnosticsError, type Diagnostic } from "../diagnostics/diagnostics.js";
import { ComponentGuesses } from "./component-guesses.js";
import type { StreamingModel } from "./model.js";
import { warnOfOmissions } from "./omissions.js";
import { warnOfPathParameters } from "./path-parameters.js";
import { readStreams } from "./read-streams.js";
import type { Document } from "../document/source.js";
import { findSuspects, suspicion } from "./suspects.js";

export interface BuiltModel {
  readonly model: StreamingModel;
  readonly warnings: readonly Diagnostic[];
}

/**
 * Finds every stream of a merged document, whose references all resolve, and names its events.
 *
 * @throws {DiagnosticsError} with all that keeps a stream from being typed.
 */
export function buildModel(document: Document): BuiltModel {
  const { streams, eventTypes, problems } = readStreams(document);
  const omissions: Diagnostic[] = [];
  warnOfOmissions(document, omissions);
  warnOfPathParameters(document, omissions);
  const all = [...omissions, ...problems, ...streams.flatMap((read) => read.problems)];
  const once = withoutRepeats(all);
  if (once.some(({ severity }) => severity === "error")) {
    throw new DiagnosticsError(once);
  }
  const guesses = new ComponentGuesses(document);
  const suspects = findSuspects(document).map((suspect) => suspicion(document, suspect, guesses.guessFor(suspect)));
  const none = streams.length > 0 || suspects.length > 0 ? [] : [noStream(document)];
  return {
    model: { streams: streams.flatMap(({ stream }) => stream ?? []), eventTypes },
    warnings: [...once, ...suspects, ...none],
  };
}

/** A schema that several streams send has its problem once. */
function withoutRepeats(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  const keyOf = ({ message, location }: Diagnostic): string =>
    `${location?.file}:${location?.line}:${location?.column} ${message}`;
  return [...new Map(problems.map((problem) => [keyOf(problem), problem])).values()];
}

/** Without a place: to find one in a file of megabytes costs more than all else, and there is none to correct. */
function noStream({ file }: Document): Diagnostic {
  return {
    severity: "warning",
    message: `${file} has no event stream: the client has types and requests only`,
    hint: `A stream is a successful answer of a media type such as text/event-stream. Add what is missing in an Overlay. Or let one answer say it: \`npx openapi-stream record <operationId> --spec ${file}\`, then \`infer\`.`,
  };
}
