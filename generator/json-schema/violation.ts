import type { ErrorObject } from "ajv/dist/2020.js";
import { suggest } from "../diagnostics/diagnostics.js";
import { parsePointer, type JsonObject, type JsonValue, type Path } from "../document/source.js";

/** One thing that a value is not, though its schema says so. */
export interface Violation {
  /** The way to the part that is wrong, from the root of the value. */
  readonly at: Path;
  readonly keyword: string;
  /** How many values a `const` or an `enum` allows; `undefined` for other keywords. */
  readonly allows: number | undefined;
  /** The way to the keyword, in the document. */
  readonly declared: Path;
  /** In words that follow the name of the part, such as `must be string`. */
  readonly message: string;
}

/** What ajv says of a value. */
export function toViolation(error: ErrorObject, schema: Path): Violation {
  const { instancePath, keyword } = error;
  const values = listedBy(error);
  return {
    at: parsePointer(instancePath) ?? [],
    keyword,
    allows: values?.length,
    declared: [...schema, keyword],
    message: values === undefined ? messageOf(error) : `must be ${list(values.map((one) => JSON.stringify(one)))}`,
  };
}

function listedBy({ keyword, params }: ErrorObject): readonly JsonValue[] | undefined {
  const { allowedValue, allowedValues } = params as { readonly [name: string]: JsonValue };
  return keyword === "const"
    ? [allowedValue ?? null]
    : keyword === "enum"
      ? (allowedValues as readonly JsonValue[])
      : undefined;
}

function messageOf({ keyword, message = `breaks ${keyword}`, params, parentSchema }: ErrorObject): string {
  const { type, additionalProperty } = params as { readonly [name: string]: string | readonly string[] };
  if (keyword === "type") {
    return `must be ${list([type ?? []].flat())}`;
  }
  if (keyword !== "additionalProperties") {
    return message;
  }
  const { properties = {} } = (parentSchema ?? {}) as { readonly properties?: JsonObject };
  const near = suggest(String(additionalProperty), Object.keys(properties));
  return `must not have the property "${String(additionalProperty)}"${near === undefined ? "" : `: did you mean "${near}"?`}`;
}

/** `a`, `a or b`, `a, b or c`. */
export function list(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
