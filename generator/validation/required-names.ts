import { suggest } from "../diagnostics/diagnostics.js";
import { child, children, objectOf, type Node } from "../document/reference.js";
import { propertiesOf } from "../document/schema-properties.js";
import type { Document } from "../document/source.js";
import type { Fault } from "./fault.js";

/** Of shorter names, too many differ by a letter. */
const SHORTEST = 4;

/**
 * Names in a schema's `required` that are nearly one of its properties, which is then optional in the type. A name that is
 * like none is no fault: another schema may declare it, and so may what is around this one.
 */
export function misspelledRequired(document: Document, schema: Node): readonly Fault[] {
  const isWhole = schema.path.at(-2) !== "allOf" && !["oneOf", "anyOf", "if"].some((key) => child(schema, key));
  const own = objectOf(child(schema, "properties"));
  // Most schemas have all of them themselves.
  const names = children(isWhole ? child(schema, "required") : undefined).filter(
    ({ value }) => !Object.hasOwn(own, String(value)),
  );
  if (names.length === 0 || Object.keys(own).length === 0) return [];
  const properties = propertiesOf(document, schema);
  const optional = [...properties].filter(([, { required }]) => !required).map(([name]) => name);
  return names.flatMap(({ value, path }): readonly Fault[] => {
    const name = typeof value === "string" && value.length >= SHORTEST && !properties.has(value) ? value : "";
    const near = suggest(name, optional);
    const message = "`required` names a property that the schema does not have";
    return name === "" || near === undefined
      ? []
      : [{ path, part: "value", message, near, isDoubtful: true, isFatal: false }];
  });
}
