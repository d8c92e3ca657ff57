import { dirname } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { commandText } from "../input/input-text.js";
import type { InputRequest } from "../input/inputs.js";
import { answerWords, holdsEvents } from "../recording/recorded-answer.js";
import { locateRequest, type RecordingFile } from "../recording/recording-files.js";

/**
 * What is to be done with recordings of an operation whose events the document does not describe: those that hold none
 * have come here by mistake, and the others can describe it.
 *
 * @param problems Why the document does not.
 */
export function strays(
  inputs: InputRequest,
  operationId: string,
  files: readonly RecordingFile[],
  problems: readonly Diagnostic[],
): readonly Diagnostic[] {
  const others = files.filter(({ recording }) => !holdsEvents(recording));
  const first = files.find((file) => !others.includes(file));
  return [
    ...others.map((file) => noStream(inputs, operationId, file)),
    ...(first ? [undescribed(inputs, operationId, first), ...problems] : []),
  ];
}

function noStream(inputs: InputRequest, operationId: string, file: RecordingFile): Diagnostic {
  return {
    severity: "error",
    message: `This recording of ${operationId} holds no event stream: ${answerWords(file.recording)}`,
    hint: `Remove it, or record it again: ${commandText("record", operationId, inputs)}`,
    location: locateRequest(file),
  };
}

function undescribed(inputs: InputRequest, operationId: string, file: RecordingFile): Diagnostic {
  return {
    severity: "error",
    message: `The document does not say what the events of ${operationId} are`,
    hint: `Its recordings can: \`${commandText("infer --write", dirname(file.file), inputs)}\` adds what they show to the Overlay.`,
    location: locateRequest(file),
  };
}
