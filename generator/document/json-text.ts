import { skip, stringEnd } from "./json-positions.js";
import { MAX_DEPTH, type Problem } from "./yaml-value.js";

/**
 * The value of a JSON text; undefined when the YAML reader must look at it: to say where its error is, or because it
 * holds what JSON.parse would pass over, such as a key that stands twice.
 */
export function parseStrictJson(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    return countKeys(value) === countKeysInText(text) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** NaN, which equals nothing, for a value that is nested too deeply or holds an infinite number (`1e999`). */
function countKeys(root: unknown): number {
  let keys = 0;
  const pending = [{ value: root, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, depth } = next;
    if (value === Infinity || value === -Infinity || depth > MAX_DEPTH) return Number.NaN;
    if (typeof value !== "object" || value === null) continue;
    const children = Object.values(value) as readonly unknown[];
    if (!Array.isArray(value)) keys += children.length;
    for (const child of children) pending.push({ value: child, depth: depth + 1 });
  }
  return keys;
}

/** Of a text that is known to be JSON: every string that a colon follows is a key. */
function countKeysInText(text: string): number {
  let keys = 0;
  for (let open = text.indexOf('"'), end = 0; open !== -1; open = text.indexOf('"', end)) {
    end = stringEnd(text, open);
    if (text[skip(text, end)] === ":") keys += 1;
  }
  return keys;
}

/** What is wrong with a text that should be JSON, of which YAML says so much. */
export function jsonProblems(text: string, ofYaml: readonly Problem[]): readonly Problem[] {
  if (ofYaml.length === 0) return commentProblems(text);
  return ofYaml.map((problem) => ({ ...problem, message: problem.message.replace(/^Invalid YAML:/, "Invalid JSON:") }));
}

/**
 * The comment of JavaScript in a text that is JSON but for it and what else YAML allows. YAML takes it for a part of the
 * name or the value behind it, and nobody would notice.
 */
function commentProblems(text: string): readonly Problem[] {
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"' || sign === "'") {
      at = stringEnd(text, at) - 1;
      if (at === -1) return [];
    } else if (sign === "/" && /[/*]/.test(text[at + 1] ?? "")) {
      return [{ offset: at, message: "JSON has no comments", hint: "Remove it." }];
    }
  }
  return [];
}
