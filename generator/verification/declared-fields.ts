import { child, children, follow, isReferenceOnly, keyOf, objectOf, type Node } from "../document/reference.js";
import { typesOf } from "../document/schema-kind.js";
import { isObject, type Document, type JsonObject, type JsonValue } from "../document/source.js";
import { groupBy } from "../group-by.js";
import { toRegExp } from "../json-schema/reg-exp.js";
import { allowsAnything } from "../json-schema/to-json-schema.js";

/** A field that an event has and no schema names. */
export interface UndeclaredField {
  /** The steps to it; every item of an array is `*`. */
  readonly field: readonly string[];
  /** A schema that could name it. */
  readonly schema: Node;
}

/** What the schemas at one place of an event say of what is in it. */
interface Shape {
  /** A schema that could name what is not named. */
  readonly schema: Node;
  /** Whether a field that nothing names is worth a word: something is said of objects, and it is no map of anything. */
  readonly isClosed: boolean;
  /** `undefined` where nothing is said of what is in the field. */
  readonly fields: Map<string, Shape | undefined>;
  readonly patterns: { readonly pattern: RegExp; readonly shape: Shape | undefined }[];
  /** Of all other fields. */
  rest: Shape | undefined;
  hasRest: boolean;
  items: Shape | undefined;
}

const ITEM = "*";
/** What a pattern names that no engine here reads. */
const NOTHING = /(?!)/;
const IN_PLACE = ["allOf", "oneOf", "anyOf", "if", "then", "else", "dependentSchemas"];

/**
 * Finds the fields that nobody wrote down, whether the schemas leave their objects open or not: those that no schema
 * names, not even in another branch of a union. An object without `properties` that says what its values are, or that
 * they may be anything, is a map: its keys are data.
 */
export class DeclaredFields {
  readonly #document: Document;
  readonly #known = new Map<string, Shape | undefined>();
  readonly #shape: Shape | undefined;
  // Most events are as they should be: no list is made for them.
  #nothing: UndeclaredField[] = [];

  constructor(document: Document, schema: Node) {
    this.#document = document;
    this.#shape = this.#shapeOf([schema]);
  }

  undeclared(value: JsonValue): readonly UndeclaredField[] {
    const found = this.#nothing;
    if (this.#shape) walk(value, this.#shape, [], found);
    if (found.length > 0) this.#nothing = [];
    return found;
  }

  #shapeOf(nodes: readonly Node[]): Shape | undefined {
    const schemas = this.#inPlace(nodes, new Set());
    const key = schemas.map(({ path }) => path.join("/")).join("\n");
    const [schema] = schemas;
    if (schema === undefined || this.#known.has(key)) return this.#known.get(key);
    if (schemas.every(({ value }) => allowsAnything(value))) return undefined;
    const isMap = schemas.every((one) => child(one, "properties") === undefined) && schemas.some(hasOpenRest);
    const shape: Shape = {
      schema,
      isClosed: !isMap && schemas.some(isOfObjects),
      fields: new Map(),
      patterns: [],
      rest: undefined,
      hasRest: false,
      items: undefined,
    };
    // A schema may hold itself.
    this.#known.set(key, shape);
    const named = schemas.flatMap((one) => children(child(one, "properties")));
    for (const [name, properties] of groupBy(named, keyOf)) shape.fields.set(name, this.#shapeOf(properties));
    for (const property of schemas.flatMap((one) => children(child(one, "patternProperties")))) {
      shape.patterns.push({ pattern: toRegExp(keyOf(property)) ?? NOTHING, shape: this.#shapeOf([property]) });
    }
    const rest = schemas
      .flatMap((one) => child(one, "additionalProperties") ?? [])
      .filter(({ value }) => isTyped(value));
    shape.hasRest = rest.length > 0;
    shape.rest = this.#shapeOf(rest);
    shape.items = this.#shapeOf(schemas.flatMap((one) => [...children(child(one, "prefixItems")), ...itemsOf(one)]));
    return shape;
  }

  /** The schemas and all that apply to the same value: what they refer to, and the branches of their unions. */
  #inPlace(nodes: readonly Node[], seen: Set<JsonValue>): readonly Node[] {
    return nodes.flatMap((node) => {
      const resolved = follow(this.#document, node);
      return [node, ...(resolved === undefined || resolved === node ? [] : [resolved])].flatMap((schema) => {
        if (!isObject(schema.value) || seen.has(schema.value)) return [];
        seen.add(schema.value);
        const parts = IN_PLACE.flatMap((keyword) => {
          const part = child(schema, keyword);
          const isOne = keyword === "if" || keyword === "then" || keyword === "else";
          return part === undefined ? [] : isOne ? [part] : children(part);
        });
        return [...(isReferenceOnly(schema.value) ? [] : [schema]), ...this.#inPlace(parts, seen)];
      });
    });
  }
}

function walk(value: JsonValue, shape: Shape, path: readonly string[], found: UndeclaredField[]): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    const { items } = shape;
    if (items) for (const item of value as readonly JsonValue[]) walk(item, items, [...path, ITEM], found);
    return;
  }
  // JSON inherits nothing, and this is done for every event.
  for (const name in value) {
    const field = (value as JsonObject)[name]!;
    const below = shape.fields.get(name);
    if (below) {
      if (typeof field === "object") walk(field, below, [...path, name], found);
    } else if (!shape.fields.has(name)) walkUnnamed(name, field, shape, path, found);
  }
}

function walkUnnamed(
  name: string,
  field: JsonValue,
  shape: Shape,
  path: readonly string[],
  found: UndeclaredField[],
): void {
  const matched = shape.patterns.filter(({ pattern }) => pattern.test(name)).map((one) => one.shape);
  const below = matched.length > 0 ? matched : shape.hasRest ? [shape.rest] : undefined;
  for (const one of below ?? []) if (one) walk(field, one, [...path, name], found);
  if (below === undefined && shape.isClosed) found.push({ field: [...path, name], schema: shape.schema });
}

function isOfObjects(schema: Node): boolean {
  return child(schema, "properties") !== undefined || typesOf(schema).includes("object");
}

/** Whether a schema says itself that unnamed fields may be anything. */
function hasOpenRest(schema: Node): boolean {
  const { additionalProperties: rest } = objectOf(schema);
  return rest !== undefined && allowsAnything(rest);
}

function isTyped(value: JsonValue): boolean {
  return isObject(value) && !allowsAnything(value);
}

function itemsOf(schema: Node): readonly Node[] {
  const items = child(schema, "items");
  return items === undefined ? [] : Array.isArray(items.value) ? children(items) : [items];
}
