import { isOpenApi30 } from "../document/openapi-version.js";
import type { Document } from "../document/source.js";
import { Remark, type Draft, type DraftMap } from "./draft.js";
import { Evidence, type Kind } from "./evidence.js";

/** The words that a document knows: OpenAPI 3.0 has some of its own for what later versions say as JSON Schema does. */
export type Dialect = "3.0" | "3.1";

export function dialectOf(document: Document): Dialect {
  return isOpenApi30(document) ? "3.0" : "3.1";
}

// What was never missing may be missing the next time. Of what was seen once, nothing is said.
const ENOUGH_TO_REQUIRE = 2;
const ENOUGH_FOR_FORMAT = 2;
// A list of values shuts out the next one, so it takes more: so many texts, and each value so often.
const ENOUGH_FOR_ENUM = 30;
const ENOUGH_OF_EACH = 3;
const MOST_VALUES = 8;
const VALUE = /^[\w.:/-]{1,40}$/;
// Objects with so many fields, of which none is in more than half of them, have keys that are data.
const FIELDS_OF_A_MAP = 12;

/**
 * The schema of what was seen: every value that was seen is valid by it.
 *
 * @param seen What the values are and how many of how many there were: `30 of 41 events`.
 * @param name The one value of the property that names an event.
 */
export function draftSchema(evidence: Evidence, seen: string, dialect: Dialect, name?: NamingProperty): Draft {
  const kinds = kindsOf(evidence);
  const isNullable = evidence.kinds.null > 0;
  const [only, second] = kinds;
  if (only === undefined) return new Remark({}, isNullable ? `nothing but null in ${seen}` : `never seen in ${seen}`);
  const comment = isNullable || second ? `${seen}: ${countsOf(evidence)}` : seen;
  if (second === undefined) return draftKind(only, evidence, comment, dialect, isNullable, name);
  const isPlain = dialect !== "3.0" && !kinds.includes("array") && !kinds.includes("object");
  if (isPlain) return { type: new Remark([...kinds, ...(isNullable ? ["null"] : [])], comment) };
  const isLast = dialect !== "3.0" && isNullable;
  return {
    anyOf: [
      ...kinds.map((kind) =>
        draftKind(kind, evidence, countOf(evidence, kind), dialect, dialect === "3.0" && isNullable),
      ),
      ...(isLast ? [{ type: new Remark("null", String(evidence.kinds.null)) }] : []),
    ],
  };
}

/** The schema of what was nothing but null. */
export function draftNull(evidence: Evidence, seen: string, dialect: Dialect): DraftMap | undefined {
  if (evidence.kinds.null === 0 || kindsOf(evidence).length > 0) return undefined;
  return dialect === "3.0" ? { enum: new Remark([null], seen), nullable: true } : { type: new Remark("null", seen) };
}

/** The schema of one text. */
export function draftConstant(value: string, seen: string, dialect: Dialect): DraftMap {
  return dialect === "3.0" ? { enum: new Remark([value], seen) } : { const: new Remark(value, seen) };
}

/** A property that has one value in every event of a name, and the name. */
export interface NamingProperty {
  readonly property: string;
  readonly value: string;
}

function kindsOf({ kinds }: Evidence): readonly Kind[] {
  const order: readonly Kind[] = ["boolean", "integer", "number", "string", "array", "object"];
  return order.filter((kind) => kinds[kind] > 0 && (kind !== "integer" || kinds.number === 0));
}

/** An integer is a number, where there are other numbers. */
function countOf({ kinds }: Evidence, kind: Kind): string {
  return `${kind === "number" ? kinds.number + kinds.integer : kinds[kind]} ${kind}`;
}

function countsOf(evidence: Evidence): string {
  const nulls = evidence.kinds.null > 0 ? [`${evidence.kinds.null} null`] : [];
  return [...kindsOf(evidence).map((kind) => countOf(evidence, kind)), ...nulls].join(", ");
}

function draftKind(
  kind: Kind,
  evidence: Evidence,
  comment: string,
  dialect: Dialect,
  isNullable: boolean,
  name?: NamingProperty,
): DraftMap {
  const isFlag = isNullable && dialect === "3.0";
  const type = new Remark(isNullable && !isFlag ? [kind, "null"] : kind, comment);
  const details = { string: draftText, array: draftArray, object: draftObject }[kind as string];
  return { type, ...(isFlag && { nullable: true }), ...details?.(evidence, dialect, isNullable, name) };
}

function draftText({ texts }: Evidence, _dialect: Dialect, isNullable: boolean): DraftMap {
  const { count, distinct, format } = texts;
  if (format !== undefined && count >= ENOUGH_FOR_FORMAT) return { format: new Remark(format, `all ${count}`) };
  const values = [...(distinct ?? [])];
  const fewest = Math.min(...values.map(([, times]) => times));
  const isEnum =
    !texts.isPieces &&
    values.length > 1 &&
    values.length <= MOST_VALUES &&
    count >= ENOUGH_FOR_ENUM &&
    fewest >= ENOUGH_OF_EACH &&
    values.every(([value]) => VALUE.test(value));
  if (!isEnum) return {};
  const all = values.map(([value]) => value).sort();
  return {
    enum: new Remark(isNullable ? [...all, null] : all, `nothing else in ${count}, each at least ${fewest} times`),
  };
}

function draftArray({ items }: Evidence, dialect: Dialect): DraftMap {
  return { items: items ? draftSchema(items, `${items.count} items`, dialect) : new Remark({}, "always empty") };
}

function draftObject(evidence: Evidence, dialect: Dialect, _isNullable: boolean, name?: NamingProperty): DraftMap {
  const count = evidence.kinds.object;
  const fields = [...evidence.fields];
  if (fields.length === 0) return { additionalProperties: new Remark(true, "always empty") };
  if (fields.length >= FIELDS_OF_A_MAP && fields.every(([, field]) => field.count <= count / 2)) {
    const values = new Evidence();
    for (const [, field] of fields) values.merge(field);
    return { additionalProperties: draftSchema(values, `${values.count} values, ${fields.length} keys`, dialect) };
  }
  const what = name ? `${name.value} events` : "objects";
  const required = fields.filter(([key, field]) => {
    return key === name?.property || (field.count === count && count >= ENOUGH_TO_REQUIRE);
  });
  const properties = fields.map(([key, field]): readonly [string, Draft] => {
    const seen = `${field.count} of ${count} ${what}`;
    return [key, key === name?.property ? draftConstant(name.value, seen, dialect) : draftSchema(field, seen, dialect)];
  });
  return {
    ...(required.length > 0 && { required: required.map(([key]) => key) }),
    properties: Object.fromEntries(properties),
  };
}
