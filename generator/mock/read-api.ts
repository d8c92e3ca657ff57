import { didYouMean, withWarnings, type Diagnostic } from "../diagnostics/diagnostics.js";
import { folderOf, type InputRequest } from "../input/inputs.js";
import { createValidator } from "../json-schema/validator.js";
import { readMerged } from "../input/merged-inputs.js";
import { buildModel } from "../model/build-model.js";
import type { Stream } from "../model/model.js";
import { readFolder, type RecordingFile } from "../recording/recording-files.js";
import { recordingsFolder } from "../recording/recordings-folder.js";
import type { Api } from "./answer.js";
import { isPlayable, toPlayable, type PlayableRecording } from "./recordings.js";
import { routesOf } from "./routes.js";
import { createSampler } from "./sampler.js";

/**
 * Reads a document, its overlays and its recordings.
 *
 * @throws {DiagnosticsError} with all that is wrong with them.
 */
export function readApi(request: InputRequest): { readonly api: Api; readonly warnings: readonly Diagnostic[] } {
  const { document, ...inputs } = readMerged(request);
  const { model, warnings } = withWarnings(inputs.warnings, () => buildModel(document));
  const recordings = readFolder(recordingsFolder(folderOf(request)));
  const api: Api = {
    document,
    routes: routesOf(document, model),
    checks: {
      document,
      json: createValidator(document, "request"),
      text: createValidator(document, "request", true),
    },
    sampler: createSampler(document, createValidator(document, "response")),
    recordings: byOperation(model.streams, recordings.filter(isPlayable)),
  };
  return { api, warnings: [...inputs.warnings, ...warnings, ...warnOfSilent(model.streams, recordings)] };
}

function byOperation(
  streams: readonly Stream[],
  recordings: readonly RecordingFile[],
): ReadonlyMap<string, readonly PlayableRecording[]> {
  return new Map(
    streams.map((stream) => {
      const own = recordings.filter((recorded) => isOf(stream, recorded));
      return [stream.operationId, toPlayable(stream, own)];
    }),
  );
}

/** A stream goes by its `operationId`, and by the name of its method. */
function isOf({ operationId, name }: Stream, { recording }: RecordingFile): boolean {
  return [operationId, name].includes(recording.request.operationId);
}

/** Of recordings that are never heard. */
function warnOfSilent(streams: readonly Stream[], recordings: readonly RecordingFile[]): readonly Diagnostic[] {
  return recordings.flatMap((recorded): readonly Diagnostic[] => {
    const { operationId } = recorded.recording.request;
    if (!streams.some((stream) => isOf(stream, recorded))) {
      return [
        {
          severity: "warning",
          message: `${recorded.file} is of a stream that this document does not have: ${operationId}`,
          hint: didYouMean(
            operationId,
            streams.map((stream) => stream.operationId),
          ),
        },
      ];
    }
    return isPlayable(recorded)
      ? []
      : [{ severity: "warning", message: `${recorded.file} is not played: it holds no stream, or a broken one` }];
  });
}
