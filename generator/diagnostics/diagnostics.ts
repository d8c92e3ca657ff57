import { styleText } from "node:util";
import { codeFrame } from "./code-frame.js";
import { printable, printableLine } from "./printable.js";

/** A place in a file, and the text it was read from, so that a code frame can be drawn. */
export interface Location {
  /** As the user may open it: relative to the working directory where that is shorter. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** The whole text of the file. */
  readonly text: string;
}

/** One thing that is wrong, or that the user should know, in words for the user. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** What is wrong, as one sentence without a full stop at its end. */
  readonly message: string;
  /** What to do about it: a sentence, or an Overlay action to paste. */
  readonly hint?: string | undefined;
  /** Where. A missing file has no place of its own. */
  readonly location?: Location | undefined;
  /** Other places that are part of the story: "declared here". */
  readonly related?: readonly { readonly message: string; readonly location: Location }[] | undefined;
}

/** A place in one line: `spec/openapi.yaml:12:7`. */
export function placeText({ file, line, column }: Omit<Location, "text">): string {
  return `${file}:${line}:${column}`;
}

/** An error that has no place. */
export function errorOf(message: string, hint?: string): Diagnostic {
  return { severity: "error", message, hint };
}

/** Thrown by a stage with all of its problems at once. Its message is their formatted text, without colour. */
export class DiagnosticsError extends Error {
  override readonly name = "DiagnosticsError";
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((diagnostic) => formatDiagnostic(diagnostic)).join("\n\n"));
    this.diagnostics = diagnostics;
  }
}

/** What to throw where one thing is wrong, and that has no place. */
export function failure(message: string, hint?: string): DiagnosticsError {
  return new DiagnosticsError([errorOf(message, hint)]);
}

/** Runs one of several stages whose problems are told together. `undefined` where it threw, and `problems` has it. */
export function collect<T>(problems: Diagnostic[], stage: () => T): T | undefined {
  try {
    return stage();
  } catch (error) {
    if (!(error instanceof DiagnosticsError)) throw error;
    problems.push(...error.diagnostics);
    return undefined;
  }
}

/** Runs a stage. Warnings of an earlier one, which may explain what it throws, are thrown with that. */
export function withWarnings<T>(warnings: readonly Diagnostic[], stage: () => T): T {
  try {
    return stage();
  } catch (error) {
    if (!(error instanceof DiagnosticsError)) throw error;
    throw new DiagnosticsError([...warnings, ...error.diagnostics]);
  }
}

type Style = Parameters<typeof styleText>[0];

/**
 * The text of a diagnostic for a terminal: `file:line:column - error: message.`, a code frame, the hint, and every
 * related place with its own frame. What documents put into it is made harmless: control and bidi characters are
 * shown escaped, the credentials of URLs are not shown.
 */
export function formatDiagnostic(diagnostic: Diagnostic, color = false): string {
  // Whether the output is a terminal is for the caller to know, so styleText must not look at a stream itself.
  const paint = (style: Style, text: string): string =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const severity = paint(["bold", diagnostic.severity === "error" ? "red" : "yellow"], `${diagnostic.severity}:`);
  const place = diagnostic.location === undefined ? "" : `${paint("cyan", placeOf(diagnostic.location))} - `;
  const blocks = [`${place}${severity} ${paint("bold", `${printableLine(diagnostic.message)}.`)}`];
  if (diagnostic.location !== undefined) blocks.push(frame(diagnostic.location, paint));
  if (diagnostic.hint !== undefined) blocks.push(indent(printable(diagnostic.hint), "  "));
  for (const { message, location } of diagnostic.related ?? []) {
    blocks.push(
      `  ${paint("cyan", placeOf(location))} - ${printableLine(message)}.`,
      indent(frame(location, paint), "  "),
    );
  }
  return blocks.filter((block) => block !== "").join("\n\n");
}

/**
 * The candidate that `word` was most likely meant to be, by Damerau-Levenshtein distance (optimal string alignment)
 * without regard to case; undefined when none is near.
 *
 * @param allowed How many letters may differ: a third of them, if nothing else is said.
 */
export function suggest(
  word: string,
  candidates: Iterable<string>,
  allowed = Math.floor(word.length / 3),
): string | undefined {
  // Nobody mistypes a key of kilobytes, and to compare two of them would take minutes.
  if (word.length > 200) return undefined;
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let below = allowed + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= below) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance >= below) continue;
    best = candidate;
    below = distance;
  }
  return best;
}

/** The hint at a word that was most likely meant to be a candidate. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const near = suggest(word, candidates);
  return near === undefined ? undefined : `Did you mean "${near}"?`;
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = last[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const distance = Math.min(replaced, last[column]! + 1, current[column - 1]! + 1);
      current.push(swapped ? Math.min(distance, beforeLast[column - 2]! + 1) : distance);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
}

function placeOf(location: Location): string {
  return printableLine(placeText(location));
}

function frame(location: Location, paint: (style: Style, text: string) => string): string {
  return codeFrame(location)
    .map(({ gutter, code, kind }) => {
      const styled = kind === "caret" ? paint(["bold", "red"], code) : code;
      return `${paint(kind === "line" ? "bold" : "dim", gutter)}${styled === "" ? "" : ` ${styled}`}`;
    })
    .join("\n");
}

function indent(text: string, by: string): string {
  return text.replace(/^(?=.)/gm, by);
}
