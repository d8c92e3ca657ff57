import { DiagnosticsError, type Diagnostic, type Location } from "../diagnostics/diagnostics.js";
import { isObject, type JsonObject } from "../document/source.js";
import { parseYaml } from "../document/parse-yaml.js";
import { parseJson } from "./json.js";
import { checkLine, isTextPiece, lineKind, type Line } from "./recording-line.js";
import type { RecordedChunk, Recording } from "./recording.js";

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
    const isLast = index === lines.length - 1;
    const result = readLine(line, before, { file, text, line: index + 1, column: 1 }, isLast);
    problems.push(...result.problems);
    // What is no line of a recording at all, or wrong so often, is probably something else.
    if (result.line === undefined || problems.length >= MAX_PROBLEMS) break;
    before = lineKind(result.line);
    const chunk = problems.length === 0 ? chunkOf(result.line) : undefined;
    if (chunk) chunks.push(chunk);
    else others.push(result.line);
  }
  if (problems.length === 0 && before !== "end") {
    const location = { file, text, line: lines.length, column: 1 };
    problems.push({ severity: "error", message: "The recording has no end", hint: CUT, location });
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

const CUT = 'A recording ends with a line such as {"end":"closed","ms":640}. Was the file cut?';
const OTHER =
  "A recording is made by `openapi-stream record`, which takes a transcript of curl as well: --from <file>.";

/** What may come after what. */
const NEXT: { readonly [kind: string]: readonly string[] } = {
  start: ["request"],
  request: ["response", "end"],
  response: ["chunk", "bytes", "end"],
  chunk: ["chunk", "bytes", "end"],
  bytes: ["chunk", "bytes", "end"],
  end: [],
};

/** Nearly every line is a piece of text. `undefined` for one that is to be looked at closely. */
function readPiece(text: string, before: string): RecordedChunk | undefined {
  if (!NEXT[before]!.includes("chunk") || !text.startsWith('{"chunk":"')) return undefined;
  const line = parseObject(text);
  return line && isTextPiece(line) ? { text: line["chunk"] as string, ms: line["ms"] as number } : undefined;
}

/** @param start Where the line begins. */
function readLine(
  text: string,
  before: string | undefined,
  start: Location,
  isLast: boolean,
): { readonly line: Line | undefined; readonly problems: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const report = (message: string, hint?: string, path: readonly string[] = [], part: "key" | "value" = "value") => {
    // JSON is YAML. Only what is wrong is looked for, so it may be looked for slowly.
    const column = parseYaml(text).find(path, part) + 1;
    problems.push({ severity: "error", message, hint, location: { ...start, column } });
  };
  const line = parseObject(text);
  const kind = line && lineKind(line);
  if (line === undefined || kind === undefined) {
    const isCut = isLast && line === undefined && isBegun(text, before);
    report("This is not a line of a recording", isCut ? CUT : OTHER);
    return { line: undefined, problems };
  }
  const expected = NEXT[before ?? "start"]!;
  if (!expected.includes(kind)) {
    const hint = expected.length === 0 ? "Nothing comes after the end." : `Expected ${expected.join(" or ")}.`;
    report(`A line of this kind cannot stand here: ${kind}`, hint);
  }
  checkLine(line, kind, report);
  return { line: line as unknown as Line, problems };
}

/** Whether a line that is no JSON may be the beginning of one. */
function isBegun(text: string, before: string | undefined): boolean {
  return text.startsWith(before === undefined ? '{"request"' : "{");
}

function parseObject(text: string): JsonObject | undefined {
  const value = parseJson(text);
  return isObject(value) ? value : undefined;
}
