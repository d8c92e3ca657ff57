import type { Ajv2020, AnySchema, ErrorObject } from "ajv/dist/2020.js";
import type { Path } from "../document/source.js";
import { narrowUnion } from "./union.js";
import { toViolation, type Violation } from "./violation.js";

/** Where a schema, or a list of schemas, stands in the document; `undefined` of what does not stand there. */
type PlaceOf = (part: object) => Path | undefined;

/**
 * All that is wrong with a value, but of a union no more than what is wrong with the branch that was most likely meant.
 *
 * @param errors What ajv found.
 * @param whole The way to the schema that it was held against.
 */
export function explain(
  ajv: Ajv2020,
  errors: readonly ErrorObject[],
  placeOf: PlaceOf,
  whole: Path,
): readonly Violation[] {
  const found: (readonly Violation[])[] = [];
  // ajv reports a union right after its branches.
  for (let end = errors.length; end > 0;) {
    const error = errors[end - 1] as ErrorObject;
    const violation = toViolation(error, declaredAt(error, placeOf, whole));
    const branches = branchesOf(ajv, error);
    const below = branches.map((branch) => explain(ajv, branch, placeOf, whole));
    found.push(branches.length === 0 ? [violation] : narrowUnion(violation, below));
    end -= 1 + evaluated(error, branches).flat().length;
  }
  return found.reverse().flat();
}

/** What is wrong with each branch of a union: how ajv's errors divide among them is not to be seen in the errors. */
function branchesOf(ajv: Ajv2020, error: ErrorObject): readonly (readonly ErrorObject[])[] {
  const { keyword, parentSchema, data } = error;
  if (keyword !== "oneOf" && keyword !== "anyOf") {
    return [];
  }
  return (parentSchema as Readonly<Record<string, readonly AnySchema[]>>)[keyword]!.map((branch) => {
    const validate = ajv.compile(branch);
    return validate(data) ? [] : (validate.errors ?? []);
  });
}

/** ajv looks at no branch of a `oneOf` that comes after the second that matches. */
function evaluated<T>({ params }: ErrorObject, branches: readonly T[]): readonly T[] {
  const { passingSchemas } = params as { readonly passingSchemas?: readonly [number, number] | null };
  return passingSchemas ? branches.slice(0, passingSchemas[1] + 1) : branches;
}

function declaredAt({ keyword, parentSchema }: ErrorObject, placeOf: PlaceOf, whole: Path): Path {
  const schema = parentSchema as { readonly [keyword: string]: unknown } | boolean;
  if (typeof schema === "boolean") {
    return whole;
  }
  // A `oneOf` may have become an `anyOf`.
  const list = schema[keyword];
  const place = typeof list === "object" && list !== null ? placeOf(list) : undefined;
  return place ?? [...(placeOf(schema) ?? whole), keyword];
}
