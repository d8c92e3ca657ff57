import { child, children, objectOf, type Node } from "../document/reference.js";
import { mayBe } from "../document/schema-kind.js";
import { propertiesOf } from "../document/schema-properties.js";
import type { Document, JsonObject, JsonValue } from "../document/source.js";
import { serializationOf, type OperationParameter } from "../model/parameters.js";

/** What stands between the items of a list in one text, where it is no comma. */
const SEPARATORS: Readonly<Record<string, string>> = { spaceDelimited: " ", pipeDelimited: "|", label: "." };

/** Where the parameters of one request stand. */
export interface ParameterSource {
  /** The parameters in the path, still encoded. */
  readonly path: ReadonlyMap<string, string>;
  readonly query: URLSearchParams;
  readonly headers: Headers;
}

/**
 * The value of a parameter, its style undone (OpenAPI, "Style Values"); `undefined` where the request has none. What is
 * neither list nor object stays text: only its schema knows what else it is.
 *
 * @throws {URIError} where the path is wrongly encoded.
 * @throws {SyntaxError} where it should be JSON, and is none.
 */
export function readParameter(
  document: Document,
  parameter: OperationParameter,
  source: ParameterSource,
): JsonValue | undefined {
  const { at, in: place, name, schema } = parameter;
  const texts = textsOf(parameter, source);
  const [text] = texts;
  if (children(child(at, "content")).length > 0) {
    return text === undefined ? undefined : (JSON.parse(text) as JsonValue);
  }
  if (schema === undefined) {
    return text;
  }
  const isObject = mayBe(document, schema, "object");
  if (isObject && place === "query") {
    return readQueryObject(document, schema, name, source.query) ?? text;
  }
  if (text === undefined || !(isObject || mayBe(document, schema, "array"))) {
    return text;
  }
  const { style, explode } = serializationOf(parameter);
  const isRepeated = explode && (style === "form" ? place === "query" : style === "cookie");
  const items = isRepeated || texts.length > 1 ? texts : text.split(SEPARATORS[style] ?? ",");
  return isObject ? toObject(items, explode) : items;
}

/** Whether a key of the query is part of a parameter. */
export function isKeyOf(document: Document, { in: place, name, schema }: OperationParameter, key: string): boolean {
  const isProperty = (): boolean => mayBe(document, schema, "object") && propertiesOf(document, schema).has(key);
  return place === "query" && (key === name || key.startsWith(`${name}[`) || isProperty());
}

/** As the request has them: several where a query or a cookie repeats them. */
function textsOf({ in: place, name, at }: OperationParameter, source: ParameterSource): readonly string[] {
  switch (place) {
    case "path": {
      const text = source.path.get(name);
      const prefix = { label: ".", matrix: `;${name}=` }[String(objectOf(at)["style"])] ?? "";
      return text === undefined ? [] : [decodeURIComponent(text.startsWith(prefix) ? text.slice(prefix.length) : text)];
    }
    case "query":
      return source.query.getAll(name);
    case "header":
      // Not asked for by its name, which may be none that a header can have.
      return [...source.headers].flatMap(([key, value]) => (key === name.toLowerCase() ? [value] : []));
    default:
      return cookiesOf(source.headers).flatMap(([key, value]) => (key === name ? [value] : []));
  }
}

/** `a=1` for each of its properties, or `name[a]=1`: the one is OpenAPI's default, the other openapi-fetch's. */
function readQueryObject(
  document: Document,
  schema: Node,
  name: string,
  query: URLSearchParams,
): JsonObject | undefined {
  const properties = propertiesOf(document, schema);
  const entries = [...query].flatMap(([key, value]): readonly (readonly [readonly string[], string])[] => {
    const [, inside] = key.startsWith(`${name}[`) ? [name, key.slice(name.length)] : [];
    if (inside !== undefined) {
      return [[[...inside.matchAll(/\[([^\]]*)\]/g)].map(([, step]) => step as string), value]];
    }
    return properties.has(key) ? [[[key], value]] : [];
  });
  return entries.length === 0
    ? undefined
    : entries.reduce<JsonObject>((object, [way, value]) => put(object, way, value), {});
}

function put(object: JsonObject, [step, ...rest]: readonly string[], value: string): JsonObject {
  const before = step !== undefined && Object.hasOwn(object, step) ? object[step] : undefined;
  if (step === undefined) {
    return object;
  }
  if (rest.length > 0) {
    const below = typeof before === "object" && before !== null && !Array.isArray(before) ? (before as JsonObject) : {};
    return { ...object, [step]: put(below, rest, value) };
  }
  return { ...object, [step]: before === undefined ? value : [before, value].flat() };
}

/** `a,1,b,2`, or `a=1,b=2` where it is exploded. */
function toObject(items: readonly string[], explode: boolean): JsonObject {
  const entries = explode
    ? items.map((item) => [item.split("=")[0], item.split("=").slice(1).join("=")] as const)
    : items.flatMap((item, index) => (index % 2 === 0 ? [[item, items[index + 1] ?? ""] as const] : []));
  return Object.fromEntries(entries) as JsonObject;
}

function cookiesOf(headers: Headers): readonly (readonly [name: string, value: string])[] {
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim().split("="));
  return pairs.map(([name = "", ...value]) => [name, value.join("=")]);
}
