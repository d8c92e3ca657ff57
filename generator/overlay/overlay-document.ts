import { isDeepStrictEqual } from "node:util";

import { suggest, type Diagnostic } from "../diagnostics/diagnostics.js";
import { isObject, type Document, type JsonObject, type JsonValue, type Path } from "../document/source.js";

/** An Overlay document whose shape has been checked. */
export interface Overlay {
  readonly document: Document;
  /** The feature set: the patch number says nothing (Overlay 1.1, section Versions). */
  readonly version: "1.0" | "1.1";
  /** In order. Those that are wrong in themselves are left out. */
  readonly actions: readonly Action[];
  /** The actions that were left out, as they are written. */
  readonly rejected: readonly JsonValue[];
  readonly problems: readonly Diagnostic[];
}

/** An Action Object (Overlay 1.1, section Action Object). */
export interface Action {
  /** The way to it in the Overlay document. */
  readonly path: Path;
  readonly target: string;
  /** At most one of these is there, as `remove` wins over the others. None at all is allowed, and does nothing. */
  readonly remove?: true;
  readonly update?: { readonly value: JsonValue };
  readonly copy?: string;
}

type Kind = "string" | "boolean" | "object" | "array" | "any";

interface Field {
  readonly kind: Kind;
  readonly required?: true;
  /** The version that brought it, when that is not 1.0. */
  readonly since?: "1.1";
}

type Fields = { readonly [name: string]: Field };

const OVERLAY: Fields = {
  overlay: { kind: "string", required: true },
  info: { kind: "object", required: true },
  extends: { kind: "string" },
  actions: { kind: "array", required: true },
};

const INFO: Fields = {
  title: { kind: "string", required: true },
  version: { kind: "string", required: true },
  description: { kind: "string", since: "1.1" },
};

const ACTION: Fields = {
  target: { kind: "string", required: true },
  description: { kind: "string" },
  update: { kind: "any" },
  copy: { kind: "string", since: "1.1" },
  remove: { kind: "boolean" },
};

const KINDS: { readonly [kind in Kind]: { readonly words: string; readonly test: (value: JsonValue) => boolean } } = {
  string: { words: "a string", test: (value) => typeof value === "string" },
  boolean: { words: "true or false", test: (value) => typeof value === "boolean" },
  object: { words: "an object", test: isObject },
  array: { words: "a list", test: Array.isArray },
  any: { words: "a value", test: () => true },
};

/** Checks the shape of an Overlay document, version 1.0 or 1.1. Problems are returned, never thrown. */
export function readOverlay(document: Document): Overlay {
  const given = document.value;
  if (!isObject(given)) {
    const problems = [error(document, [], "An Overlay must be an object")];
    return { document, version: "1.1", actions: [], rejected: [], problems };
  }
  // So it is where all of them are comments.
  const root = given["actions"] === null ? { ...given, actions: [] } : given;
  const list = Array.isArray(root["actions"]) ? (root["actions"] as readonly JsonValue[]) : undefined;
  const version = versionOf(root);
  if (version === undefined) {
    const problems = [versionProblem(document, root)];
    return { document, version: "1.1", actions: [], rejected: list ?? [], problems };
  }
  const problems = checkFields(document, [], "An Overlay", root, OVERLAY, version);
  if (isObject(root["info"])) problems.push(...checkFields(document, ["info"], "`info`", root["info"], INFO, version));
  if (list?.length === 0) problems.push(noAction(document));
  const actions: Action[] = [];
  const rejected: JsonValue[] = [];
  for (const [index, value] of (list ?? []).entries()) {
    const path = ["actions", index];
    const wrong = checkAction(document, path, value, version);
    const twin = list?.slice(0, index).findIndex((earlier) => isDeepStrictEqual(earlier, value)) ?? -1;
    if (twin !== -1) wrong.push(repeated(document, path, ["actions", twin]));
    problems.push(...wrong);
    if (wrong.length === 0) actions.push(toAction(path, value as JsonObject));
    else rejected.push(value);
  }
  return { document, version, actions, rejected, problems };
}

function noAction(document: Document): Diagnostic {
  return {
    ...error(document, ["actions"], "`actions` holds no action", "key"),
    hint: "Where they are comments, take the `# ` from those that are right; or remove the file.",
  };
}

function versionOf(root: JsonObject): "1.0" | "1.1" | undefined {
  const match = typeof root["overlay"] === "string" ? /^1\.([01])\.\d+$/.exec(root["overlay"]) : null;
  if (match === null) return undefined;
  return match[1] === "0" ? "1.0" : "1.1";
}

function versionProblem(document: Document, root: JsonObject): Diagnostic {
  const hint = "Supported are Overlay 1.0 and 1.1: write `overlay: 1.1.0`.";
  const value = root["overlay"];
  if (value === undefined && root["openapi"] !== undefined) {
    const instead = "The document comes before `--overlay`, which takes every file that follows it.";
    return {
      ...error(document, ["openapi"], "This is an OpenAPI document, where an Overlay is wanted"),
      hint: instead,
    };
  }
  if (value === undefined) {
    return { ...error(document, [], "An Overlay must say its version, in the field overlay"), hint };
  }
  const written = typeof value === "object" ? "this" : String(value);
  return { ...error(document, ["overlay"], `${written} is not a supported version of Overlay`), hint };
}

function checkFields(
  document: Document,
  path: Path,
  owner: string,
  value: JsonObject,
  fields: Fields,
  version: Overlay["version"],
): Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const [name, found] of Object.entries(value)) {
    const at = [...path, name];
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined && !name.startsWith("x-")) {
      const near = suggest(name, Object.keys(fields));
      const hint = near === undefined ? `Known are ${Object.keys(fields).join(", ")} and x-.` : `Did you mean ${near}?`;
      problems.push({ ...error(document, at, `${owner} has no field \`${name}\``, "key"), hint });
    } else if (field?.since !== undefined && version === "1.0") {
      const message = `${owner} has the field \`${name}\` only from Overlay ${field.since} on`;
      problems.push({ ...error(document, at, message, "key"), hint: `Write \`overlay: ${field.since}.0\`.` });
    } else if (field !== undefined && !KINDS[field.kind].test(found)) {
      // `version: 1.0` is a number in YAML.
      const hint = field.kind === "string" && typeof found !== "object" ? `Put it in quotes: "${found}".` : undefined;
      problems.push({ ...error(document, at, `\`${name}\` must be ${KINDS[field.kind].words}`), hint });
    }
  }
  for (const [name, { required }] of Object.entries(fields)) {
    if (required && !Object.hasOwn(value, name)) problems.push(error(document, path, `${owner} must have \`${name}\``));
  }
  return problems;
}

function checkAction(document: Document, path: Path, value: JsonValue, version: Overlay["version"]): Diagnostic[] {
  if (!isObject(value)) return [error(document, path, "An action must be an object")];
  const problems = checkFields(document, path, "An action", value, ACTION, version);
  if (Object.hasOwn(value, "x-event-stream")) {
    const message = "Nothing reads `x-event-stream` in an action: it is part of the `update`";
    problems.push(error(document, [...path, "x-event-stream"], message, "key"));
  }
  // Each of the two "has no impact" beside the other, so the action would pass, and do nothing at all.
  if (value["remove"] !== true && "update" in value && "copy" in value && version === "1.1") {
    problems.push({
      ...error(document, [...path, "copy"], "An action with both update and copy does neither", "key"),
      hint: "Make two actions of it.",
      related: [{ message: "The update", location: document.locate([...path, "update"], "key") }],
    });
  }
  return problems;
}

function toAction(path: Path, value: JsonObject): Action {
  const target = value["target"] as string;
  if (value["remove"] === true) return { path, target, remove: true };
  if (value["update"] !== undefined) return { path, target, update: { value: value["update"] } };
  return value["copy"] === undefined ? { path, target } : { path, target, copy: value["copy"] as string };
}

function repeated(document: Document, path: Path, twin: Path): Diagnostic {
  const related = [{ message: "The first one", location: document.locate(twin) }];
  return { ...error(document, path, "This action repeats another one"), hint: "Remove one of the two.", related };
}

function error(document: Document, path: Path, message: string, part?: "key" | "value"): Diagnostic {
  return { severity: "error", message, location: document.locate(path, part) };
}
