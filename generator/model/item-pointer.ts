import { didYouMean, type Diagnostic } from "../diagnostics/diagnostics.js";
import type { ItemShape, ShapedEvent } from "./items.js";
import type { Node } from "../document/reference.js";
import { fieldsOf, schemasAt } from "../document/schema-pointer.js";
import { parsePointer, toJsonPointer, type Document } from "../document/source.js";

/** What the parts of one `x-event-stream` are read against, and where their problems go. */
export interface Reading {
  readonly document: Document;
  readonly shape: ItemShape;
  readonly problems: Diagnostic[];
}

/** Adds an error at a node. */
export function refuse(
  { document, problems }: Omit<Reading, "shape">,
  at: Node,
  message: string,
  hint?: string,
  part: "key" | "value" = "value",
): void {
  problems.push({ severity: "error", message, hint, location: document.locate(at.path, part) });
}

/** A JSON Pointer into an item, which at least one of the events must have. */
export function readPointer(reading: Reading, at: Node, events: readonly ShapedEvent[]): readonly string[] | undefined {
  const tokens = typeof at.value === "string" ? parsePointer(at.value) : undefined;
  if (tokens === undefined || tokens.length === 0) {
    const meant = typeof at.value === "string" ? tokensOf(at.value) : [];
    const isThere = meant.length > 0 && events.some((event) => reachedBy(reading, event, meant).length > 0);
    const hint = isThere ? `Did you mean "${toJsonPointer(meant)}"?` : undefined;
    refuse(reading, at, "Expected a JSON Pointer into the item, such as /choices/0/delta/content", hint);
    return undefined;
  }
  if (events.some((event) => reachedBy(reading, event, tokens).length > 0)) {
    return tokens;
  }
  const isInData = events.some((event) => reachedBy(reading, event, ["data", ...tokens]).length > 0);
  const depth = tokens.findIndex((_, index) => {
    return events.every((event) => reachedBy(reading, event, tokens.slice(0, index + 1)).length === 0);
  });
  const fields = events.flatMap((event) => fieldsAt(reading, event, tokens.slice(0, depth)));
  const known =
    fields.length > 0 ? `The fields there are ${[...new Set(fields)].join(", ")}.` : "Nothing is declared there.";
  refuse(
    reading,
    at,
    `No schema of this stream has the field "${tokens[depth]}" of ${String(at.value)}`,
    isInData
      ? `Did you mean "/data${String(at.value)}"? The pointer begins at the server-sent event.`
      : (didYouMean(tokens[depth] as string, fields) ?? known),
  );
  return undefined;
}

/** The tokens that a path in the words of a programming language may mean: `choices[0].delta`, or `$.choices[0].delta`. */
function tokensOf(path: string): readonly string[] {
  return path.split(/[.[\]$]+/).filter((token) => token !== "");
}

/** The schemas that a pointer reaches in an event; a text is reached without one. */
export function reachedBy(
  { document, shape }: Reading,
  { schemas }: ShapedEvent,
  [first, ...rest]: readonly string[],
): readonly (Node | "text")[] {
  if (shape.item === "json") {
    return first === undefined ? [] : schemas.flatMap((schema) => schemasAt(document, schema, [first, ...rest]));
  }
  if (first === "data") {
    const isText = schemas.length === 0 && rest.length === 0;
    return isText ? ["text"] : schemas.flatMap((schema) => schemasAt(document, schema, rest));
  }
  return (first === "event" || first === "id") && rest.length === 0 ? ["text"] : [];
}

function fieldsAt(reading: Reading, event: ShapedEvent, tokens: readonly string[]): readonly string[] {
  if (reading.shape.item !== "json" && tokens.length === 0) {
    return ["event", "data", "id"];
  }
  const reached = tokens.length === 0 ? event.schemas : reachedBy(reading, event, tokens);
  return reached.flatMap((schema) => (schema === "text" ? [] : fieldsOf(reading.document, schema)));
}
