import type { Diagnostic, Location } from "../diagnostics/diagnostics.js";
import { commandText } from "../input/input-text.js";
import type { InputRequest } from "../input/inputs.js";
import type { CallResult } from "./call-operation.js";
import { answerWords, holdsEvents, isSuccess, streamFormatOf } from "./recorded-answer.js";
import type { Recording } from "./recording.js";
import type { Exchange } from "./tap.js";

/** A call that nobody answered. */
export function notAnswered(operationId: string, { end }: Exchange, server: Location | undefined): Diagnostic {
  const why = "error" in end ? ` (${end.error.kind}): ${end.error.message}` : "";
  const hint = "Nothing is recorded. Is this where the API is? Say it with --server https://api.example.com";
  return { ...problem("error", `The call of ${operationId} was not answered${why}`, hint), location: server };
}

/**
 * An answer that is no event stream, or tells of a failure: no recording, for nothing can be told by it of the stream.
 *
 * @param recording Less its secrets.
 * @param result What the client's runtime made of it, if the answer came through that.
 */
export function noStream(recording: Recording, result: CallResult | undefined): Diagnostic | undefined {
  const { request, chunks, end } = recording;
  const came = answerWords(recording);
  if (!isSuccess(recording)) {
    const hint = "Nothing is recorded: it tells nothing of the stream. Mend the call.";
    return problem("error", `${request.operationId} answered with ${came}`, hint);
  }
  // What broke off before it began may have been one. The runtime knows the stream that the document has.
  const isStream = result ? result.failure?.kind !== "content-type" : streamFormatOf(recording) !== undefined;
  if (isStream || ("error" in end && chunks.length === 0)) return undefined;
  const hint =
    "Nothing is recorded. What asks for the stream: a field of --body, a --param, or a --header such as 'accept: text/event-stream'?";
  return problem("error", `The answer of ${request.operationId} is no event stream: ${came}`, hint);
}

/**
 * What is wrong with a stream that was recorded.
 *
 * @param recording Less its secrets.
 * @param result What the client's runtime made of it, if the answer came through that.
 */
export function answerProblems(
  inputs: InputRequest,
  file: string,
  recording: Recording,
  result: CallResult | undefined,
): readonly Diagnostic[] {
  const { end, request } = recording;
  const problems: Diagnostic[] = [];
  if ("error" in end) {
    const { kind, message } = end.error;
    const hint = "What came until then is recorded.";
    problems.push(problem("error", `The stream of ${request.operationId} broke off (${kind}): ${message}`, hint));
  } else if (result?.failure) {
    const { kind, message } = result.failure;
    const hint = `The recording is whole. What differs from the document, line by line: ${commandText("verify", file, inputs)}`;
    problems.push(problem("warning", `A client would have failed (${kind}): ${message}`, hint));
  } else if (!holdsEvents(recording)) {
    problems.push(problem("warning", `The stream of ${request.operationId} holds no event`));
  }
  if (result && result.unknown.size > 0) {
    const names = [...result.unknown].map(([name, count]) => `${name || "(none)"} (${count})`).join(", ");
    const hint = `What they hold can be added to the Overlay: ${commandText("infer --write", file, inputs)}`;
    problems.push(problem("warning", `The document does not know these events: ${names}`, hint));
  }
  return problems;
}

/** What may be secret in an answer: nobody else will look at it before it is committed. */
export function secretsKept(file: string, fields: readonly string[]): readonly Diagnostic[] {
  if (fields.length === 0) return [];
  const message = `The answer has fields that are called as secrets are: ${fields.join(", ")}`;
  return [problem("warning", message, `What a server sends is kept as it came. Look at ${file} before you commit it.`)];
}

function problem(severity: Diagnostic["severity"], message: string, hint?: string): Diagnostic {
  return { severity, message, hint };
}
