import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { DiagnosticsError } from "../diagnostics/diagnostics.js";
import { nodeAt } from "../document/reference.js";
import { kindOf, parsePointer, type Document, type JsonValue, type Path } from "../document/source.js";
import type { EventSchema } from "../model/model.js";
import { DeclaredFields } from "./declared-fields.js";
import { toJsonSchema } from "./json-schema.js";

/** One thing that is not as the schema of an event has it. */
export interface Mismatch {
  readonly rule: "missing-field" | "wrong-value" | "undeclared-field";
  /** The steps to the field; every item of an array is `*`. */
  readonly field: readonly string[];
  /** What is wrong with it, less the subject: `is a string, not integer`. */
  readonly problem: string;
  /** Where in the document the keyword stands that says so, or a schema that could name the field. */
  readonly declared: Path;
}

const NONE: readonly Mismatch[] = [];

/** Holds events against one schema, by ajv, and names the fields that nobody wrote down. */
export class EventChecker {
  readonly #validate: ValidateFunction;
  readonly #declared: DeclaredFields;
  readonly #places: ReadonlyMap<object, Path>;
  readonly #path: Path;

  /** @throws {DiagnosticsError} when the schema is none. */
  constructor(document: Document, { component, path }: EventSchema) {
    const node = nodeAt(document, path);
    const { schema, places } = toJsonSchema(document, node);
    this.#path = path;
    this.#places = places;
    this.#declared = new DeclaredFields(document, node);
    try {
      this.#validate = createAjv(namesInherited(schema)).compile(schema);
    } catch (error) {
      const message = `The schema ${component} cannot be checked: ${(error as Error).message}`;
      throw new DiagnosticsError([{ severity: "error", message, location: document.locate(path, "key") }]);
    }
  }

  check(value: JsonValue): readonly Mismatch[] {
    const errors = this.#validate(value) ? [] : withoutBranches(this.#validate.errors ?? []);
    const undeclared = this.#declared.undeclared(value);
    if (errors.length === 0 && undeclared.length === 0) return NONE;
    return [
      ...errors.map((error) => this.#toMismatch(error, value)),
      ...undeclared.map(({ field, schema }): Mismatch => {
        return { rule: "undeclared-field", field, problem: "is not declared", declared: schema.path };
      }),
    ];
  }

  #toMismatch(error: ErrorObject, value: JsonValue): Mismatch {
    const { keyword, instancePath, parentSchema, params } = error;
    const at = fieldOf(value, parsePointer(instancePath) ?? []);
    const place = this.#places.get(parentSchema as object) ?? this.#path;
    const { missingProperty, additionalProperty, unevaluatedProperty } = params as Record<string, string | undefined>;
    const name = missingProperty ?? additionalProperty ?? unevaluatedProperty;
    return {
      rule: missingProperty === undefined ? "wrong-value" : "missing-field",
      field: name === undefined ? at : [...at, name],
      problem: wordsOf(error),
      declared: [...place, keyword],
    };
  }
}

/** As JSON Schema 2020-12 has it, formats asserted, and without a word about what else a document may hold. */
function createAjv(ownProperties: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    verbose: true,
    validateSchema: false,
    logger: false,
    ownProperties,
    code: { regExp: Object.assign(toRegExp, { code: "" }) },
  });
  formats.default(ajv);
  return ajv;
}

const INHERITED = Object.getOwnPropertyNames(Object.prototype);

/** Whether a schema may name a field that every object has already. To ask every time costs every event. */
function namesInherited(schema: object): boolean {
  const text = JSON.stringify(schema);
  return INHERITED.some((name) => text.includes(JSON.stringify(name)));
}

/** Patterns of documents are written for all kinds of engines. One that no engine here reads says nothing. */
function toRegExp(pattern: string, flags: string): RegExp {
  for (const tried of [flags, ""]) {
    try {
      return new RegExp(pattern, tried);
    } catch {
      // Without the flag `u`, more is a pattern.
    }
  }
  return /(?:)/;
}

/** Where a value is none of the branches of a union, what is wrong by each of them says little. */
function withoutBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const unions = errors.flatMap((error, index) => (/^(?:oneOf|anyOf)$/.test(error.keyword) ? [{ error, index }] : []));
  return errors.filter((error, index) => {
    return !unions.some(
      (union) =>
        index < union.index &&
        error.parentSchema !== union.error.parentSchema &&
        error.instancePath.startsWith(union.error.instancePath),
    );
  });
}

function fieldOf(value: JsonValue, tokens: readonly string[]): readonly string[] {
  let container: unknown = value;
  return tokens.map((token) => {
    const isItem = Array.isArray(container);
    container = (container as Record<string, unknown>)[token];
    return isItem ? "*" : token;
  });
}

function wordsOf({ keyword, params, data, message }: ErrorObject): string {
  const { type, allowedValue, allowedValues, format, passingSchemas } = params as Record<string, unknown>;
  switch (keyword) {
    case "required":
      return "is missing, and required";
    case "type":
      return `is ${kindOf(data as JsonValue)}, not ${[type].flat().join(" or ")}`;
    case "const":
      return `is ${excerpt(data)}, not ${excerpt(allowedValue)}`;
    case "enum":
      return `is ${excerpt(data)}, none of ${(allowedValues as readonly unknown[]).map(excerpt).join(", ")}`;
    case "format":
      return `is ${excerpt(data)}, which is no ${String(format)}`;
    case "additionalProperties":
    case "unevaluatedProperties":
      return "is not declared, and others are not allowed";
    case "oneOf":
      return passingSchemas ? "matches more than one schema of its oneOf" : "matches no schema of its oneOf";
    case "anyOf":
      return "matches no schema of its anyOf";
    default:
      return `is ${excerpt(data)}, which ${message ?? `breaks ${keyword}`}`;
  }
}

function excerpt(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
