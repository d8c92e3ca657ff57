import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { JsonValue } from "../document/source.js";
import { toRegExp } from "./reg-exp.js";

/** The patterns that no engine here reads are gone by now. */
const regExp = Object.assign((pattern: string): RegExp => toRegExp(pattern) ?? /(?:)/, { code: "new RegExp" });

const INHERITED = Object.getOwnPropertyNames(Object.prototype).map((name) => JSON.stringify(name));

/**
 * ajv, as it reads published documents: all that is wrong at once, without a word about what else a schema may hold. It
 * takes a `format` for more than a remark (JSON Schema 2020-12 Validation, section 7.2.2): servers refuse an id that is
 * no UUID. One that is in no registry is passed over.
 */
export function createAjv(coerce: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    verbose: true,
    validateSchema: false,
    logger: false,
    coerceTypes: coerce ? "array" : false,
    code: { regExp },
  });
  formats.default(ajv);
  return ajv;
}

/** Whether a schema may name a property that every object has already. To look out for those costs every value. */
export function namesInherited(schema: JsonValue): boolean {
  const text = JSON.stringify(schema) ?? "";
  return INHERITED.some((name) => text.includes(name));
}
