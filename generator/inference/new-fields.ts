import { nodeAt, type Node } from "../document/reference.js";
import { toPointer, type Document } from "../document/source.js";
import type { Stream } from "../model/model.js";
import { DeclaredFields, type UndeclaredField } from "../verification/declared-fields.js";
import { Evidence } from "./evidence.js";
import type { SeenEvent, SeenStream } from "./seen-stream.js";

/** A schema, and fields that it does not name. */
export interface ExtendedSchema {
  readonly schema: Node;
  readonly fields: readonly NewField[];
}

interface NewField {
  readonly name: string;
  readonly evidence: Evidence;
  /** How many objects there were that could have it. */
  readonly of: number;
  /** What these are, in the plural. */
  readonly what: string;
}

/** The fields of a stream's events that nobody wrote down, by the schemas that could name them. */
export function newFields(
  document: Document,
  stream: Stream,
  { events, recordings }: SeenStream,
): readonly ExtendedSchema[] {
  const values = recordings.flatMap((recording) => recording.events);
  const found = new Map<string, { readonly schema: Node; readonly fields: Map<string, NewField> }>();
  for (const { name, type } of stream.events) {
    const event = events.find((one) => one.name === name);
    // Of several schemas nobody knows which one lacks a field.
    if (event === undefined || type.schema === undefined) continue;
    const declared = new DeclaredFields(document, nodeAt(document, type.schema.path));
    const undeclared = values.flatMap((one) => (one.name === name ? declared.undeclared(one.value) : []));
    const each = new Map(undeclared.map((one) => [JSON.stringify(one.field), one]));
    for (const one of each.values()) {
      const key = toPointer(one.schema.path);
      const known = found.get(key) ?? { schema: one.schema, fields: new Map<string, NewField>() };
      found.set(key, known);
      collect(known.fields, event, one);
    }
  }
  return [...found.values()]
    .map(({ schema, fields }) => ({ schema, fields: [...fields.values()] }))
    .filter(({ fields }) => fields.length > 0);
}

/** A schema may be that of several events, and of several places in each. */
function collect(fields: Map<string, NewField>, event: SeenEvent, { field }: UndeclaredField): void {
  const name = field.at(-1)!;
  const parents = field
    .slice(0, -1)
    .reduce<readonly Evidence[]>((places, step) => places.flatMap((at) => below(at, step)), [event.evidence])
    .filter((at) => at.fields.has(name));
  // Of what lies too deep there is no evidence.
  if (parents.length === 0) return;
  const { evidence, of, what } = fields.get(name) ?? {
    evidence: new Evidence(),
    of: 0,
    what: field.length === 1 ? `${event.name} events` : "objects",
  };
  for (const parent of parents) evidence.merge(parent.field(name));
  const objects = parents.reduce((sum, { kinds }) => sum + kinds.object, of);
  fields.set(name, { name, evidence, of: objects, what });
}

/** A field may be called as the items of an array are. */
function below({ fields, items }: Evidence, step: string): readonly Evidence[] {
  return [fields.get(step), step === "*" ? items : undefined].filter((at) => at !== undefined);
}
