import { toJsonPointer, type Path, type Scalar } from "./source.js";

/**
 * Where a string of the document turns into something of ours, by the place that it is going to. A document is hostile
 * input: nothing of it is printed anywhere without passing through one of these.
 */

/** What shows as nothing or as something else: controls, separators, formats such as bidi controls, lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** JavaScript allows two characters in a name that do not show; nothing here does. */
const IDENTIFIER = /^(?!.*\p{Cf})[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** A TypeScript string literal. Invisible characters are escaped, so that the code reads as it runs. */
export function toStringLiteral(text: string): string {
  return escapeInvisible(JSON.stringify(text));
}

/** TypeScript code whose strings and comments show all that is in them. Line feeds and tabs stay. */
export function escapeInvisible(code: string): string {
  return code.replace(INVISIBLE, (character) => {
    const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
    return /[\n\t]/.test(character)
      ? character
      : units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
  });
}

/** A literal of a JSON scalar. */
export function toLiteral(value: Scalar): string {
  return typeof value === "string" ? toStringLiteral(value) : String(value);
}

/** A property name in an object literal or a type. `__proto__` is computed, or a literal would set the prototype. */
export function toPropertyName(name: string): string {
  if (name === "__proto__") {
    return `["__proto__"]`;
  }
  return IDENTIFIER.test(name) ? name : toStringLiteral(name);
}

/** The text of a JSDoc comment: it cannot end the comment, and holds no tag of the document's making. */
export function toComment(text: string): string {
  return oneLine(text).replaceAll("*/", "*\\/").replaceAll("@", "\\@");
}

/** Markdown text on one line: shown as the document has it, with no markup, HTML or link of the document's making. */
export function toMarkdown(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]<>|#~]|&(?=\w+;)|(?<=www)\.|:(?=\/\/)|@(?=[\w.-]*\w)/gi, "\\$&")
    .replace(/^(?:\d+(?=[.)](?:\s|$))|(?=[-+=]))/, "$&\\");
}

/** Markdown code on one line, as a cell of a table, where a bar would end the cell even in code. */
export function toTableCode(text: string): string {
  return text.includes("|") ? toMarkdown(text) : toMarkdownCode(text);
}

/** Markdown code on one line. */
export function toMarkdownCode(text: string): string {
  const code = oneLine(text);
  if (code === "") {
    return "` `";
  }
  const fence = "`".repeat(Math.max(0, ...(code.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  const padding = code.startsWith("`") || code.endsWith("`") ? " " : "";
  return `${fence}${padding}${code}${padding}${fence}`;
}

/** The JSON Pointer of a path as Markdown code. */
export function toMarkdownPointer(path: Path): string {
  return toMarkdownCode(toJsonPointer(path));
}

/** White space folded to single spaces, invisible characters dropped. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").replace(INVISIBLE, "").trim();
}

/** `chat-stream-create` -> `chatStreamCreate`. Empty when no letter or digit is in the text. */
export function toCamelCase(text: string): string {
  const pascal = toPascalCase(text);
  const head = /^\p{Lu}+(?=\p{Lu}\p{Ll})|^\p{Lu}+/u.exec(pascal)?.[0] ?? "";
  return head.toLowerCase() + pascal.slice(head.length);
}

/** `response.output_text.delta` -> `ResponseOutputTextDelta`. */
export function toPascalCase(text: string): string {
  return (text.match(/(?:(?!\p{Cf})[\p{ID_Continue}$])+/gu) ?? [])
    .flatMap((part) => part.split("_"))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

export function isIdentifier(text: string): boolean {
  return IDENTIFIER.test(text);
}
