import { dirname } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { answerWords, holdsEvents } from "../recording/recorded-answer.js";
import { locateRequest, type RecordingFile } from "../recording/recording-files.js";

/**
 * What is to be done with recordings of an operation whose events the document does not describe: those that hold none
 * have come here by mistake, and the others can describe it.
 *
 * @param problems Why the document does not.
 */
export function strays(
  operationId: string,
  files: readonly RecordingFile[],
  problems: readonly Diagnostic[],
): readonly Diagnostic[] {
  const others = files.filter(({ recording }) => !holdsEvents(recording));
  const first = files.find((file) => !others.includes(file));
  return [
    ...others.map((file) => noStream(operationId, file)),
    ...(first ? [undescribed(operationId, first), ...problems] : []),
  ];
}

function noStream(operationId: string, file: RecordingFile): Diagnostic {
  return {
    severity: "error",
    message: `This recording of ${operationId} holds no event stream: ${answerWords(file.recording)}`,
    hint: `Remove it, or record it again: npx openapi-stream record ${operationId}`,
    location: locateRequest(file),
  };
}

function undescribed(operationId: string, file: RecordingFile): Diagnostic {
  return {
    severity: "error",
    message: `The document does not say what the events of ${operationId} are`,
    hint: `Its recordings can: \`npx openapi-stream infer --write ${dirname(file.file)}\` adds what they show to the Overlay.`,
    location: locateRequest(file),
  };
}
