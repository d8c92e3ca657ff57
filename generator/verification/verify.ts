import { collect, DiagnosticsError, type Diagnostic, type Location } from "../diagnostics/diagnostics.js";
import type { Document } from "../document/source.js";
import { folderOf, type InputRequest } from "../input/inputs.js";
import { readMerged } from "../input/merged-inputs.js";
import { printableLine } from "../diagnostics/printable.js";
import { counted } from "../counted.js";
import { describeStream, findRecorded } from "../recording/find-operation.js";
import { byOperation, readRecordings, type RecordingFile } from "../recording/recording-files.js";
import { recordingsFolder } from "../recording/recordings-folder.js";
import type { Report } from "../report.js";
import { toDiagnostic, toFindings, type Finding, type Sighting, type Verification } from "./findings.js";
import { markdownLines } from "./markdown.js";
import { strays } from "./strays.js";
import { StreamChecker } from "./stream-checker.js";

/**
 * Replays recordings through the client's runtime, and holds every event against its schema.
 *
 * @param paths Files and folders; none: the recordings of the API.
 * @throws {DiagnosticsError} with what is wrong with the files.
 */
export async function verify(inputs: InputRequest, paths: readonly string[], format?: string): Promise<Report> {
  const { document, warnings } = readMerged(inputs);
  const files = readRecordings(paths.length > 0 ? paths : [recordingsFolder(folderOf(inputs))]);
  const { verifications, problems } = await verifyRecordings(inputs, document, files);
  // Where nothing is verified, the files are what is wrong.
  if (verifications.length === 0) throw new DiagnosticsError(problems);
  const findings = verifications.flatMap((one) => one.findings);
  const isMarkdown = format === "markdown";
  return {
    lines: isMarkdown ? markdownLines(verifications) : verifications.map(summaryOf),
    result: verifications.map(toJson),
    warnings: [...warnings, ...problems, ...(isMarkdown ? [] : findings.map((one) => toDiagnostic(inputs, one)))],
    passed: problems.length === 0 && findings.every(({ severity }) => severity !== "error"),
  };
}

/** What recordings show, and why others show nothing. */
export interface Verifications {
  readonly verifications: readonly Verification[];
  /** Of the recordings of operations that the document does not have, or whose events it does not describe. */
  readonly problems: readonly Diagnostic[];
}

/** What recordings show, by operation. What cannot be verified keeps nothing else from being so. */
export async function verifyRecordings(
  inputs: InputRequest,
  document: Document,
  files: readonly RecordingFile[],
): Promise<Verifications> {
  const problems: Diagnostic[] = [];
  const verifications: Verification[] = [];
  for (const [operationId, group] of byOperation(files)) {
    const checker = collect(problems, () => checkerOf(inputs, document, operationId, group));
    if (checker) verifications.push(await verifyStream(document, checker, operationId, group));
  }
  return { verifications, problems };
}

function checkerOf(
  inputs: InputRequest,
  document: Document,
  operationId: string,
  files: readonly [RecordingFile, ...RecordingFile[]],
): StreamChecker {
  const { stream, problems } = describeStream(document, findRecorded(document, operationId, files[0]));
  if (stream) return new StreamChecker(document, stream);
  throw new DiagnosticsError(strays(inputs, operationId, files, problems));
}

async function verifyStream(
  document: Document,
  checker: StreamChecker,
  operationId: string,
  files: readonly RecordingFile[],
): Promise<Verification> {
  const sightings: Sighting[] = [];
  const events = new Map<string, number>();
  for (const file of files) {
    const checked = await checker.check(file.recording);
    for (const [name, times] of checked.events) events.set(name, (events.get(name) ?? 0) + times);
    sightings.push(...checked.observations.map((observation) => ({ file, observation })));
  }
  return {
    operationId,
    recordings: files.length,
    events: [...events.values()].reduce((sum, times) => sum + times, 0),
    findings: toFindings(document, sightings, events, files.length),
  };
}

function summaryOf({ operationId, recordings, events, findings }: Verification): string {
  const all = `${printableLine(operationId)}: ${counted(events, "event")} in ${counted(recordings, "recording")}`;
  const of = (severity: Finding["severity"]): number => findings.filter((one) => one.severity === severity).length;
  const found = [
    [of("error"), "error"],
    [of("undeclared"), "undeclared field"],
    [of("warning"), "warning"],
  ] as const;
  const words = found.filter(([number]) => number > 0).map(([number, what]) => counted(number, what));
  return `${all}, ${words.length === 0 ? "as the document has them" : words.join(", ")}`;
}

function toJson({ findings, ...counts }: Verification): object {
  const placeOf = ({ file, line, column }: Location): object => ({ file, line, column });
  return {
    ...counts,
    findings: findings.map((finding) => {
      const { event = null, recorded, declared } = finding;
      return { ...finding, event, recorded: placeOf(recorded), declared: placeOf(declared) };
    }),
  };
}
