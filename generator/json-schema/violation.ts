import type { ErrorObject } from "ajv/dist/2020.js";
import { suggest } from "../diagnostics/diagnostics.js";
import { parsePointer, type JsonObject, type JsonValue, type Path } from "../document/source.js";

/** One thing that a value is not, though its schema says so. */
export interface Violation {
  /** The way to the part that is wrong, from the root of the value. */
  readonly at: Path;
  readonly keyword: string;
  /** The part that is wrong. */
  readonly value: JsonValue;
  /** The types, the values or the format that `type`, `const`, `enum` and `format` allow; `undefined` of other keywords. */
  readonly allowed: readonly JsonValue[] | undefined;
  /** The name of the property that is missing from the part, or that it must not have. */
  readonly property: string | undefined;
  /** The way to the keyword, in the document. */
  readonly declared: Path;
  /** In words that follow the name of the part, such as `must be string`. They tell nothing of what is in it. */
  readonly message: string;
}

/** What ajv says of a value. */
export function toViolation(error: ErrorObject, declared: Path): Violation {
  const { instancePath, keyword, data } = error;
  const allowed = allowedBy(error);
  const property = propertyOf(error);
  return {
    at: parsePointer(instancePath) ?? [],
    keyword,
    value: data as JsonValue,
    allowed,
    property,
    declared,
    message: messageOf(error, allowed, property),
  };
}

function allowedBy({ keyword, params }: ErrorObject): readonly JsonValue[] | undefined {
  const { type, allowedValue = null, allowedValues, format } = params as JsonObject;
  switch (keyword) {
    case "type":
      return [type as JsonValue].flat();
    case "const":
      return [allowedValue];
    case "enum":
      return allowedValues as readonly JsonValue[];
    case "format":
      return [format as JsonValue];
    default:
      return undefined;
  }
}

function propertyOf({ params }: ErrorObject): string | undefined {
  const { missingProperty, additionalProperty, unevaluatedProperty } = params as Readonly<Record<string, string>>;
  return missingProperty ?? additionalProperty ?? unevaluatedProperty;
}

function messageOf(
  { keyword, message = `breaks ${keyword}`, parentSchema }: ErrorObject,
  allowed: readonly JsonValue[] = [],
  property = "",
): string {
  switch (keyword) {
    case "type":
    case "const":
    case "enum":
      return mustBe(keyword, allowed);
    case "additionalProperties":
    case "unevaluatedProperties": {
      const { properties = {} } = parentSchema as { readonly properties?: JsonObject };
      const near = suggest(property, Object.keys(properties));
      return `must not have the property "${property}"${near === undefined ? "" : `: did you mean "${near}"?`}`;
    }
    default:
      return message;
  }
}

/** `must be "a" or 1`; of types `must be string or null`. */
export function mustBe(keyword: string, allowed: readonly JsonValue[]): string {
  return `must be ${list(allowed.map((one) => (keyword === "type" ? String(one) : JSON.stringify(one))))}`;
}

/** `a`, `a or b`, `a, b or c`. */
export function list(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
