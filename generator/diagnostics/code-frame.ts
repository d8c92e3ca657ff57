import { printableUnits } from "./printable.js";

/** One printed line of a code frame. */
interface FrameLine {
  readonly kind: "line" | "context" | "caret";
  /** The line number and the bar. */
  readonly gutter: string;
  readonly code: string;
}

const CONTEXT = 2;
const WIDTH = 110;
const BEFORE_CARET = 60;

// Characters that terminals print over two cells, and those that they print over the one before.
const WIDE =
  /^[\p{Emoji_Presentation}\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff01-\uff60]/u;
const COMBINING = /^[\p{Mn}\p{Me}\u200d]/u;

/**
 * The line at `place` with two lines around it and a caret under the column, long lines cut around the caret. Empty for
 * a file that holds no text. `line` and `column` count from 1.
 */
export function codeFrame(place: {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}): readonly FrameLine[] {
  if (place.text.trim() === "") return [];
  const first = Math.max(1, place.line - CONTEXT);
  const lines = linesOf(place.text, first, place.line + CONTEXT);
  // An error at the very end of a file stands on a line that holds nothing: the blank context after it is no context.
  while (lines.length > place.line - first + 1 && lines.at(-1)?.trim() === "") lines.pop();
  const digits = String(first + lines.length - 1).length;
  const current = lines[place.line - first] ?? "";
  const caret = Math.min(place.column - 1, current.length);
  const start = current.length <= WIDTH ? 0 : Math.max(0, caret - BEFORE_CARET);
  const printed: FrameLine[] = [];
  for (const [index, line] of lines.entries()) {
    const number = first + index;
    const kind = number === place.line ? "line" : "context";
    const gutter = `${kind === "line" ? ">" : " "} ${String(number).padStart(digits)} |`;
    const before = start > 0 && line.length > 0 ? "…" : "";
    const end = Math.min(line.length, start + WIDTH);
    const after = end < line.length ? "…" : "";
    printed.push({ kind, gutter, code: `${before}${printableUnits(line, start, end).join("")}${after}`.trimEnd() });
    if (kind === "context") continue;
    const pad = blank(`${before}${printableUnits(line, start, caret).join("")}`);
    printed.push({ kind: "caret", gutter: `  ${" ".repeat(digits)} |`, code: `${pad}^` });
  }
  return printed;
}

/** Lines `first` to `last`, found without splitting a file of megabytes that may be one line. */
function linesOf(text: string, first: number, last: number): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let number = 1; number <= last && start <= text.length; number += 1) {
    const found = text.indexOf("\n", start);
    const end = found === -1 ? text.length : found;
    if (number >= first) lines.push(text.slice(start, text[end - 1] === "\r" && end > start ? end - 1 : end));
    start = end + 1;
  }
  return lines;
}

/** Blank space as wide as `text` is printed: tabs stay tabs, so that they align whatever a tab is worth. */
function blank(text: string): string {
  return Array.from(text, (character) => {
    if (character === "\t") return character;
    if (COMBINING.test(character)) return "";
    return WIDE.test(character) ? "  " : " ";
  }).join("");
}
