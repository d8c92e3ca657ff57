import type { YAMLParseError } from "yaml";
import { groupBy } from "../group-by.js";
import type { Problem } from "./yaml-value.js";

const HINTS: { readonly [code: string]: string } = {
  BAD_SCALAR_START: "Put the value in quotes.",
  BLOCK_AS_IMPLICIT_KEY: "Put a value that holds `: ` in quotes, or indent what is nested on lines of its own.",
  TAB_AS_INDENT: "Indent with spaces.",
}; /** What is said of a line that is read wrongly because of one before it. */
const OF_INDENTS: ReadonlySet<string> = new Set(["BAD_INDENT", "BLOCK_AS_IMPLICIT_KEY", "MULTILINE_IMPLICIT_KEY"]);
const MAX_INDENT = 1000;

/**
 * What a parser says of a text, once for what is wrong once: one wrong indent is three errors on its line, and one more on
 * each line of its block.
 *
 * @param lineOf The line of an offset, from 1.
 */
export function syntaxProblems(
  errors: readonly YAMLParseError[],
  text: string,
  lineOf: (offset: number) => number,
): readonly Problem[] {
  if (errors.length === 0) return [];
  const indents = new Indents(text);
  const byLine = [...groupBy(errors, ({ pos }) => lineOf(pos[0]))].sort(([a], [b]) => a - b);
  return byLine.flatMap(([line, all]) => {
    indents.goTo(line);
    if (indents.isSwallowed && all.every(({ code }) => OF_INDENTS.has(code))) return [];
    // A key of several lines: what was to be the next entry is read as more of the value of this one.
    const codes = new Set(all.map(({ code }) => code));
    const isKey = codes.has("BLOCK_AS_IMPLICIT_KEY") && codes.has("MULTILINE_IMPLICIT_KEY");
    const next = isKey ? indents.next : undefined;
    // What stands behind it as deep as those before it is not at fault.
    const behind = next ?? indents.near[1];
    if (behind !== undefined) indents.swallow(behind);
    const [first] = all.toSorted((a, b) => a.pos[0] - b.pos[0]);
    if (/the same column$|^Sequence item without/.test(first!.message)) return [misplaced(first!, text, indents)];
    return [next === undefined ? problem(first!, HINTS[first!.code]) : deeper(first!, indents.ofKey, next)];
  });
}

function problem({ pos: [offset], message }: YAMLParseError, hint: string | undefined): Problem {
  return { offset, message: `Invalid YAML: ${message.slice(0, 1).toLowerCase()}${message.slice(1)}`, hint };
}

function misplaced(error: YAMLParseError, text: string, indents: Indents): Problem {
  const wanted = indents.near.join(" or ");
  const tail = wanted === "" ? "" : `: by ${spaces(wanted)}, not by ${indents.own}`;
  const { offset, ...words } = problem(error, `Indent the line as those that it belongs to${tail}.`);
  // It stands where the line begins, and what is wrong, where its indent ends.
  return { offset: offset + indentOf(text.slice(offset, offset + MAX_INDENT)), ...words };
}

function deeper({ pos: [offset] }: YAMLParseError, own: number, next: number): Problem {
  const message = "Invalid YAML: this line has a value, and the next is indented as a part of it";
  const hint = `Indent both alike, for one has ${spaces(String(own))}, and the other ${next}. Or put a value of several lines in quotes.`;
  return { offset, message, hint };
}

function spaces(count: string): string {
  return `${count} ${count === "1" ? "space" : "spaces"}`;
}

/** The indents of a text, read once from its start to its end: there may be thousands of errors. */
class Indents {
  readonly #lines: readonly string[];
  #index = 0;
  /** What is open where the line begins, from the outside to the inside. */
  readonly #open: number[] = [];
  /** The indent of the lines that are read wrongly because of one before them. */
  #swallowed: number | undefined;
  /** Where that one is. */
  #swallower = 0;

  constructor(text: string) {
    this.#lines = text.split("\n");
  }

  get own(): number {
    return indentOf(this.#lines[this.#index] ?? "");
  }

  /** Of the key, where the line begins with an item of a list. */
  get ofKey(): number {
    return indentsOf(this.#lines[this.#index] ?? "").at(-1) ?? this.own;
  }

  get isSwallowed(): boolean {
    return this.own === this.#swallowed;
  }

  /** The nearest of what is open, where the line has the indent of none. */
  get near(): readonly number[] {
    let index = this.#open.length;
    while (index > 0 && this.#open[index - 1]! > this.own) index--;
    const [outer, inner] = [this.#open[index - 1], this.#open[index]];
    return outer === this.own ? [] : [outer, inner].filter((indent) => indent !== undefined);
  }

  /** @param line From 1, behind the last one. */
  goTo(line: number): void {
    for (; this.#index < line - 1; this.#index++) this.#enter(indentsOf(this.#lines[this.#index]!));
  }

  /** The indent of the next line. */
  get next(): number | undefined {
    let index = this.#index + 1;
    while (index < this.#lines.length && indentsOf(this.#lines[index]!).length === 0) index++;
    const next = this.#lines[index];
    return next === undefined ? undefined : indentOf(next);
  }

  /** From here to the end of its block, a line of this indent is read as a part of a value, or of another block. */
  swallow(indent: number): void {
    this.#swallowed = indent;
    this.#swallower = this.#index;
  }

  #enter(indents: readonly number[]): void {
    const [own] = indents;
    if (own === undefined) return;
    const isBehind = this.#index > this.#swallower;
    if (isBehind && this.#swallowed !== undefined && own < this.#swallowed) this.#swallowed = undefined;
    while ((this.#open.at(-1) ?? -1) > own) this.#open.pop();
    for (const indent of indents) if (indent > (this.#open.at(-1) ?? -1)) this.#open.push(indent);
  }
}

function indentOf(line: string): number {
  return /^ */.exec(line)![0].length;
}

/** Where a line's items of lists begin, and what is in the last one; none for a line without either. */
function indentsOf(line: string): readonly number[] {
  const indents: number[] = [];
  let at = indentOf(line);
  while (line.startsWith("- ", at)) {
    indents.push(at);
    at++;
    while (line[at] === " ") at++;
  }
  return /[^\s#]/.test(line.charAt(at)) ? [...indents, at] : indents;
}
