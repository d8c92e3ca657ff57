import { toKeywords, type Direction } from "../json-schema/to-json-schema.js";
import { child, children, follow, keyOf, objectOf, type Node } from "../document/reference.js";
import { unionListOf } from "../document/schema-unions.js";
import { isObject, toPointer, type Document, type JsonObject, type JsonValue } from "../document/source.js";
import type { AllMemberNames } from "../model/member-names.js";

/** More than a reader of a sample reads; a document may ask for millions. */
const MAX_SCHEMAS = 3000;
/** As much of a text or a list as a reader of a sample reads. */
const MAX_LENGTH = 1000;
const MAX_ITEMS = 20;
/** What is enough where more is allowed, but not wanted. */
const FEW = 3;
const LONG = 60;
/** Below this depth, an object has its required properties only. */
const MAX_DEPTH = 5;

const WORDS = "amber birch cedar delta ember fern grove harbor iris juniper kelp linen maple north oak pine".split(" ");

/** Of `format`, what json-schema-faker can write. */
const FORMATS = new Set<JsonValue | undefined>(
  "date-time date time email hostname ipv4 ipv6 uri uri-reference uuid json-pointer relative-json-pointer".split(" "),
);
/** What it cannot. */
const OTHER_FORMATS: ReadonlyMap<JsonValue | undefined, readonly string[]> = new Map([
  ["byte", ["c2FtcGxl", "bW9jaw=="]],
  ["duration", ["PT5M", "P1D"]],
  ["url", ["https://example.com/amber", "https://example.com/birch"]],
]);

/** Keywords that hold no schemas. json-schema-faker takes one that it does not know for a property. */
const PLAIN = `type enum const minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern
  format minItems maxItems uniqueItems minProperties maxProperties`.split(/\s+/);

/** Of these, what stands beside a reference holds together with what is referred to. */
const APPLICATORS = ["properties", "required", "allOf", "oneOf", "anyOf"];

/** How far the way has come: the schemas around the one in hand, and how many there were. */
interface Walk {
  readonly document: Document;
  readonly members: AllMemberNames;
  /** The flag of properties that are no part of it. */
  readonly hidden: "readOnly" | "writeOnly";
  readonly around: ReadonlySet<JsonValue>;
  readonly count: { schemas: number };
}

/** Reads some keywords of a schema; `undefined` where what they ask for has no end. */
type Read = (schema: Node, walk: Walk) => JsonObject | undefined;

/**
 * A schema as json-schema-faker can be trusted with it: without references, without recursion, within bounds, in the
 * words of JSON Schema 2020-12, and narrowed where that makes a sample fit to be read. `undefined` where no value that it
 * allows has an end, or where it is too large.
 */
export function toSampleSchema(
  document: Document,
  members: AllMemberNames,
  schema: Node,
  direction: Direction,
): JsonObject | undefined {
  const hidden = direction === "request" ? "readOnly" : "writeOnly";
  return expand(schema, { document, members, hidden, around: new Set(), count: { schemas: 0 } });
}

function expand(schema: Node, outer: Walk): JsonObject | undefined {
  const { document, members, around, count } = outer;
  const resolved = follow(document, schema);
  count.schemas += 1;
  const isEndless = resolved === undefined || around.has(resolved.value) || count.schemas > MAX_SCHEMAS;
  if (isEndless || resolved.value === false) {
    return undefined;
  }
  const { $ref: reference, ...beside } = objectOf(schema);
  if (reference !== undefined && APPLICATORS.some((key) => key in beside && key in objectOf(resolved))) {
    const parts = [{ $ref: reference }, beside].map((value) => expand({ value, path: schema.path }, outer));
    return parts.includes(undefined) ? undefined : { allOf: parts as readonly JsonObject[] };
  }
  const whole: Node = { ...resolved, value: toKeywords({ ...withNames(resolved, members), ...beside }) };
  const walk = { ...outer, around: new Set([...around, resolved.value]) };
  const parts = [plainOf, membersOf, itemsOf, unionOf, partsOf].map((read: Read) => read(whole, walk));
  return parts.some((part) => part === undefined) ? undefined : Object.assign({}, ...(parts as JsonObject[]));
}

/** OpenAPI, "Discriminator Object": what names a member of unions, where the member itself does not say. */
function withNames(schema: Node, members: AllMemberNames): JsonObject {
  const named = members.get(toPointer(schema.path)) ?? [];
  // Of several, one: json-schema-faker finds none that a list has in common with the words that stand for any text.
  const parts = named.map(({ property, names: [name] }) => ({
    type: "object",
    required: [property],
    properties: { [property]: { const: name! } },
  }));
  const written = children(child(schema, "allOf")).map(({ value }) => value);
  return parts.length === 0 ? objectOf(schema) : { ...objectOf(schema), allOf: [...written, ...parts] };
}

const plainOf: Read = (schema) => {
  const { example, ...keywords } = objectOf(schema);
  const examples = Array.isArray(keywords["examples"]) ? keywords["examples"] : example === undefined ? [] : [example];
  const entries = Object.entries(keywords).filter(([key]) => PLAIN.includes(key));
  const plain = Object.fromEntries(examples.length > 0 ? [...entries, ["examples", examples]] : entries);
  return { ...plain, ...bounded(plain) };
};

/** Whatever a document asks for or allows, a sample stays small; and what it leaves open is filled with what reads well. */
function bounded(schema: JsonObject): JsonObject {
  const { type, pattern } = schema;
  const isOpen = !["enum", "const", "examples"].some((key) => key in schema);
  const isOf = (...types: readonly JsonValue[]): boolean =>
    [type].flat().some((one) => types.includes(one as JsonValue));
  const isUnlimited = !["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"].some((key) => key in schema);
  return {
    ...limited(schema, ["minLength", "maxLength"], MAX_LENGTH, LONG),
    ...limited(schema, ["minItems", "maxItems"], MAX_ITEMS, FEW),
    ...limited(schema, ["minProperties", "maxProperties"], MAX_ITEMS, FEW),
    ...(typeof pattern === "string" && !isSmallPattern(pattern) && { pattern: ".*" }),
    ...(isOpen ? wordsFor(schema) : {}),
    ...(isOpen && isUnlimited && isOf("integer", "number") && { minimum: 0, maximum: 100 }),
    ...(isOpen &&
      isUnlimited &&
      isOf("number") &&
      !("multipleOf" in schema) && { multipleOf: String(schema["format"]).startsWith("int") ? 1 : 0.25 }),
  };
}

/** json-schema-faker may write as much as is allowed. */
function limited(
  schema: JsonObject,
  [least, most]: readonly [string, string],
  limit: number,
  enough: number,
): JsonObject {
  const from = Math.min(Number(schema[least] ?? 0), limit);
  const to = Math.min(Number(schema[most] ?? Infinity), Math.max(from, enough));
  return { ...(least in schema && { [least]: from }), ...(most in schema && { [most]: to }) };
}

/** Words, where the text may be any word. With `null` beside it, `enum` would leave that no chance. */
function wordsFor({ type, format, pattern, minLength = 0, maxLength = Number.MAX_VALUE }: JsonObject): JsonObject {
  const words = OTHER_FORMATS.get(format) ?? (FORMATS.has(format) ? [] : WORDS);
  const lengths = words.map(({ length }) => length);
  const fits = Math.min(...lengths) >= Number(minLength) && Math.max(...lengths) <= Number(maxLength);
  return type === "string" && words.length > 0 && pattern === undefined && fits ? { enum: words } : {};
}

/** Repetitions multiply: `(a{1000}){1000}` is a million letters. */
function isSmallPattern(pattern: string): boolean {
  const counts = [...pattern.matchAll(/\{(\d+)/g)].map(([, count]) => Number(count));
  return (
    pattern.length <= MAX_LENGTH && counts.reduce((product, count) => product * Math.max(count, 1), 1) <= MAX_LENGTH
  );
}

const membersOf: Read = (schema, walk) => {
  const { required, additionalProperties } = objectOf(schema);
  const isRequired = (name: string): boolean => Array.isArray(required) && required.includes(name);
  const properties: (readonly [string, JsonObject])[] = [];
  for (const property of children(child(schema, "properties"))) {
    const name = keyOf(property);
    const isWanted = isRequired(name) || walk.around.size <= MAX_DEPTH;
    if (isHidden(property, walk)) {
      continue;
    }
    const expanded = isWanted ? expand(property, walk) : undefined;
    if (expanded !== undefined) {
      properties.push([fakerName(name), expanded]);
    } else if (isRequired(name)) {
      return undefined;
    }
  }
  const hidden = new Set(
    children(child(schema, "properties"))
      .filter((one) => isHidden(one, walk))
      .map(keyOf),
  );
  const others = isObject(additionalProperties) && child(schema, "additionalProperties");
  const expandedOthers = others ? expand(others, walk) : undefined;
  return {
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...(expandedOthers && { additionalProperties: expandedOthers, minProperties: properties.length + 1 }),
    ...(Array.isArray(required) && {
      required: required.filter((name) => typeof name === "string" && !hidden.has(name)).map(fakerName),
    }),
  };
};

/** What stands for a property called `__proto__`, of which json-schema-faker would make a prototype. */
const PROTOTYPE = "\uffffproto";

function fakerName(name: string): string {
  return name === "__proto__" ? PROTOTYPE : name;
}

/** A sample whose properties are called as the document calls them. */
export function withOwnNames(sample: unknown): JsonValue {
  return JSON.parse(JSON.stringify(sample).replaceAll(`"${PROTOTYPE}":`, '"__proto__":')) as JsonValue;
}

function isHidden(property: Node, { document, hidden }: Walk): boolean {
  return objectOf(follow(document, property))[hidden] === true;
}

const itemsOf: Read = (schema, walk) => {
  const { minItems = 0, maxItems } = objectOf(schema);
  const prefix = children(child(schema, "prefixItems")).map((item) => expand(item, walk));
  const items = child(schema, "items");
  const expanded = items && expand(items, walk);
  if (prefix.includes(undefined)) {
    return undefined;
  }
  if (items !== undefined && expanded === undefined) {
    return minItems === 0 ? { maxItems: prefix.length } : undefined;
  }
  return {
    ...(prefix.length > 0 && { prefixItems: prefix as readonly JsonObject[] }),
    ...(expanded && { items: expanded }),
    ...(expanded && minItems === 0 && maxItems !== 0 && { minItems: 1 }),
  };
};

const unionOf: Read = (schema, walk) => {
  const union = unionListOf(schema);
  if (union === undefined) {
    return {};
  }
  const branches = children(union).flatMap((branch) => expand(branch, walk) ?? []);
  return branches.length === 0 ? undefined : { anyOf: branches };
};

const partsOf: Read = (schema, walk) => {
  const parts = children(child(schema, "allOf")).flatMap((part) => expand(part, walk) ?? []);
  return parts.length === 0 ? {} : { allOf: parts };
};
