import { didYouMean } from "../diagnostics/diagnostics.js";
import { isObject, type JsonObject } from "../document/source.js";
import type { RecordedEnd, RecordedFailure, RecordedRequest, RecordedResponse } from "./recording.js";

/** A line of a recording whose fields have been checked. */
export interface Line {
  readonly request?: RecordedRequest;
  readonly response?: Omit<RecordedResponse, "ms">;
  readonly chunk?: string;
  readonly bytes?: string;
  readonly end?: RecordedEnd["end"];
  readonly error?: RecordedFailure;
  readonly ms: number;
}

interface Field {
  /** What it must be. */
  readonly words: string;
  readonly test: (value: unknown) => boolean;
  readonly optional?: true;
  /** Of an object whose keys are known. */
  readonly fields?: Fields;
}

type Fields = { readonly [name: string]: Field };

const TEXT: Field = { words: "a string", test: (value) => typeof value === "string" };
/** ES2024, which Node has had since version 20. */
type WellFormed = string & { isWellFormed(): boolean };

// A lone surrogate stands for no byte.
const WELL_FORMED: Field = {
  words: "well-formed text: other bytes stand as base64, in `bytes`",
  test: (value) => typeof value === "string" && (value as WellFormed).isWellFormed(),
};
const BASE64: Field = {
  words: "bytes in base64",
  test: (value) => typeof value === "string" && Buffer.from(value, "base64").toString("base64") === value,
};
const HEADERS: Field = {
  words: "an object of strings",
  test: (value) => isObject(value) && Object.values(value).every((one) => typeof one === "string"),
};
const STATUS: Field = { words: "an HTTP status", test: (value) => isWhole(value) && value >= 200 && value <= 599 };
const MS: Field = { words: "whole milliseconds", test: isWhole };

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function object(fields: Fields): Field {
  return { words: "an object", test: isObject, fields };
}

const ANY: Field = { words: "a value", test: () => true };
const REQUEST = object({
  operationId: TEXT,
  method: { words: "a method in upper case", test: (value) => typeof value === "string" && /^[A-Z]+$/.test(value) },
  url: TEXT,
  headers: HEADERS,
  body: { ...ANY, optional: true },
});
const FAILURE = object({ kind: TEXT, message: TEXT });
const END: Field = {
  words: "closed, completed or failed",
  test: (value) => ["closed", "completed", "failed"].includes(value as string),
};

/** The lines that there are, by their first field, in the order that they come in. */
const LINES: { readonly [kind: string]: Fields } = {
  request: { request: REQUEST },
  response: { response: object({ status: STATUS, headers: HEADERS }), ms: MS },
  chunk: { chunk: WELL_FORMED, ms: MS },
  bytes: { bytes: BASE64, ms: MS },
  end: { end: END, error: { ...FAILURE, optional: true }, ms: MS },
};

/** The kind of a line goes by its fields; `undefined` for what is no line of a recording. */
export function lineKind(line: object): string | undefined {
  return Object.keys(LINES).find((kind) => Object.hasOwn(line, kind));
}

/** Whether a line is a piece of text, and nothing else: nearly every one is. */
export function isTextPiece(line: JsonObject): boolean {
  return WELL_FORMED.test(line["chunk"]) && isWhole(line["ms"]) && Object.keys(line).length === 2;
}

/** Is told what is wrong, and where in the line. */
type Report = (message: string, hint: string | undefined, path: readonly string[], part?: "key") => void;

/** Looks at all that a line holds. */
export function checkLine(line: JsonObject, kind: string, report: Report): void {
  checkFields(line, LINES[kind]!, [], report);
  if (kind === "end" && (line["end"] === "failed") !== Object.hasOwn(line, "error")) {
    report("An end that failed has an error, and no other has", undefined, ["end"]);
  }
}

function checkFields(value: JsonObject, fields: Fields, path: readonly string[], report: Report): void {
  for (const [name, found] of Object.entries(value)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const at = [...path, name];
    if (field === undefined) {
      const known = Object.keys(fields);
      const hint = didYouMean(name, known) ?? `Known here are ${known.join(", ")}.`;
      report(`Unknown field "${name}"`, hint, at, "key");
    } else if (!field.test(found)) {
      report(`\`${name}\` must be ${field.words}`, undefined, at);
    } else if (field.fields) {
      checkFields(found as JsonObject, field.fields, at, report);
    }
  }
  for (const [name, { optional }] of Object.entries(fields)) {
    if (!optional && !Object.hasOwn(value, name)) report(`\`${name}\` is missing`, undefined, path);
  }
}
