import type { YAMLParseError } from "yaml";
import { groupBy } from "../group-by.js";
import type { Problem } from "./yaml-value.js";

const HINTS: { readonly [code: string]: string } = {
  BAD_SCALAR_START: "Put the value in quotes.",
  BLOCK_IN_FLOW: "Between { } or [ ], put a value that holds `: ` or begins with `- ` in quotes.",
  BLOCK_AS_IMPLICIT_KEY: "Put a value that holds `: ` in quotes, or indent what is nested on lines of its own.",
  TAB_AS_INDENT: "Indent with spaces.",
};
/** After a tab, lines are taken for parts of others. */
const AFTER_TAB: ReadonlySet<string> = new Set(["BLOCK_AS_IMPLICIT_KEY", "MULTILINE_IMPLICIT_KEY", "MISSING_CHAR"]);
const MAX_INDENT = 1000;

/**
 * What a parser says of a text, once for each line: what else is wrong with one follows from the first.
 *
 * @param lineOf The line of an offset.
 */
export function syntaxProblems(
  errors: readonly YAMLParseError[],
  text: string,
  lineOf: (offset: number) => number,
): readonly Problem[] {
  const hasTab = errors.some(({ code }) => code === "TAB_AS_INDENT");
  const own = errors.filter(({ code }) => !(hasTab && AFTER_TAB.has(code)));
  const sorted = own.toSorted((a, b) => a.pos[0] - b.pos[0]);
  const byLine = groupBy(sorted, ({ pos }) => lineOf(pos[0]));
  return [...byLine.values()].map((all) => problemOf(all, text));
}

function problemOf(all: readonly [YAMLParseError, ...YAMLParseError[]], text: string): Problem {
  const [{ code, message, pos }] = all;
  const [offset] = pos;
  const words = `Invalid YAML: ${message.slice(0, 1).toLowerCase()}${message.slice(1)}`;
  if (code === "BAD_INDENT" && message.endsWith("the same column")) {
    // It stands where the line begins, and what is wrong, where its indent ends.
    const [indent] = /^ */.exec(text.slice(offset, offset + MAX_INDENT)) as RegExpExecArray;
    const hint = "Indent the line as those that it belongs to.";
    return { offset: offset + indent.length, message: words, hint };
  }
  const codes = new Set(all.map((error) => error.code));
  // A key of several lines: the next was to be an entry of its own, and is read as more of this one's value.
  if (codes.has("BLOCK_AS_IMPLICIT_KEY") && codes.has("MULTILINE_IMPLICIT_KEY")) {
    return {
      offset,
      message: "Invalid YAML: this line has a value, and the next is indented as a part of it",
      hint: "Indent both alike, or put a value of several lines in quotes.",
    };
  }
  return { offset, message: words, hint: HINTS[code] };
}
