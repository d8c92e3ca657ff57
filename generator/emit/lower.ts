import { isStreamMediaType } from "../model/find-streams.js";
import { keyKindUnder, type KeyKind } from "../document/keywords.js";
import type { EventSchema, StreamingModel } from "../model/model.js";
import { child, children, referenceOf, target, type Node } from "../document/reference.js";
import { componentOf, constOf, propertiesOf } from "../document/schema.js";
import {
  isObject,
  parsePointer,
  toPointer,
  type Document,
  type JsonObject,
  type JsonValue,
  type Path,
} from "../document/source.js";

/** A JSON value that is ours to change. */
type Mutable = { [key: string]: Mutable } | Mutable[] | string | number | boolean | null;
type MutableObject = { [key: string]: Mutable };

/**
 * The document as openapi-typescript can be trusted with it.
 *
 * The stream media types leave `paths`, so that a plain call never claims to parse a stream; the inline schemas of
 * events become components; what OpenAPI 3.2 adds and openapi-typescript 7 drops is said in 3.1's words; and a
 * discriminator keeps its members' constants, which without a mapping would be overwritten by the component's name.
 */
export function lowerDocument(document: Document, model: StreamingModel): JsonObject {
  const root = structuredClone(document.value) as MutableObject;
  if (typeof root["openapi"] === "string" && /^3\.[2-9]/.test(root["openapi"])) {
    root["openapi"] = "3.1.0";
  }
  delete root["$self"];
  for (const { response } of model.streams.map(({ at }) => at)) {
    removeStreams(objectAt(root, response));
  }
  hoistEventSchemas(document, model, root);
  dropRepeatedOperationIds(root);
  visitObjects(root, [], "keyword", (object, path, isNamed) => {
    if (isNamed && path.at(-2) === "content") {
      lowerMediaType(root, object);
    }
    lowerBooleanMembers(object);
    lowerDiscriminator(document, object, path);
  });
  const components = root["components"];
  if (isMutableObject(components)) {
    delete components["mediaTypes"];
  }
  return root as JsonObject;
}

function removeStreams(response: MutableObject): void {
  const content = response["content"];
  if (!isMutableObject(content)) {
    return;
  }
  for (const name of Object.keys(content).filter(isStreamMediaType)) {
    delete content[name];
  }
  if (Object.keys(content).length === 0) {
    delete response["content"];
  }
}

function hoistEventSchemas(document: Document, model: StreamingModel, root: MutableObject): void {
  for (const { schema } of model.eventTypes) {
    if (schema !== undefined && !isComponent(schema)) {
      const schemas = memberObject(memberObject(root, "components"), "schemas");
      schemas[schema.component] = structuredClone(valueAt(document.value, schema.path)) as Mutable;
    }
  }
}

function isComponent({ path, component }: EventSchema): boolean {
  return path.length === 3 && path[0] === "components" && path[1] === "schemas" && path[2] === component;
}

/**
 * openapi-typescript writes the type of an operation under its id: of two with one id, the second would take the first
 * one's place. Without an id, it stands in `paths` itself.
 */
function dropRepeatedOperationIds(root: MutableObject): void {
  const seen = new Set<Mutable>();
  const pathItems = isMutableObject(root["paths"]) ? Object.values(root["paths"]) : [];
  for (const operation of pathItems.filter(isMutableObject).flatMap((item) => Object.values(item))) {
    if (isMutableObject(operation) && operation["operationId"] !== undefined) {
      if (seen.has(operation["operationId"])) {
        delete operation["operationId"];
      } else {
        seen.add(operation["operationId"]);
      }
    }
  }
}

/** `components.mediaTypes` and `itemSchema` are OpenAPI 3.2. The streams of failures keep the type of their items. */
function lowerMediaType(root: MutableObject, object: MutableObject): void {
  while (typeof object["$ref"] === "string") {
    const path = parsePointer(object["$ref"]) ?? [];
    delete object["$ref"];
    Object.assign(object, structuredClone(objectAt(root, path)));
  }
  const item = object["itemSchema"] ?? object["x-oai-itemSchema"];
  if (item !== undefined) {
    object["schema"] ??= item;
    delete object["itemSchema"];
    delete object["itemEncoding"];
    delete object["prefixEncoding"];
  }
}

/** JSON Schema's `true` and `false` in a list, at which openapi-typescript stops. */
function lowerBooleanMembers(object: MutableObject): void {
  for (const key of ["allOf", "anyOf", "oneOf", "prefixItems"]) {
    const members = object[key];
    if (Array.isArray(members)) {
      object[key] = members.map((member) => (typeof member === "boolean" ? (member ? {} : { not: {} }) : member));
    }
  }
}

/**
 * openapi-typescript 7 replaces the constants of a discriminated union by its members' names where there is no mapping,
 * and repeats the discriminator in the comment of every member where there is one.
 */
function lowerDiscriminator(document: Document, object: MutableObject, path: Path): void {
  const discriminator = object["discriminator"];
  if (!isMutableObject(discriminator) || typeof discriminator["propertyName"] !== "string") {
    delete object["discriminator"];
    return;
  }
  const name = discriminator["propertyName"];
  const schema: Node = { value: object as JsonObject, path };
  const branches = children(child(schema, "oneOf") ?? child(schema, "anyOf"));
  const members = branches.length > 0 ? branches : heirsOf(document, path);
  const named = members.map((member) => {
    const property = propertiesOf(document, member).get(name);
    return { member, value: property && constOf(document, property.schema) };
  });
  if (members.length > 0 && named.every(({ value }) => value !== undefined)) {
    delete object["discriminator"];
    return;
  }
  const mapping = resolvableMapping(document, discriminator["mapping"]);
  const mapped = new Set(Object.values(mapping));
  for (const { member, value } of named) {
    const component = componentOf(member);
    const reference = referenceOf(member.value);
    if (component !== undefined && reference !== undefined && !mapped.has(reference)) {
      mapping[value ?? component] = reference;
    }
  }
  discriminator["mapping"] = mapping;
}

/** OpenAPI, "Models with Polymorphism Support": the components that inherit from a schema by `allOf`, as references. */
function heirsOf(document: Document, path: Path): readonly Node[] {
  const schemas = target(document, "#/components/schemas");
  return children(schemas).flatMap((heir): Node[] => {
    const isHeir = children(child(heir, "allOf")).some((part) => {
      const reference = referenceOf(part.value);
      return reference !== undefined && target(document, reference)?.path.join("/") === path.join("/");
    });
    return isHeir ? [{ value: { $ref: toPointer(heir.path) }, path: heir.path }] : [];
  });
}

/** A mapping may name a component or refer to it. openapi-typescript stops at one that leads nowhere. */
function resolvableMapping(document: Document, mapping: Mutable | undefined): MutableObject {
  const entries = isMutableObject(mapping) ? Object.entries(mapping) : [];
  return Object.fromEntries(
    entries.flatMap(([key, value]) => {
      const reference = String(value).startsWith("#") ? String(value) : `#/components/schemas/${String(value)}`;
      return target(document, reference) === undefined ? [] : [[key, reference]];
    }),
  );
}

/** Visits what OpenAPI or JSON Schema has a meaning for; `isNamed` where an object stands under a name. */
function visitObjects(
  value: Mutable,
  path: Path,
  keys: KeyKind,
  visit: (object: MutableObject, path: Path, isNamed: boolean) => void,
  isNamed = false,
): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => visitObjects(item, [...path, index], "keyword", visit));
  } else if (isMutableObject(value) && keys !== "data") {
    if (keys === "keyword") {
      visit(value, path, isNamed);
    }
    for (const [key, member] of Object.entries(value)) {
      const under = keyKindUnder(keys, key);
      if (under !== "data") {
        visitObjects(member, [...path, key], under, visit, keys === "name");
      }
    }
  }
}

function isMutableObject(value: Mutable | undefined): value is MutableObject {
  return isObject(value as JsonValue | undefined);
}

function objectAt(root: MutableObject, path: Path): MutableObject {
  return valueAt(root as JsonObject, path) as MutableObject;
}

function valueAt(root: JsonValue, path: Path): JsonValue {
  return path.reduce((value, key) => (value as { readonly [key: string]: JsonValue })[key] as JsonValue, root);
}

function memberObject(object: MutableObject, key: string): MutableObject {
  const member = object[key];
  if (isMutableObject(member)) {
    return member;
  }
  const created: MutableObject = {};
  object[key] = created;
  return created;
}
