import { constOf } from "../document/schema-consts.js";
import { isObjectSchema } from "../document/schema-kind.js";
import { propertiesOf } from "../document/schema-properties.js";
import { branchesOf } from "../document/schema-unions.js";
import { child, follow, objectOf, type Node } from "../document/reference.js";
import type { Document, JsonValue } from "../document/source.js";

/** More values than a reader of an example reads; a document may ask for millions. */
const MAX_VALUES = 200;

const SCALARS: ReadonlyMap<unknown, JsonValue> = new Map<string, JsonValue>([
  ["string", "..."],
  ["integer", 1],
  ["number", 1],
  ["boolean", true],
  ["null", null],
]);

/** How far a sample has come: the schemas around the one in hand, and how many values there are. */
interface Walk {
  readonly around: ReadonlySet<JsonValue>;
  readonly count: { values: number };
}

/** The smallest value that a schema allows: an example of its own where it has one, else its required fields only. */
export function sampleOf(document: Document, schema: Node): JsonValue {
  return sample(document, schema, { around: new Set(), count: { values: 0 } });
}

function sample(document: Document, schema: Node, { around, count }: Walk): JsonValue {
  const resolved = follow(document, schema);
  const { example, examples, default: fallback, enum: values, const: constant, type } = objectOf(resolved);
  const [first, second] = [examples, values].map((list) => (Array.isArray(list) ? (list[0] as JsonValue) : undefined));
  const given = [example, first, fallback, constant, second].find((value) => value !== undefined);
  count.values += 1;
  if (resolved === undefined || given !== undefined || around.has(resolved.value) || count.values > MAX_VALUES) {
    return given ?? null;
  }
  const walk = { around: new Set([...around, resolved.value]), count };
  const [branch] = branchesOf(document, resolved) ?? [];
  if (branch !== undefined && !isObjectSchema(document, resolved)) {
    return sample(document, branch, walk);
  }
  const named = Array.isArray(type) ? type.find((one) => one !== "null") : type;
  if (named === "array") {
    const items = child(resolved, "items");
    const isEndless = items !== undefined && walk.around.has(follow(document, items)?.value ?? null);
    return items === undefined || isEndless ? [] : [sample(document, items, walk)];
  }
  return SCALARS.get(named) !== undefined ? (SCALARS.get(named) as JsonValue) : sampleObject(document, resolved, walk);
}

function sampleObject(document: Document, schema: Node, walk: Walk): JsonValue {
  const required = [...propertiesOf(document, schema)].filter(([, property]) => property.required);
  return Object.fromEntries(
    required.map(([name, property]) => {
      return [name, constOf(document, property.schema) ?? sample(document, property.schema, walk)];
    }),
  );
}
