import type { JsonValue } from "../../../generator/document/source.js";
import { createValidator, type Validator } from "../../../generator/json-schema/validator.js";
import { documentOf } from "../streams.js";

/** What is wrong with a value, one line each: where, what, and the keyword's place among the schemas. */
export type Say = (name: string, value: JsonValue) => readonly string[];

/** Says what the schemas of a response say. */
export function useSchemas(schemas: JsonValue): Say {
  return sayWith(createValidator(documentOf({ openapi: "3.1.0", components: { schemas } }), "response"));
}

export function sayWith(validator: Validator): Say {
  return (name, value) =>
    validator
      .compile(["components", "schemas", name])(value)
      .map(({ at, message, declared }) => `/${at.join("/")} ${message} (${declared.slice(2).join("/")})`);
}

export function ref(name: string): JsonValue {
  return { $ref: `#/components/schemas/${name}` };
}
