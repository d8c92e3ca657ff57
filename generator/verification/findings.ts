import type { Diagnostic, Location } from "../diagnostics/diagnostics.js";
import { locateInside, toJsonPointer, type Document } from "../document/source.js";
import { groupBy } from "../group-by.js";
import { commandText } from "../input/input-text.js";
import type { InputRequest } from "../input/inputs.js";
import { parseYaml } from "../document/parse-yaml.js";
import type { RecordedItem } from "../recording/items.js";
import type { RecordingFile } from "../recording/recording-files.js";
import { lineOfChunk } from "../recording/recording.js";
import type { Observation, Rule } from "./observation.js";

/**
 * How bad it is: the document is wrong, or the API is; a field came that nobody wrote down, which breaks no client; or a
 * recording that nothing can be told by.
 */
type Severity = "error" | "undeclared" | "warning";

/** What recordings show, once, however often they show it. */
export interface Finding {
  readonly severity: Severity;
  readonly rule: Rule;
  readonly operationId: string;
  readonly event: string | undefined;
  /** A JSON Pointer into the event, every item of an array `*`; `""` where it is about no field. */
  readonly field: string;
  readonly message: string;
  /** In how many events, or recordings where it is about no event. */
  readonly count: number;
  readonly of: number;
  /** Where it shows first. */
  readonly recorded: Location;
  /** Where the document says otherwise, or could say it. */
  readonly declared: Location;
}

/** What the recordings of one operation show. */
export interface Verification {
  readonly operationId: string;
  readonly recordings: number;
  readonly events: number;
  readonly findings: readonly Finding[];
}

/** An observation, and the recording that it was made in. */
export interface Sighting {
  readonly file: RecordingFile;
  readonly observation: Observation;
}

const SEVERITIES: Readonly<Partial<Record<Rule, Severity>>> = {
  "undeclared-field": "undeclared",
  cut: "warning",
  "no-stream": "warning",
};

/**
 * Gathers what was seen of one operation's stream.
 *
 * @param events How many events there were, by name.
 * @param recordings How many recordings there were.
 */
export function toFindings(
  document: Document,
  sightings: readonly Sighting[],
  events: ReadonlyMap<string, number>,
  recordings: number,
): readonly Finding[] {
  const groups = groupBy(sightings, ({ observation: { rule, event, field, declared } }) =>
    JSON.stringify([rule, event, field, declared]),
  );
  return [...groups.values()].map((group) => {
    const [{ file, observation }] = group;
    const { rule, event, field, declared, item } = observation;
    // An array may show the same several times in one event.
    const count = new Set(group.map((one) => one.observation.item ?? one.file)).size;
    const of = event === undefined ? recordings : (events.get(event) ?? count);
    const pointer = toJsonPointer(field);
    return {
      severity: SEVERITIES[rule] ?? "error",
      rule,
      operationId: file.recording.request.operationId,
      event,
      field: pointer,
      message: messageOf(observation, pointer, count, of),
      count,
      of,
      recorded: item ? locateItem(file, item) : locateLine(file, rule === "no-stream" ? 2 : lineCount(file)),
      declared: document.locate(declared),
    };
  });
}

function messageOf({ event, problem }: Observation, pointer: string, count: number, of: number): string {
  if (event === undefined) return count === of ? problem : `${problem} (${count} of ${of} recordings)`;
  const subject = pointer === "" ? `The event ${event}` : `${pointer} of ${event}`;
  return `${subject} ${problem} (${count} of ${of})`;
}

/** A finding as it is printed, located twice. */
export function toDiagnostic(inputs: InputRequest, finding: Finding): Diagnostic {
  const { severity, rule, message, recorded, declared } = finding;
  const related = { message: PLACES[rule] ?? "Declared here", location: declared };
  return {
    severity: severity === "error" ? "error" : "warning",
    message,
    hint: HINTS[rule]?.(recorded.file, inputs),
    location: recorded,
    // Where a recording tells nothing, the document has no part in it.
    related: severity === "warning" ? undefined : [related],
  };
}

const PLACES: Readonly<Partial<Record<Rule, string>>> = {
  "undeclared-field": "It could be declared here",
  "unknown-event": "The events are declared here",
};

const HINTS: Readonly<Partial<Record<Rule, (recording: string, inputs: InputRequest) => string>>> = {
  "unknown-event": (recording, inputs) => `A client skips it. ${addingText(recording, inputs)}`,
  "undeclared-field": addingText,
  "missing-end": () => "Was the stream cut, or does `end` name what the server does not send?",
  "after-end": () => "Does `end` name an event after which others may come?",
};

function addingText(recording: string, inputs: InputRequest): string {
  return `\`${commandText("infer --write", recording, inputs)}\` adds it to the Overlay.`;
}

function lineCount({ recording }: RecordingFile): number {
  return recording.chunks.length + (recording.response ? 2 : 1) + 1;
}

function locateLine({ file, text }: RecordingFile, line: number): Location {
  return { file, text, line, column: 1 };
}

/** Where the data of an item begins, in the piece that completed it; else that piece. */
function locateItem(file: RecordingFile, item: RecordedItem): Location {
  const location = locateLine(file, lineOfChunk(item.chunk));
  const chunk = file.recording.chunks[item.chunk];
  const index = chunk && "text" in chunk ? indexOfData(chunk.text, item.data) : -1;
  const line = file.text.split("\n", location.line).at(-1) ?? "";
  const start = { ...location, column: parseYaml(line).find([index === -1 ? "" : "chunk"], "value") + 1 };
  return index <= 0 ? start : locateInside(start, index);
}

/** Behind the name of its field where it has one: `1` may stand in many places. */
function indexOfData(text: string, data: string): number {
  const [found] = ["data: ", "data:", ""].flatMap((before) => {
    const index = text.indexOf(before + data);
    return index === -1 ? [] : [index + before.length];
  });
  return found ?? -1;
}
