import { didYouMean } from "../diagnostics/diagnostics.js";
import { children, keyOf, type Node } from "../document/reference.js";
import { fieldsOf, schemasAt } from "../document/schema-pointer.js";
import { isObject, isScalar, type Scalar } from "../document/source.js";
import { allowsScalar } from "./allows-scalar.js";
import { refuse, type Reading } from "./item-pointer.js";
import { bodySchemas, streamFlag } from "./request-body.js";

/**
 * The body fields that ask for the stream. Where the extension has none, the boolean that the document has for it: the
 * method promises a stream, so it asks for one. `{}` sends nothing.
 */
export function readRequest(
  reading: Omit<Reading, "shape">,
  node: Node | undefined,
  operation: Node,
  vendorFlag: string | undefined,
): Readonly<Record<string, Scalar>> | undefined {
  const { document } = reading;
  const bodies = bodySchemas(document, operation);
  const fields = bodies.flatMap((schema) => fieldsOf(document, schema));
  if (node === undefined) {
    const declared = fields.find((field) => field === vendorFlag);
    const flag = declared === undefined ? streamFlag(document, operation) : undefined;
    const name = flag === undefined ? declared : keyOf(flag);
    return name === undefined ? undefined : { [name]: true };
  }
  if (!isObject(node.value) || !Object.values(node.value).every(isScalar)) {
    refuse(reading, node, "`request` must be an object of body fields and their values, such as {stream: true}");
    return undefined;
  }
  for (const entry of children(node)) {
    const name = keyOf(entry);
    const schemas = bodies.flatMap((schema) => schemasAt(document, schema, [name]));
    if (!fields.includes(name)) {
      const hint = didYouMean(name, fields) ?? "Add it to the request body's schema in the Overlay.";
      refuse(reading, entry, `The request body has no field "${name}"`, hint, "key");
    } else if (!schemas.some((schema) => allowsScalar(document, schema, entry.value as Scalar))) {
      reading.problems.push({
        severity: "error",
        message: `The field "${name}" of the request body cannot be ${JSON.stringify(entry.value)}`,
        location: document.locate(entry.path),
        related: schemas.slice(0, 1).map(({ path }) => ({ message: "Its schema", location: document.locate(path) })),
      });
    }
  }
  return Object.keys(node.value).length === 0 ? undefined : (node.value as Record<string, Scalar>);
}
