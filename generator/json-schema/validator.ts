import formats from "ajv-formats";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { toJsonSchema, type Direction } from "./to-json-schema.js";
import { children } from "../document/reference.js";
import { isObject, type Document, type JsonObject, type JsonValue, type Path } from "../document/source.js";
import { narrowUnion } from "./union.js";
import { toViolation, type Violation } from "./violation.js";

/** Holds values against the schemas of a document. */
export interface Validator {
  /**
   * What is wrong with a value: nothing, where the list is empty.
   *
   * @param schema The way to the schema, in the document.
   * @throws {UnreadableSchema}
   */
  violations(schema: Path, value: JsonValue): readonly Violation[];
}

/** No validator can be made of a schema: it breaks JSON Schema's own rules. */
export class UnreadableSchema extends Error {}

/** The document's name among the schemas that ajv knows. */
const ROOT = "document";

/** Patterns are written for regular expressions without the `u` flag; one that is of no such language allows all. */
const regExp = Object.assign(
  (pattern: string): RegExp => {
    try {
      return new RegExp(pattern);
    } catch {
      return /(?:)/;
    }
  },
  { code: "new RegExp" },
);

/**
 * A validator of JSON Schema 2020-12 that takes a `format` for more than a remark (2020-12 Validation, section 7.2.2):
 * servers refuse an id that is no UUID. One that is in no registry is passed over.
 *
 * @param coerce Texts are changed into the numbers, booleans and lists that their schemas ask for, in place.
 */
export function createValidator(document: Document, direction: Direction, coerce = false): Validator {
  // A large document takes a while to read, and need not be read where nothing is ever asked.
  let ajv: Ajv2020 | undefined;
  let root: JsonObject | undefined;
  let places: ReadonlyMap<JsonValue, Path> | undefined;

  function violations(schema: Path, value: JsonValue): readonly Violation[] {
    root ??= toJsonSchema(document, direction);
    ajv ??= createAjv(root, coerce);
    const validate = compile(ajv, schema);
    return readable(() => validate(value)) ? [] : explain(validate.errors ?? [], value);
  }

  /** All that is wrong, but of a union no more than what is wrong with the branch that was most likely meant. */
  function explain(errors: readonly ErrorObject[], value: JsonValue): readonly Violation[] {
    const known = (places ??= placesIn(root as JsonObject));
    const placeOf = ({ parentSchema }: ErrorObject): Path => known.get(parentSchema as JsonObject) ?? [];
    const unions = outermostUnions(errors);
    const others = errors.filter((error) => !unions.some((union) => isPartOf(error, union)));
    return [
      ...others.map((error) => toViolation(error, placeOf(error))),
      ...unions.flatMap((union) => {
        const whole = toViolation(union, placeOf(union));
        const part = valueAt(value, whole.at);
        const branches = (union.parentSchema as JsonObject)[union.keyword] as readonly JsonValue[];
        const found = branches.map((_, index) => violations([...whole.declared, index], part));
        return narrowUnion(whole, found);
      }),
    ];
  }

  return { violations };
}

function createAjv(root: JsonObject, coerce: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    verbose: true,
    validateSchema: false,
    inlineRefs: false,
    logger: false,
    coerceTypes: coerce ? "array" : false,
    code: { regExp },
  });
  formats.default(ajv);
  return ajv.addSchema(root, ROOT);
}

function compile(ajv: Ajv2020, schema: Path): ValidateFunction {
  // A union with a discriminator has become an `anyOf`.
  const validate = readable(() =>
    [schema, schema.map((step) => (step === "oneOf" ? "anyOf" : step))]
      .map((path) => ajv.getSchema(`${ROOT}#${path.map(toStep).join("")}`))
      .find((found) => found !== undefined),
  );
  if (validate === undefined) {
    throw new UnreadableSchema("there is none");
  }
  return validate;
}

function toStep(step: string | number): string {
  return `/${encodeURIComponent(String(step).replaceAll("~", "~0").replaceAll("/", "~1"))}`;
}

/** ajv throws at a schema that breaks the rules, and overflows the stack at one that never comes to a value. */
function readable<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new UnreadableSchema(error instanceof Error ? error.message : String(error));
  }
}

/** ajv reports a union after its branches, which may hold unions of their own. */
function outermostUnions(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  return errors
    .filter(({ keyword }) => keyword === "oneOf" || keyword === "anyOf")
    .reduceRight<readonly ErrorObject[]>(
      (unions, error) => (unions.some((union) => isPartOf(error, union)) ? unions : [error, ...unions]),
      [],
    );
}

/** Whether an error was found by way of a union: what stands beside the union in its schema was not. */
function isPartOf(error: ErrorObject, union: ErrorObject): boolean {
  const isBelow = `${error.instancePath}/`.startsWith(`${union.instancePath}/`);
  return error === union || (isBelow && error.parentSchema !== union.parentSchema);
}

function valueAt(value: JsonValue, at: Path): JsonValue {
  return at.reduce<JsonValue>((found, step) => (found as JsonObject)[step] as JsonValue, value);
}

/** Where each object and list of the document stands. */
function placesIn(root: JsonValue): ReadonlyMap<JsonValue, Path> {
  const places = new Map<JsonValue, Path>();
  const visit = (value: JsonValue, path: Path): void => {
    if (isObject(value) || Array.isArray(value)) {
      places.set(value, path);
      children({ value, path }).forEach((entry) => visit(entry.value, entry.path));
    }
  };
  visit(root, []);
  return places;
}
