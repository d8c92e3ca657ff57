import type { Path } from "./source.js";

/** An RFC 9535 JSONPath that selects the value at `path`, as an Overlay action's target. */
export function toJsonPath(path: Path): string {
  return `$${toSegments(path)}`;
}

/** What to add to a JSONPath so that it selects the value at `path` in what it selects now. */
export function toSegments(path: Path): string {
  return path.map((key) => toSegment(key)).join("");
}

function toSegment(key: string | number): string {
  if (typeof key === "number") {
    return `[${key}]`;
  }
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `.${key}` : `['${escapeName(key)}']`;
}

/** Those that have an escape of their own. json-p3 reads them by no other. */
const ESCAPES: Readonly<Record<string, string>> = { "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r" };

/** RFC 9535, section 2.3.1.1: what a name between single quotes cannot hold as it is. */
function escapeName(name: string): string {
  return name.replace(/[\\']/g, "\\$&").replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => {
    return ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
