import { resolve } from "node:path";
import { collect, DiagnosticsError, type Diagnostic } from "../diagnostics/diagnostics.js";
import { children, follow, followChild, keyOf, objectOf } from "../document/reference.js";
import { isUntyped } from "../document/schema-kind.js";
import { printableLine } from "../diagnostics/printable.js";
import type { Document } from "../document/source.js";
import { writeText } from "../document/write-text.js";
import { folderOf, readInputs, type InputRequest } from "../input/inputs.js";
import { merge } from "../input/merged-inputs.js";
import { commonPrefix, ComponentNames } from "../model/component-names.js";
import { itemSchemaOf } from "../model/item-schema.js";
import { isStreamMediaType } from "../model/stream-format.js";
import { counted } from "../counted.js";
import { describeStream, findOperation, findRecorded, type NamedOperation } from "../recording/find-operation.js";
import { byOperation, locateRequest, readRecordings, type RecordingFile } from "../recording/recording-files.js";
import { recordingsFolder } from "../recording/recordings-folder.js";
import type { Report } from "../report.js";
import { toDiagnostic } from "../verification/findings.js";
import { verifyRecordings } from "../verification/verify.js";
import { dialectOf } from "./draft-schema.js";
import { draftStream } from "./draft-stream.js";
import { extendStream, type Extension } from "./extend-stream.js";
import { overlayToAddTo } from "./overlay-file.js";
import { addToOverlay } from "./overlay-text.js";
import { seeStream } from "./seen-stream.js";

/** What the recordings of one operation add to an Overlay. */
interface Step {
  readonly text: string;
  readonly added: readonly string[];
  readonly warnings: readonly Diagnostic[];
}

/**
 * Drafts from recordings what the document leaves empty, or adds to what it says of a stream: events and fields that it
 * does not have. What a person has written is never changed: where recordings show something else, that is reported.
 *
 * @param paths Files and folders; none: the recordings of the API.
 * @param isWritten Whether the Overlay is written; else its text is what is reported.
 * @throws {DiagnosticsError} with what is wrong with the files.
 */
export async function infer(request: InputRequest, paths: readonly string[], isWritten: boolean): Promise<Report> {
  const inputs = readInputs(request);
  const files = readRecordings(paths.length > 0 ? paths : [recordingsFolder(folderOf(request))]);
  const overlay = overlayToAddTo(request, inputs);
  const documentWith = (text: string): Document => merge(inputs.spec, overlay.withText(text));
  let { text } = overlay;
  const added: string[] = [];
  const warnings: Diagnostic[] = [...inputs.warnings];
  const problems: Diagnostic[] = [];
  for (const [operationId, group] of byOperation(files)) {
    const document = documentWith(text);
    const step = collect(problems, () => inferStream(document, overlay.file, text, operationId, group));
    if (step === undefined) continue;
    text = step.text;
    added.push(...step.added);
    warnings.push(...step.warnings);
  }
  if (problems.length > 0) throw new DiagnosticsError(problems);
  warnings.push(...(await contradictions(request, documentWith(text), files)));
  if (isWritten && added.length > 0) {
    writeText(resolve(overlay.file), text);
  }
  const summary = added.length === 0 ? "nothing to add" : counted(added.length, "addition");
  return {
    lines: isWritten
      ? [`${overlay.file}: ${summary}`, ...added.map((line) => `  ${printableLine(line)}`)]
      : [text.trimEnd()],
    result: { file: overlay.file, added, text },
    warnings,
    passed: true,
  };
}

function inferStream(
  document: Document,
  file: string,
  text: string,
  operationId: string,
  files: readonly [RecordingFile, ...RecordingFile[]],
): Step {
  const operation = findRecorded(document, operationId, files[0]);
  const { stream, problems } = describeStream(document, operation);
  if (stream === undefined && isDescribed(document, operation)) throw new DiagnosticsError(problems);
  const seen = seeStream(
    files.map(({ recording }) => recording),
    stream,
  );
  if (seen === undefined || seen.events.length === 0) {
    return { text, added: [], warnings: [noEvents(operationId, files[0])] };
  }
  const prefix = (stream && commonPrefix(stream)) || operationId;
  const drafting = { prefix, dialect: dialectOf(document), names: new ComponentNames(document) };
  if (stream === undefined) {
    const actions = draftStream(document, operation, drafting, seen);
    const what = counted(seen.events.length, "event type");
    return {
      text: addToOverlay(file, text, [], actions),
      added: [`the stream of ${operationId}: ${what}, from ${counted(files.length, "recording")}`],
      warnings: [],
    };
  }
  const extensions = extendStream(document, stream, drafting, seen);
  const isAdded = ({ additions }: Extension): boolean => additions.length > 0;
  return {
    text: addToOverlay(
      file,
      text,
      extensions.flatMap(({ additions }) => additions),
      [],
    ),
    added: extensions.filter(isAdded).map(({ words }) => words),
    warnings: extensions
      .filter((one) => !isAdded(one))
      .map(({ words, at = stream.at.mediaType }) => {
        return {
          severity: "warning",
          message: `Not added: ${words}`,
          location: document.locate(at, "key"),
        };
      }),
  };
}

/** Whether the document says something of the stream's events: what is wrong with that is for a person to mend. */
function isDescribed(document: Document, { operation }: NamedOperation): boolean {
  const responses = children(followChild(document, operation, "responses"));
  const contents = responses.flatMap((response) =>
    children(followChild(document, follow(document, response), "content")),
  );
  return contents.some((entry) => {
    const schema = isStreamMediaType(keyOf(entry)) ? itemSchemaOf(document, follow(document, entry)) : undefined;
    // Of a stream that is a string, nothing is said.
    return !isUntyped(document, schema) && objectOf(follow(document, schema))["type"] !== "string";
  });
}

function noEvents(operationId: string, file: RecordingFile): Diagnostic {
  return {
    severity: "warning",
    message: `No recording of ${operationId} holds an event`,
    location: locateRequest(file),
  };
}

/** What the document says otherwise. */
async function contradictions(
  request: InputRequest,
  document: Document,
  files: readonly RecordingFile[],
): Promise<readonly Diagnostic[]> {
  const described = [...byOperation(files)].flatMap(([operationId, group]) => {
    const { stream } = describeStream(document, findOperation(document, operationId));
    return stream === undefined ? [] : group;
  });
  const { verifications, problems } = await verifyRecordings(request, document, described);
  if (problems.length > 0) throw new DiagnosticsError(problems);
  const findings = verifications.flatMap((verification) => verification.findings);
  return findings.map((finding) => ({ ...toDiagnostic(request, finding), severity: "warning" }));
}
