import { DiagnosticsError } from "../diagnostics/diagnostics.js";
import { printableStart } from "../diagnostics/printable.js";
import { nodeAt } from "../document/reference.js";
import { kindOf, type Document, type JsonValue, type Path } from "../document/source.js";
import { UnreadableSchema } from "../json-schema/unreadable-schema.js";
import type { Check, Validator } from "../json-schema/validator.js";
import { list, type Violation } from "../json-schema/violation.js";
import type { EventSchema } from "../model/model.js";
import { DeclaredFields } from "./declared-fields.js";

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
const EXCERPT = 60;

/** Holds events against one schema, and names the fields that nobody wrote down. */
export class EventChecker {
  readonly #document: Document;
  readonly #schema: EventSchema;
  readonly #check: Check;
  readonly #declared: DeclaredFields;

  /**
   * @param validator Of the document's responses.
   * @throws {DiagnosticsError} when the schema is none.
   */
  constructor(document: Document, validator: Validator, schema: EventSchema) {
    this.#document = document;
    this.#schema = schema;
    this.#declared = new DeclaredFields(document, nodeAt(document, schema.path));
    try {
      this.#check = validator.compile(schema.path);
    } catch (error) {
      throw this.#refuse(error);
    }
  }

  /** @throws {DiagnosticsError} when the schema never comes to the value. */
  check(value: JsonValue): readonly Mismatch[] {
    const violations = this.#violations(value);
    const undeclared = this.#declared.undeclared(value);
    if (violations.length === 0 && undeclared.length === 0) return NONE;
    return [
      ...violations.map((violation) => toMismatch(violation, value)),
      ...undeclared.map(({ field, schema }): Mismatch => {
        return { rule: "undeclared-field", field, problem: "is not declared", declared: schema.path };
      }),
    ];
  }

  #violations(value: JsonValue): readonly Violation[] {
    try {
      return this.#check(value);
    } catch (error) {
      throw this.#refuse(error);
    }
  }

  #refuse(error: unknown): unknown {
    if (!(error instanceof UnreadableSchema)) return error;
    const { component, path } = this.#schema;
    const message = `The schema ${component} cannot be checked: ${error.message}`;
    return new DiagnosticsError([{ severity: "error", message, location: this.#document.locate(path, "key") }]);
  }
}

function toMismatch(violation: Violation, value: JsonValue): Mismatch {
  const { at, property, keyword, declared } = violation;
  const isMissing = keyword === "required" || keyword === "dependentRequired";
  const field = fieldOf(value, property === undefined ? at : [...at, property]);
  return { rule: isMissing ? "missing-field" : "wrong-value", field, problem: wordsOf(violation), declared };
}

function fieldOf(value: JsonValue, at: Path): readonly string[] {
  let container: unknown = value;
  return at.map((step) => {
    const isItem = Array.isArray(container);
    container = (container as Record<string, unknown> | undefined)?.[step];
    return isItem ? "*" : String(step);
  });
}

function wordsOf({ keyword, value, allowed = [], message }: Violation): string {
  switch (keyword) {
    case "required":
    case "dependentRequired":
      return "is missing, and required";
    case "type":
      return `is ${kindOf(value)}, not ${list(allowed.map(String))}`;
    case "const":
    case "enum":
      return `is ${excerpt(value)}, ${allowed.length === 1 ? "not" : "none of"} ${allowed.map(excerpt).join(", ")}`;
    case "format":
      return `is ${excerpt(value)}, which is no ${allowed.join("")}`;
    case "additionalProperties":
    case "unevaluatedProperties":
      return "is not declared, and others are not allowed";
    case "oneOf":
    case "anyOf":
      return message;
    default:
      return `is ${excerpt(value)}, which ${message}`;
  }
}

function excerpt(value: JsonValue): string {
  return printableStart(JSON.stringify(value), EXCERPT);
}
