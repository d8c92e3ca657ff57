import { DiagnosticsError, suggest, type Diagnostic, type Location } from "../diagnostics/diagnostics.js";
import { isObject, type JsonObject } from "../document/source.js";
import { parseYaml } from "../document/parse-yaml.js";
import type {
  RecordedChunk,
  RecordedEnd,
  RecordedFailure,
  RecordedRequest,
  RecordedResponse,
  Recording,
} from "./recording.js";

/**
 * Reads the text of a recording's file.
 *
 * @param file What the file is called in diagnostics.
 * @throws {DiagnosticsError} with what is wrong, by line and column.
 */
export function parseRecording(file: string, text: string): Recording {
  const lines = text.replace(/\r?\n$/, "").split("\n");
  const chunks: RecordedChunk[] = [];
  const others: Line[] = [];
  const problems: Diagnostic[] = [];
  let before: string | undefined;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    const piece = before === undefined ? undefined : readPiece(line, before);
    if (piece !== undefined) {
      chunks.push(piece);
      before = "chunk";
      continue;
    }
    const result = readLine(line, before, { file, text, line: index + 1, column: 1 });
    problems.push(...result.problems);
    // What is no line of a recording at all, or wrong so often, is probably something else.
    if (result.line === undefined || problems.length >= MAX_PROBLEMS) break;
    before = kindOf(result.line);
    const chunk = problems.length === 0 ? chunkOf(result.line) : undefined;
    if (chunk) chunks.push(chunk);
    else others.push(result.line);
  }
  if (problems.length === 0 && before !== "end") {
    const location = { file, text, line: lines.length, column: 1 };
    const hint = 'It ends with a line such as {"end":"closed","ms":640}. Was the file cut?';
    problems.push({ severity: "error", message: "The recording has no end", hint, location });
  }
  if (problems.length > 0) throw new DiagnosticsError(problems);
  const [{ request }, ...rest] = others as [Line, ...Line[]];
  const { end, error, ms } = rest.at(-1)!;
  return {
    request: request!,
    ...(rest.length > 1 && { response: { ...rest[0]!.response!, ms: rest[0]!.ms } }),
    chunks,
    end: end === "failed" ? { end, error: error!, ms } : { end: end!, ms },
  };
}

function chunkOf({ chunk, bytes, ms }: Line): RecordedChunk | undefined {
  if (chunk !== undefined) return { text: chunk, ms };
  return bytes === undefined ? undefined : { bytes: Uint8Array.from(Buffer.from(bytes, "base64")), ms };
}

const MAX_PROBLEMS = 20;

/** A line whose fields have been checked. */
interface Line {
  readonly request?: RecordedRequest;
  readonly response?: Omit<RecordedResponse, "ms">;
  readonly chunk?: string;
  readonly bytes?: string;
  readonly end?: RecordedEnd["end"];
  readonly error?: RecordedFailure;
  readonly ms: number;
}

interface Field {
  /** What it must be. */
  readonly words: string;
  readonly test: (value: unknown) => boolean;
  readonly optional?: true;
  /** Of an object whose keys are known. */
  readonly fields?: Fields;
}

type Fields = { readonly [name: string]: Field };

const TEXT: Field = { words: "a string", test: (value) => typeof value === "string" };
/** ES2024, which Node has had since version 20. */
type WellFormed = string & { isWellFormed(): boolean };

// A lone surrogate stands for no byte.
const WELL_FORMED: Field = {
  words: "well-formed text: other bytes stand as base64, in `bytes`",
  test: (value) => typeof value === "string" && (value as WellFormed).isWellFormed(),
};
const BASE64: Field = {
  words: "bytes in base64",
  test: (value) => typeof value === "string" && Buffer.from(value, "base64").toString("base64") === value,
};
const HEADERS: Field = {
  words: "an object of strings",
  test: (value) => isObject(value) && Object.values(value).every((one) => typeof one === "string"),
};
const STATUS: Field = { words: "an HTTP status", test: (value) => isWhole(value) && value >= 200 && value <= 599 };
const MS: Field = { words: "whole milliseconds", test: isWhole };

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function object(fields: Fields): Field {
  return { words: "an object", test: isObject, fields };
}

const ANY: Field = { words: "a value", test: () => true };
const REQUEST = object({
  operationId: TEXT,
  method: { words: "a method in upper case", test: (value) => typeof value === "string" && /^[A-Z]+$/.test(value) },
  url: TEXT,
  headers: HEADERS,
  body: { ...ANY, optional: true },
});
const FAILURE = object({ kind: TEXT, message: TEXT });
const END: Field = {
  words: "closed, completed or failed",
  test: (value) => ["closed", "completed", "failed"].includes(value as string),
};

/** The lines that there are, by their first field, in the order that they come in. */
const LINES: { readonly [kind: string]: Fields } = {
  request: { request: REQUEST },
  response: { response: object({ status: STATUS, headers: HEADERS }), ms: MS },
  chunk: { chunk: WELL_FORMED, ms: MS },
  bytes: { bytes: BASE64, ms: MS },
  end: { end: END, error: { ...FAILURE, optional: true }, ms: MS },
};

/** What may come after what. */
const NEXT: { readonly [kind: string]: readonly string[] } = {
  start: ["request"],
  request: ["response", "end"],
  response: ["chunk", "bytes", "end"],
  chunk: ["chunk", "bytes", "end"],
  bytes: ["chunk", "bytes", "end"],
  end: [],
};

function kindOf(line: object): string | undefined {
  return Object.keys(LINES).find((kind) => Object.hasOwn(line, kind));
}

/** Nearly every line is a piece of text. `undefined` for one that is to be looked at closely. */
function readPiece(text: string, before: string): RecordedChunk | undefined {
  if (!NEXT[before]!.includes("chunk") || !text.startsWith('{"chunk":"')) return undefined;
  const line = parseJson(text);
  const { chunk, ms } = line ?? {};
  const isPiece = WELL_FORMED.test(chunk) && isWhole(ms) && Object.keys(line!).length === 2;
  return isPiece ? { text: chunk as string, ms: ms as number } : undefined;
}

/** @param start Where the line begins. */
function readLine(
  text: string,
  before: string | undefined,
  start: Location,
): { readonly line: Line | undefined; readonly problems: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const report = (message: string, hint?: string, path: readonly string[] = [], part: "key" | "value" = "value") => {
    // JSON is YAML. Only what is wrong is looked for, so it may be looked for slowly.
    const column = parseYaml(text).find(path, part) + 1;
    problems.push({ severity: "error", message, ...(hint && { hint }), location: { ...start, column } });
  };
  const line = parseJson(text);
  const kind = line && kindOf(line);
  if (line === undefined || kind === undefined) {
    report(
      "This is no line of a recording",
      "A recording is made by `openapi-stream record`, which takes a transcript of curl as well: --from <file>.",
    );
    return { line: undefined, problems };
  }
  const expected = NEXT[before ?? "start"]!;
  if (!expected.includes(kind)) {
    const hint = expected.length === 0 ? "Nothing comes after the end." : `Expected ${expected.join(" or ")}.`;
    report(`A line of this kind cannot stand here: ${kind}`, hint);
  }
  checkFields(line, LINES[kind]!, [], report);
  if (kind === "end" && (line["end"] === "failed") !== Object.hasOwn(line, "error")) {
    report("An end that failed has an error, and no other has", undefined, ["end"]);
  }
  return { line: line as unknown as Line, problems };
}

function parseJson(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function checkFields(
  value: JsonObject,
  fields: Fields,
  path: readonly string[],
  report: (message: string, hint: string | undefined, path: readonly string[], part?: "key") => void,
): void {
  for (const [name, found] of Object.entries(value)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const at = [...path, name];
    if (field === undefined) {
      const near = suggest(name, Object.keys(fields));
      const hint = near ? `Did you mean "${near}"?` : `Known here are ${Object.keys(fields).join(", ")}.`;
      report(`Unknown field "${name}"`, hint, at, "key");
    } else if (!field.test(found)) {
      report(`\`${name}\` must be ${field.words}`, undefined, at);
    } else if (field.fields) {
      checkFields(found as JsonObject, field.fields, at, report);
    }
  }
  for (const [name, { optional }] of Object.entries(fields)) {
    if (!optional && !Object.hasOwn(value, name)) report(`\`${name}\` is missing`, undefined, path);
  }
}
