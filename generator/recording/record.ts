import type { Diagnostic } from "../diagnostics/diagnostics.js";
import type { Document } from "../document/source.js";
import { folderOf, type Request as Inputs } from "../inputs.js";
import { readMerged } from "../merged-inputs.js";
import { serversOf } from "../model/servers.js";
import type { Report } from "../report.js";
import { prepareCall, type CallFlags } from "./call-init.js";
import { callOperation, type CallResult } from "./call-operation.js";
import { describeStream, findOperation } from "./find-operation.js";
import { endWords, LiveView } from "./live-view.js";
import { recordingsFolder, writeRecording } from "./recording-files.js";
import { redact, secretsOf } from "./secrets.js";
import type { Exchange } from "./tap.js";
import { readTranscript } from "./transcript.js";

/** What the user says of one recording. */
export interface RecordFlags extends CallFlags {
  /** An `operationId`, or the name of a client's method. */
  readonly operation: string;
  /** Names of headers, parameters and body fields that are secret, beside those that are known to be. */
  readonly redact: readonly string[];
  /** A transcript of curl, instead of a call. */
  readonly from?: string;
}

/**
 * Calls an operation once, or takes what curl has printed of a call, and writes the exchange to a file, less its secrets.
 * A call that is not answered is not written: nothing can be told by it of the operation.
 *
 * @param show Is given lines while it goes on.
 * @param signal Stops the call. What came until then is written.
 * @throws {DiagnosticsError} with what is wrong with the files or the flags.
 */
export async function record(
  inputs: Inputs,
  flags: RecordFlags,
  show: (line: string) => void,
  signal: AbortSignal,
): Promise<Report> {
  const { document, warnings } = readMerged(inputs);
  const operation = findOperation(document, flags.operation);
  const { operationId } = operation;
  const { stream } = describeStream(document, operation);
  const call = flags.from === undefined ? prepareCall(document, operation, flags, process.env) : undefined;
  const secrets = secretsOf(document, flags.redact, call?.secrets ?? []);
  const view = new LiveView(show, stream, secrets);
  const result = call && (await callOperation(operation, stream, call.init, view, signal));
  const exchange = result?.exchange ?? readTranscript(flags.from!, operation, stream?.mediaType);
  if (!result) view.onWhole(exchange);
  view.onEnd(exchange.end);
  if (exchange.response === undefined) return notAnswered(document, operationId, flags, exchange, warnings);
  const recording = redact({ ...exchange, request: { operationId, ...exchange.request } }, operation.path, secrets);
  const file = writeRecording(inputs.out ?? recordingsFolder(folderOf(inputs)), recording);
  const problems = result ? problemsOf(operationId, file, result) : [];
  return {
    lines: [`${file}: ${view.summary}, ${endWords(recording.end)}`],
    notes: stream ? [] : [`The document does not say what the events are. Next: openapi-stream infer ${file}`],
    result: { file, end: recording.end },
    warnings: [...warnings, ...problems],
    passed: problems.every(({ severity }) => severity !== "error"),
  };
}

function notAnswered(
  document: Document,
  operationId: string,
  { server }: CallFlags,
  { end }: Exchange,
  warnings: readonly Diagnostic[],
): Report {
  const why = "error" in end ? ` (${end.error.kind}): ${end.error.message}` : "";
  const hint = "Nothing is recorded. Is this where the API is? Say it with --server https://api.example.com";
  const first = server === undefined ? serversOf(document)[0] : undefined;
  const location = first && { location: document.locate(first.path) };
  const unanswered = { ...problem("error", `The call of ${operationId} was not answered${why}`, hint), ...location };
  return { lines: [], result: { end }, warnings: [...warnings, unanswered], passed: false };
}

function problemsOf(
  operationId: string,
  file: string,
  { exchange, failure, unknown }: CallResult,
): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  if ("error" in exchange.end) {
    const { kind, message } = exchange.end.error;
    const hint = "What came until then is recorded.";
    problems.push(problem("error", `The stream of ${operationId} broke off (${kind}): ${message}`, hint));
  } else if (failure?.kind === "status") {
    problems.push(problem("error", failure.message));
  } else if (failure) {
    const hint = `The recording is whole. What differs from the document, line by line: openapi-stream verify ${file}`;
    problems.push(problem("warning", `A client would have failed (${failure.kind}): ${failure.message}`, hint));
  }
  if (unknown.size > 0) {
    const names = [...unknown].map(([name, count]) => `${name || "(none)"} (${count})`).join(", ");
    const hint = `What they hold can be added to the Overlay: openapi-stream infer ${file}`;
    problems.push(problem("warning", `The document does not know these events: ${names}`, hint));
  }
  return problems;
}

function problem(severity: Diagnostic["severity"], message: string, hint?: string): Diagnostic {
  return { severity, message, ...(hint !== undefined && { hint }) };
}
