import { DiagnosticsError, type Location } from "../diagnostics/diagnostics.js";
import { displayName } from "./display-name.js";
import { jsonPositions } from "./json-positions.js";
import { jsonProblems, parseStrictJson } from "./json-text.js";
import { parseYaml } from "./parse-yaml.js";
import { offsetAt, type Positions } from "./positions.js";
import { readText } from "./read-text.js";
import type { YamlTree } from "./yaml-tree.js";

export type Scalar = null | boolean | number | string;
export type JsonValue = Scalar | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** The way to a value from the root of a document: keys and indexes. */
export type Path = readonly (string | number)[];

/** A parsed document that remembers where each of its values stands. */
export interface Document {
  /** The file that it was read from; of a merged document, the file of the spec. */
  readonly file: string;
  readonly value: JsonValue;
  /**
   * Where the value at `path` stands, or the key that it stands under. The nearest value around it when `path` leads
   * nowhere, so that a missing property is shown in the object that lacks it.
   */
  locate(path: Path, part?: "key" | "value"): Location;
}

/**
 * Reads a YAML or JSON file. Aliases and merge keys are written out, keys become strings, dates stay strings. A file
 * called .json may hold what YAML has beyond JSON, such as a comma at the end of a list: published documents do, and who
 * uses them is not to edit them. What would be misread is refused, see json-text.ts.
 * Throws a DiagnosticsError with everything that is wrong with the file.
 */
export function readDocument(file: string): Document {
  const name = displayName(file);
  const text = readText(file, name);
  // To YAML it may be one long text, or wrong in many places.
  if (/^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+)?html\b/i.test(text)) {
    throw new DiagnosticsError([
      {
        severity: "error",
        message: `${name} is a web page, and no YAML or JSON`,
        hint: "Save the document itself, which the page shows or links to. On GitHub it is behind the button Raw.",
        location: { file: name, text, line: 1, column: 1 },
      },
    ]);
  }
  const isJson = file.toLowerCase().endsWith(".json");
  const json = isJson ? (parseStrictJson(text) as JsonValue | undefined) : undefined;
  if (json === undefined) {
    const tree = parseYaml(text);
    return fromTree(name, text, isJson ? { ...tree, problems: jsonProblems(text, tree.problems) } : tree);
  }
  // Most runs never ask for a position.
  let positions: Positions | undefined;
  return {
    file: name,
    value: json,
    locate: (path, part) => location(name, text, (positions ??= jsonPositions(text)), path, part),
  };
}

/**
 * Reads YAML that is not in a file yet.
 *
 * @param file What it is called in diagnostics.
 */
export function parseDocument(file: string, text: string): Document {
  return fromTree(file, text, parseYaml(text));
}

/** Whether a value is an object: neither null nor an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isScalar(value: JsonValue): value is Scalar {
  return value === null || typeof value !== "object";
}

/** The kind of a value with its article, as messages name it. */
export function kindOf(value: JsonValue): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** The value at a path that is known to lead somewhere. */
export function valueAt(root: JsonValue, path: Path): JsonValue {
  return path.reduce((value, step) => (value as { readonly [step: string | number]: JsonValue })[step]!, root);
}

/** A path as a JSON Pointer: `/paths/~1chat/post` (RFC 6901, section 3). */
export function toJsonPointer(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** A path as a JSON Pointer in a URI fragment: `#/paths/~1chat/post` (RFC 6901, section 6). */
export function toPointer(path: Path): string {
  return `#${toJsonPointer(path).replaceAll("%", "%25")}`;
}

/** The steps of a JSON Pointer, `/a/b` or as a URI fragment `#/a/b`; undefined for what is none (RFC 6901). */
export function parsePointer(pointer: string): readonly string[] | undefined {
  const body = pointer.startsWith("#") ? decodePercent(pointer.slice(1)) : pointer;
  if (body === "") return [];
  if (!body.startsWith("/") || /~(?![01])/.test(body)) return undefined;
  const steps = body.slice(1).split("/");
  return steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** A text with its percent-encoding undone; as it is where it holds a bare `%`, which is clear enough. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Where the character at `index` of the string at `start` stands. The string's own place when that cannot be told: for
 * text over several lines.
 */
export function locateInside(start: Location, index: number): Location {
  const raw = start.text.slice(offsetAt(start.text, start)).split(/\r?\n/, 1)[0] ?? "";
  const quote = raw[0];
  if (quote === "|" || quote === ">") return start;
  const escapes = quote === '"' ? /\\(?:x..|u.{4}|U.{8}|.)|[^]/gu : quote === "'" ? /''|[^]/gu : /[^]/gu;
  // Escapes stand for one character each, and characters beyond the BMP for two code units.
  let rest = index;
  let offset = quote === '"' || quote === "'" ? 1 : 0;
  for (const [character] of raw.slice(offset).matchAll(escapes)) {
    if (rest <= 0) break;
    rest -= character.startsWith("\\") || character === "''" ? 1 : character.length;
    offset += character.length;
  }
  return rest > 0 ? start : { ...start, column: start.column + offset };
}

function fromTree(file: string, text: string, tree: YamlTree): Document {
  const at = (offset: number): Location => ({ file, text, ...tree.position(offset) });
  if (tree.problems.length > 0) {
    throw new DiagnosticsError(
      tree.problems.map(({ offset, message, hint, related }) => ({
        severity: "error",
        message,
        hint,
        location: at(offset),
        related: related && [{ message: related.message, location: at(related.offset) }],
      })),
    );
  }
  return { file, value: tree.value, locate: (path, part) => location(file, text, tree, path, part) };
}

function location(
  file: string,
  text: string,
  positions: Positions,
  path: Path,
  part: "key" | "value" = "value",
): Location {
  return { file, text, ...positions.position(positions.find(path, part)) };
}
