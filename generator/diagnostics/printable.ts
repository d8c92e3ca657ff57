// Control characters move the cursor or colour the terminal, bidi controls reorder what is read, lone surrogates print
// as garbage: all of them let a document make its error message say something else.
const UNSAFE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

// The user part of a URL, where passwords and tokens stand. JSON may write its slashes as `\/`.
const CREDENTIALS = /(?<=:(?:\\?\/){2})[^\s/?#"\\]*(?=@)/g;

const HIDDEN = "***";

// What a runner of GitHub's takes for a command in whatever a step prints: `::name::` where a line begins, after white
// space too, and `##[name]` anywhere. One of them makes it deaf to the annotations that follow.
const COMMAND_LINE = /^([^\S\n]*):(?=:)/gm;
const COMMAND = /(?<=##)\[/g;

/**
 * Text of a document made fit to be printed: unsafe characters and the beginnings of a workflow's commands escaped,
 * credentials hidden, line breaks kept.
 */
export function printable(text: string): string {
  return text
    .replace(CREDENTIALS, HIDDEN)
    .replace(UNSAFE, (unsafe) => (unsafe === "\n" ? unsafe : escaped(unsafe)))
    .replace(COMMAND_LINE, `$1${escaped(":")}`)
    .replace(COMMAND, escaped);
}

/** What is one line, whatever names a document puts into it. */
export function printableLine(text: string): string {
  return printable(text.replaceAll("\n", escaped));
}

/**
 * How a text begins, fit to be printed: at most `length` UTF-16 code units of it, and `…` where that is not all. Made fit
 * before it is cut, as half a URL would not show that it holds credentials.
 */
export function printableStart(text: string, length: number): string {
  const whole = printable(text);
  return whole.length > length ? `${whole.slice(0, length).replace(/[\ud800-\udbff]$/, "")}…` : whole;
}

/**
 * What to print for each UTF-16 code unit of `line` from `start` to `end`: mostly the character itself, an escape for
 * an unsafe one, and nothing for all but the first unit of what is printed as a whole. Tabs stay tabs.
 */
export function printableUnits(line: string, start: number, end: number): readonly string[] {
  // A piece cut out of a URL does not show that it was part of one, so credentials are looked for in the whole line.
  const hidden = [...line.matchAll(CREDENTIALS)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  const units: string[] = [];
  for (let index = start; index < end; index += 1) {
    const credentials = hidden.find(({ from, to }) => from <= index && index < to);
    if (credentials !== undefined) {
      units.push(index === Math.max(credentials.from, start) ? HIDDEN : "");
      continue;
    }
    const character = String.fromCodePoint(line.codePointAt(index) ?? 0);
    const isCommand = character === "[" && line.slice(0, index).endsWith("##");
    units.push(character === "\t" ? character : isCommand ? escaped(character) : character.replace(UNSAFE, escaped));
    if (character.length === 2) {
      units.push("");
      index += 1;
    }
  }
  return units;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
