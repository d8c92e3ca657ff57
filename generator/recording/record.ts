import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { folderOf, type InputRequest } from "../input/inputs.js";
import { commandText } from "../input/input-text.js";
import { readMerged } from "../input/merged-inputs.js";
import { serversOf } from "../model/servers.js";
import type { Report } from "../report.js";
import { answerProblems, noStream, notAnswered, secretsKept } from "./answer-problems.js";
import { askForStream } from "./ask-for-stream.js";
import { prepareCall, type CallFlags } from "./call-init.js";
import { callOperation } from "./call-operation.js";
import { describeStream, findOperation } from "./find-operation.js";
import { endWords, LiveView } from "./live-view.js";
import { holdsEvents } from "./recorded-answer.js";
import { writeRecording } from "./recording-files.js";
import { recordingsFolder } from "./recordings-folder.js";
import { checkRedact, namesInCall } from "./redacted-names.js";
import { redact, secretFieldsIn, secretsOf } from "./secrets.js";
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
 * A call that is not answered, or with what is no stream, is not written: nothing can be told by it of the stream, and
 * with `--out` it could take the place of a recording that tells something.
 *
 * @param show Is given lines while it goes on.
 * @param signal Stops the call. What came until then is written.
 * @throws {DiagnosticsError} with what is wrong with the files or the flags.
 */
export async function record(
  inputs: InputRequest,
  flags: RecordFlags,
  show: (line: string) => void,
  signal: AbortSignal,
): Promise<Report> {
  const { document, warnings } = readMerged(inputs);
  const operation = findOperation(document, flags.operation);
  const { operationId } = operation;
  const { stream } = describeStream(document, operation);
  const call = flags.from === undefined ? prepareCall(document, operation, flags, process.env) : undefined;
  if (call) checkRedact(flags.redact, namesInCall(call.init), "request");
  const secrets = secretsOf(document, flags.redact, call?.secrets ?? []);
  const view = new LiveView(show, stream, secrets);
  const init = call && (stream ? call.init : askForStream(document, operation, call.init));
  const result = init && (await callOperation(operation, stream, init, view, signal));
  const exchange = result?.exchange ?? readTranscript(flags.from!, operation, stream?.mediaType);
  if (!result) {
    checkRedact(flags.redact, Object.keys(exchange.response?.headers ?? {}), "transcript");
    view.onWhole(exchange);
  }
  view.onEnd(exchange.end);
  const refused = (problem: Diagnostic, { end }: Exchange): Report => {
    return { lines: [], result: { end }, warnings: [...warnings, problem], passed: false };
  };
  if (exchange.response === undefined) {
    const first = flags.server === undefined ? serversOf(document)[0] : undefined;
    return refused(notAnswered(operationId, exchange, first && document.locate(first.path)), exchange);
  }
  const recording = redact({ ...exchange, request: { operationId, ...exchange.request } }, operation.path, secrets);
  const other = noStream(recording, stream && result);
  if (other !== undefined) return refused(other, recording);
  const file = writeRecording(inputs.out ?? recordingsFolder(folderOf(inputs)), recording);
  const problems = answerProblems(inputs, file, recording, stream && result);
  const passed = problems.every(({ severity }) => severity !== "error");
  const isNew = stream === undefined && holdsEvents(recording);
  return {
    lines: [`${file}: ${view.summary}, ${endWords(recording.end)}`],
    notes: isNew
      ? [`The document does not say what the events are. Next: ${commandText("infer --write", file, inputs)}`]
      : [],
    result: { file, end: recording.end },
    warnings: [...warnings, ...problems, ...secretsKept(file, secretFieldsIn(recording, secrets))],
    passed,
  };
}
