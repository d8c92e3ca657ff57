import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { child, children, keyOf, type Node } from "../document/reference.js";
import { constsOf } from "../document/schema-consts.js";
import { fieldsOf, schemasAt } from "../document/schema-pointer.js";
import type { Document } from "../document/source.js";
import { overlayAction, toYaml } from "../overlay/overlay-snippets.js";
import { allowsScalar } from "./allows-scalar.js";
import { operationName, type FoundStream } from "./find-streams.js";
import { isJsonKey, jsonBodySchemas, streamFlag } from "./request-body.js";

const FLAG = /stream/i;
const MODE = /^stream(?:ing|ed)?$/i;

/**
 * Warns of a stream that the server may send only where a field of the body asks for it, by a name that does not tell for
 * sure: it answers with JSON as well, and the method would get that.
 */
export function unaskedWarnings(document: Document, found: FoundStream): readonly Diagnostic[] {
  const { mediaType, operation, response, vendor } = found;
  const isTold = child(child(mediaType, "x-event-stream"), "request") !== undefined || vendor.flag !== undefined;
  const hasWhole = children(child(response, "content")).some(isJsonKey);
  if (isTold || !hasWhole || streamFlag(document, operation) !== undefined) return [];
  const [field] = jsonBodySchemas(document, operation).flatMap((body) =>
    fieldsOf(document, body).flatMap((name) =>
      schemasAt(document, body, [name]).flatMap((schema) => {
        const value = askingValue(document, name, schema);
        return value === undefined ? [] : [{ name, schema, value }];
      }),
    ),
  );
  if (field === undefined) return [];
  const { name, schema, value } = field;
  return [
    {
      severity: "warning",
      message: `Nothing asks for the stream of ${operationName(found)} but the Accept header: the field "${name}" of its body may have to, and JSON be the answer without it`,
      hint: [
        "If it has to, the method sends it:",
        overlayAction(
          mediaType.path,
          `x-event-stream:\n  request: {${toYaml(name)}: ${value === true ? "true" : toYaml(value)}}`,
        ),
        "If not, this ends the warning: `request: {}`.",
      ].join("\n"),
      location: document.locate(schema.path, keyOf(schema) === name ? "key" : "value"),
    },
  ];
}

/** The value of a field that would ask for a stream, as far as names tell. */
function askingValue(document: Document, name: string, schema: Node): string | true | undefined {
  const mode = constsOf(document, schema)?.find((value) => MODE.test(value));
  const isFlag = FLAG.test(name) && allowsScalar(document, schema, true) && !allowsScalar(document, schema, "");
  return mode ?? (isFlag ? true : undefined);
}
