import type { Ajv2020, AnySchema, ValidateFunction } from "ajv/dist/2020.js";
import { findAt, type Node } from "../document/reference.js";
import { toPointer, type Document, type JsonValue, type Path } from "../document/source.js";
import { memberNamesOf } from "../model/member-names.js";
import { createAjv, namesInherited } from "./ajv.js";
import { explain } from "./explain.js";
import { toJsonSchema, type Direction } from "./to-json-schema.js";
import { toUnreadable, UnreadableSchema } from "./unreadable-schema.js";
import type { Violation } from "./violation.js";

/** Holds values against the schemas of a document. */
export interface Validator {
  /**
   * @param schema The way to the schema, in the document.
   * @throws {UnreadableSchema}
   */
  compile(schema: Path): Check;
}

/**
 * What is wrong with a value: nothing, where the list is empty.
 *
 * @throws {UnreadableSchema} where the schema, or the value, is nested too deeply.
 */
export type Check = (value: JsonValue) => readonly Violation[];

const NONE: readonly Violation[] = [];

/**
 * A validator of JSON Schema 2020-12. Each schema of the document is read when it is asked for, or referred to, and once.
 *
 * @param coerce Texts are changed into the numbers, booleans and lists that their schemas ask for, in place.
 */
export function createValidator(document: Document, direction: Direction, coerce = false): Validator {
  let ajv: Ajv2020 | undefined;
  const members = memberNamesOf(document);
  const names = new Map<string, string>();
  const pending: Node[] = [];
  const places = new Map<object, Path>();

  const placeOf = (part: object): Path | undefined => places.get(part);

  function refer(schema: Node): string {
    const pointer = toPointer(schema.path);
    const name = names.get(pointer) ?? `schema:${names.size}`;
    if (!names.has(pointer)) {
      names.set(pointer, name);
      pending.push(schema);
    }
    return name;
  }

  /** Compiles a schema, when it and all that it refers to are known. */
  function load(known: Ajv2020, schema: Node): ValidateFunction {
    const name = refer(schema);
    let validate: ValidateFunction | undefined;
    try {
      for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
        const converted = toJsonSchema(document, members, next, direction, refer);
        converted.places.forEach((path, part) => places.set(part, path));
        // What was compiled before refers to none of these.
        known.opts.ownProperties ||= namesInherited(converted.schema);
        known.addSchema(converted.schema as AnySchema, refer(next));
      }
      validate = known.getSchema(name);
    } catch (error) {
      throw toUnreadable(error);
    }
    if (validate === undefined) {
      throw new UnreadableSchema("what it refers to is not a schema");
    }
    return validate;
  }

  function compile(path: Path): Check {
    const schema = findAt(document, path);
    if (schema === undefined) {
      throw new UnreadableSchema("there is none");
    }
    const known = (ajv ??= createAjv(coerce));
    const validate = load(known, schema);
    return (value) => {
      try {
        return validate(value) ? NONE : explain(known, validate.errors ?? [], placeOf, path);
      } catch (error) {
        throw error instanceof RangeError ? toUnreadable(error) : error;
      }
    };
  }

  return { compile };
}
