import { isObject, kindOf, type JsonValue } from "../document/source.js";
import type { ScalarType } from "./grammar.js";

/** What is wrong with a value, called `subject`, that should be of a scalar type or a list of them. */
export function scalarProblem(
  value: JsonValue,
  subject: string,
  { type, enum: values, items }: ScalarType,
): string | undefined {
  if (values !== undefined) {
    const isListed = typeof value === "string" && values.includes(value);
    const given = typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : kindOf(value);
    const mend = value === null && values.includes("null") ? ", which is no text unless it is in quotes" : "";
    return isListed ? undefined : `${subject} must be one of ${values.join(", ")}, not ${given}${mend}`;
  }
  if (type !== undefined && !isOfType(value, type)) {
    return `${subject} must be ${KINDS[type]}, not ${kindOf(value)}`;
  }
  if (items === undefined || !Array.isArray(value)) {
    return undefined;
  }
  const problems = value.map((item: JsonValue) => scalarProblem(item, `An entry of ${subject}`, items));
  return problems.find((problem) => problem !== undefined);
}

const KINDS = {
  string: "a string",
  boolean: "true or false",
  number: "a number",
  integer: "a whole number",
  object: "an object",
  array: "an array",
} as const;

function isOfType(value: JsonValue, type: keyof typeof KINDS): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  return type === "integer" ? Number.isInteger(value) : typeof value === type;
}
