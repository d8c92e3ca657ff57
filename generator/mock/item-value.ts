import type { Node } from "../document/reference.js";
import { schemasAt } from "../document/schema-pointer.js";
import { isObject, type Document, type JsonObject, type JsonValue } from "../document/source.js";
import { valueAtPointer } from "../recording/json.js";

/**
 * The value with another at a pointer into it.
 *
 * @param schema The schema of the value, where there is one.
 * @param sample Makes a value of a schema: of what stands on the way, where nothing does.
 */
export function withValue(
  document: Document,
  schema: Node | undefined,
  value: JsonValue | undefined,
  pointer: readonly string[],
  leaf: JsonValue,
  sample: (schema: Node) => JsonValue,
): JsonValue {
  const [token, ...rest] = pointer;
  if (token === undefined) {
    return leaf;
  }
  const [below] = schema === undefined ? [] : schemasAt(document, schema, [token]);
  const found = value === undefined ? undefined : valueAtPointer(value, [token]);
  const start = found ?? (below !== undefined && rest.length > 0 ? sample(below) : undefined);
  const member = withValue(document, below, start, rest, leaf, sample);
  if (/^\d+$/.test(token) && !isObject(value)) {
    const items: readonly JsonValue[] = Array.isArray(value) ? value : [];
    return [...items.slice(0, Number(token)), member, ...items.slice(Number(token) + 1)];
  }
  const members: JsonObject = isObject(value) ? value : {};
  return { ...members, [token]: member };
}

/** The value without what is at a pointer into it. */
export function withoutValue(value: JsonValue | undefined, [token = "", ...rest]: readonly string[]): JsonValue {
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).map((item, index) =>
      rest.length > 0 && index === Number(token) ? withoutValue(item, rest) : item,
    );
  }
  if (!isObject(value) || !Object.hasOwn(value, token)) return value ?? null;
  const { [token]: below, ...others } = value;
  return rest.length === 0 ? others : { ...value, [token]: withoutValue(below, rest) };
}
