import type { Diagnostic, Location } from "../diagnostics/diagnostics.js";
import type { CallResult } from "./call-operation.js";
import { bytesOf, type Recording, type RecordedChunk } from "./recording.js";
import { formatOf } from "./stream-format.js";
import type { Exchange } from "./tap.js";

const EXCERPT = 80;

/** A call that nobody answered. */
export function notAnswered(operationId: string, { end }: Exchange, server: Location | undefined): Diagnostic {
  const why = "error" in end ? ` (${end.error.kind}): ${end.error.message}` : "";
  const hint = "Nothing is recorded. Is this where the API is? Say it with --server https://api.example.com";
  const unanswered = problem("error", `The call of ${operationId} was not answered${why}`, hint);
  return { ...unanswered, ...(server && { location: server }) };
}

/**
 * What is wrong with an answer that was recorded.
 *
 * @param recording Less its secrets.
 * @param events How many events it has.
 * @param result What the client's runtime made of it, if the answer came through that.
 */
export function answerProblems(
  file: string,
  recording: Recording,
  events: number,
  result: CallResult | undefined,
): readonly Diagnostic[] {
  const { end, request } = recording;
  const other = otherAnswer(file, recording, result);
  if (other !== undefined) return [other];
  const problems: Diagnostic[] = [];
  if ("error" in end) {
    const { kind, message } = end.error;
    const hint = "What came until then is recorded.";
    problems.push(problem("error", `The stream of ${request.operationId} broke off (${kind}): ${message}`, hint));
  } else if (result?.failure) {
    const { kind, message } = result.failure;
    const hint = `The recording is whole. What differs from the document, line by line: openapi-stream verify ${file}`;
    problems.push(problem("warning", `A client would have failed (${kind}): ${message}`, hint));
  } else if (events === 0) {
    problems.push(problem("warning", `The stream of ${request.operationId} holds no event`));
  }
  if (result && result.unknown.size > 0) {
    const names = [...result.unknown].map(([name, count]) => `${name || "(none)"} (${count})`).join(", ");
    const hint = `What they hold can be added to the Overlay: openapi-stream infer ${file}`;
    problems.push(problem("warning", `The document does not know these events: ${names}`, hint));
  }
  return problems;
}

/** An answer that is no event stream, or tells of a failure. */
function otherAnswer(file: string, recording: Recording, result: CallResult | undefined): Diagnostic | undefined {
  const { request, response, chunks, end } = recording;
  const { status, headers } = response!;
  const type = headers["content-type"] ?? "";
  const start = startOf(chunks);
  const came = [`status ${status}`, type || "no content type", start || "no body"].join(", ");
  if (status < 200 || status > 299) {
    const hint = `Nothing can be told by it of the stream. Mend the call, and remove ${file}.`;
    return problem("error", `${request.operationId} answered with ${came}`, hint);
  }
  // What broke off before it began may have been one. The runtime knows the stream that the document has.
  const isStream = result ? result.failure?.kind !== "content-type" : formatOf(type, start) !== undefined;
  if (isStream || ("error" in end && start === "")) return undefined;
  const hint = `What asks for the stream: a field of --body, a --param, or a --header such as 'accept: text/event-stream'? Then remove ${file}.`;
  return problem("error", `The answer of ${request.operationId} is no event stream: ${came}`, hint);
}

/** How a body begins, on one line. */
function startOf(chunks: readonly RecordedChunk[]): string {
  const bytes = Buffer.concat(chunks.slice(0, EXCERPT).map(bytesOf));
  const text = bytes.toString("utf8").trim().replaceAll(/\s+/g, " ");
  return text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text;
}

function problem(severity: Diagnostic["severity"], message: string, hint?: string): Diagnostic {
  return { severity, message, ...(hint !== undefined && { hint }) };
}
