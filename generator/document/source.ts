import { readFileSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";

import { DiagnosticsError, type Location } from "../diagnostics/diagnostics.js";
import { parseYaml, type YamlTree } from "./yaml-tree.js";
import { MAX_DEPTH } from "./yaml-value.js";

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
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
 * Reads a YAML or JSON file. Aliases and merge keys are written out, keys become strings, dates stay strings.
 * Throws a DiagnosticsError with everything that is wrong with the file.
 */
export function readDocument(file: string): Document {
  const { file: name, text } = readText(file);
  const json = file.toLowerCase().endsWith(".json") ? parseJson(text) : undefined;
  if (json === undefined) return fromTree(name, text, parseYaml(text));
  // The positions of a file of megabytes cost many times its reading, and most runs never ask for one.
  let tree: YamlTree | undefined;
  return {
    file: name,
    value: json,
    locate: (path, part) => location(name, text, (tree ??= parseYaml(text)), path, part),
  };
}

/**
 * Reads a text file, which is called in diagnostics as `file` says.
 *
 * @throws {DiagnosticsError} when it cannot be read, or is not UTF-8.
 */
export function readText(path: string): { readonly file: string; readonly text: string } {
  const file = displayName(path);
  return { file, text: decode(readBytes(path, file), file) };
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

function decodePercent(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    // Descriptions hold references with a bare `%`, which are clear enough.
    return fragment;
  }
}

/**
 * Where the character at `index` of the string at `start` stands. The string's own place when that cannot be told: for
 * text over several lines.
 */
export function locateInside(start: Location, index: number): Location {
  const lineStart = start.text.split("\n", start.line - 1).join("\n").length + (start.line > 1 ? 1 : 0);
  const raw = start.text.slice(lineStart + start.column - 1).split(/\r?\n/, 1)[0] ?? "";
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

/** Relative to the working directory, with forward slashes, where the file is inside it. */
function displayName(file: string): string {
  const absolute = resolve(file);
  const inside = relative(process.cwd(), absolute);
  if (inside === "" || isAbsolute(inside) || inside.split(sep)[0] === "..") return absolute;
  return inside.split(sep).join("/");
}

function readBytes(file: string, name: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const reasons: { readonly [code: string]: string } = {
      ENOENT: `there is no file ${name}`,
      EISDIR: `${name} is a folder, where a file is wanted`,
      EACCES: `${name} cannot be read: permission denied`,
    };
    throw new DiagnosticsError([{ severity: "error", message: reasons[code] ?? `${name} cannot be read: ${code}` }]);
  }
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const message = `${name} is not UTF-8 text`;
    throw new DiagnosticsError([{ severity: "error", message, hint: "Save the file with the encoding UTF-8." }]);
  }
}

function fromTree(file: string, text: string, tree: YamlTree): Document {
  const at = (offset: number): Location => ({ file, text, ...tree.position(offset) });
  if (tree.problems.length > 0) {
    throw new DiagnosticsError(
      tree.problems.map(({ offset, message, hint, related }) => ({
        severity: "error",
        message,
        ...(hint === undefined ? {} : { hint }),
        location: at(offset),
        ...(related === undefined ? {} : { related: [{ message: related.message, location: at(related.offset) }] }),
      })),
    );
  }
  return { file, value: tree.value, locate: (path, part) => location(file, text, tree, path, part) };
}

function location(file: string, text: string, tree: YamlTree, path: Path, part: "key" | "value" = "value"): Location {
  return { file, text, ...tree.position(tree.find(path, part)) };
}

/**
 * The value of a JSON text; undefined when the YAML reader must look at it: to say where its error is, or because it
 * holds what JSON.parse would pass over, such as a key that stands twice.
 */
function parseJson(text: string): JsonValue | undefined {
  try {
    const value = JSON.parse(text) as JsonValue;
    return countKeys(value) === countKeysInText(text) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** NaN, which equals nothing, for a value that is nested too deeply or holds an infinite number (`1e999`). */
function countKeys(root: JsonValue): number {
  let keys = 0;
  const pending = [{ value: root, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, depth } = next;
    if (value === Infinity || value === -Infinity || depth > MAX_DEPTH) return Number.NaN;
    if (typeof value !== "object" || value === null) continue;
    const children = Object.values(value) as readonly JsonValue[];
    if (isObject(value)) keys += children.length;
    for (const child of children) pending.push({ value: child, depth: depth + 1 });
  }
  return keys;
}

/** Of a text that is known to be JSON: every string that a colon follows is a key. */
function countKeysInText(text: string): number {
  let keys = 0;
  for (let open = text.indexOf('"'); open !== -1; open = text.indexOf('"', open + 1)) {
    do open = text.indexOf('"', open + 1);
    while (isEscaped(text, open));
    let after = open + 1;
    while (/\s/.test(text[after] ?? "")) after += 1;
    if (text[after] === ":") keys += 1;
  }
  return keys;
}

function isEscaped(text: string, quote: number): boolean {
  let before = quote - 1;
  while (text[before] === "\\") before -= 1;
  return (quote - before) % 2 === 0;
}
