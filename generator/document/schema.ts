import { child, children, follow, followChild, objectOf, referenceOf, target, type Node } from "./reference.js";
import { isObject, parsePointer, toPointer, type Document, type JsonValue, type Path } from "./source.js";

/** A property of a schema, wherever in its `allOf` it is declared. */
export interface SchemaProperty {
  readonly schema: Node;
  readonly required: boolean;
}

/**
 * The schema itself and all that `allOf` adds to it, references followed. Each part comes once, however many ways lead
 * to it: `allOf` may go round in a circle, or fork so often that nobody lives to see the end.
 */
export function partsOf(document: Document, schema: Node, seen = new Set<JsonValue>()): readonly Node[] {
  const resolved = follow(document, schema);
  if (resolved === undefined || seen.has(resolved.value)) {
    return [];
  }
  seen.add(resolved.value);
  const siblings = resolved === schema || schema.value === resolved.value ? [] : [schema];
  const added = children(child(resolved, "allOf")).flatMap((part) => partsOf(document, part, seen));
  return [...siblings, resolved, ...added];
}

export function propertiesOf(document: Document, schema: Node): ReadonlyMap<string, SchemaProperty> {
  const parts = partsOf(document, schema);
  const required = new Set(parts.flatMap((part) => children(child(part, "required")).map(({ value }) => value)));
  const properties = new Map<string, SchemaProperty>();
  for (const property of parts.flatMap((part) => children(child(part, "properties")))) {
    const name = String(property.path.at(-1));
    // One part may say that it is a text, another, which ones, and a third, which one of them.
    const known = properties.get(name);
    const count = (one: Node): number => constsOf(document, one)?.length ?? Infinity;
    if (known === undefined || count(property) < count(known.schema)) {
      properties.set(name, { schema: property, required: required.has(name) });
    }
  }
  return properties;
}

/** All that `allOf` and the schema itself say of one property: it is all of it at once. */
export function declarationsOf(document: Document, schema: Node, name: string): readonly Node[] {
  return partsOf(document, schema).flatMap((part) => {
    const properties = child(part, "properties");
    return (properties && child(properties, name)) ?? [];
  });
}

/** The list of a union's members, where the schema itself is one. */
export function unionListOf(schema: Node): Node | undefined {
  return child(schema, "oneOf") ?? child(schema, "anyOf");
}

/**
 * The branches of a union, nested unions flattened and each branch once; `undefined` when the schema is no union. `null`
 * is no branch.
 */
export function branchesOf(document: Document, schema: Node, seen = new Set<JsonValue>()): readonly Node[] | undefined {
  const resolved = follow(document, schema);
  // Beside a reference, as in OpenAPI 3.2's own example, a union narrows what is referred to.
  const union = [schema, resolved].find((one) => one && unionListOf(one));
  const members = union && unionListOf(union);
  if (union === undefined || members === undefined) {
    return undefined;
  }
  seen.add(union.value);
  return children(members).flatMap((member) => {
    const branch = follow(document, member)?.value;
    if (branch === undefined || seen.has(branch) || (isObject(branch) && branch["type"] === "null")) {
      return [];
    }
    const nested = branchesOf(document, member, seen);
    seen.add(branch);
    return nested ?? [member];
  });
}

/**
 * The schemas that stand for a base schema which has a discriminator and no union: what its mapping names, or else the
 * components that inherit from it by `allOf` (OpenAPI, "Models with Polymorphism Support"), as references.
 */
export function heirsOf(document: Document, schema: Node): readonly Node[] | undefined {
  const base = follow(document, schema);
  const discriminator = base && child(base, "discriminator");
  if (base === undefined || discriminator === undefined) {
    return undefined;
  }
  const mapped = children(child(discriminator, "mapping")).flatMap(({ value, path }): Node[] => {
    const reference = mappedReference(value);
    return target(document, reference) === undefined ? [] : [{ value: { $ref: reference }, path }];
  });
  const heirs = mapped.length > 0 ? mapped : componentsFrom(document, base);
  return heirs.length > 0 ? heirs : undefined;
}

/** The reference that a value of a mapping is, or that the component has which it names. */
export function mappedReference(mapped: JsonValue): string {
  const text = String(mapped);
  return text.includes("/") ? text : toPointer(["components", "schemas", text]);
}

function componentsFrom(document: Document, base: Node): readonly Node[] {
  return children(target(document, "#/components/schemas")).flatMap((heir): Node[] => {
    const isHeir = children(child(heir, "allOf")).some((part) => {
      const reference = referenceOf(part.value);
      return reference !== undefined && target(document, reference)?.path.join("/") === base.path.join("/");
    });
    return isHeir ? [{ value: { $ref: toPointer(heir.path) }, path: heir.path }] : [];
  });
}

/** The one string that a schema allows. */
export function constOf(document: Document, schema: Node): string | undefined {
  const values = constsOf(document, schema);
  return values?.length === 1 ? values[0] : undefined;
}

/**
 * All strings that a schema allows, when it lists them: itself, in a part of its `allOf`, or in each alternative. `null` is
 * none of them. (Generators from code refer to an enum by `allOf`, and make it optional by an alternative.)
 */
export function constsOf(document: Document, schema: Node): readonly string[] | undefined {
  const lists = partsOf(document, schema).flatMap((part) => {
    const consts = listedConsts(part) ?? branchConsts(document, part);
    return consts === undefined ? [] : [consts];
  });
  // One part may list the names, and another, beside a reference, which of them it is.
  return lists.toSorted((a, b) => a.length - b.length)[0];
}

function listedConsts(schema: Node): readonly string[] | undefined {
  const value = objectOf(schema);
  const listed = Object.hasOwn(value, "const") ? [value["const"]] : value["enum"];
  if (!Array.isArray(listed)) return undefined;
  const consts = listed.filter((item) => item !== null);
  return consts.length > 0 && consts.every((item) => typeof item === "string") ? consts : undefined;
}

function branchConsts(document: Document, schema: Node): readonly string[] | undefined {
  const branches = (branchesOf(document, schema) ?? []).map((branch) =>
    partsOf(document, branch)
      .map(listedConsts)
      .find((consts) => consts !== undefined),
  );
  const consts = branches.flatMap((one) => one ?? []);
  return consts.length > 0 && branches.every((one) => one !== undefined) ? [...new Set(consts)] : undefined;
}

/** The member of `components.schemas` that a reference names, or that the schema itself is. */
export function componentOf(schema: Node): string | undefined {
  return componentAt(parsePointer(referenceOf(schema.value) ?? "") ?? []) ?? componentAt(schema.path);
}

function componentAt(path: Path): string | undefined {
  const [components, schemas, name] = path;
  return path.length === 3 && components === "components" && schemas === "schemas" ? String(name) : undefined;
}

/** Whether a schema says that `null` is allowed: in OpenAPI 3.0's words, in JSON Schema's, or as an alternative. */
export function isNullable(document: Document, schema: Node): boolean {
  const parts = partsOf(document, schema);
  // Of alternatives that have alternatives nothing is asked: they may go round in a circle.
  const alternatives = parts.flatMap((part) => children(unionListOf(part)));
  return [...parts, ...alternatives].some((one) => {
    const { nullable, type } = objectOf(one);
    return nullable === true || [type].flat().includes("null");
  });
}

/** Whether TypeScript sees one object type, `null` aside: what an interface can extend. */
export function isObjectSchema(document: Document, schema: Node): boolean {
  const parts = partsOf(document, schema).map(objectOf);
  const isUnion = parts.some((part) => part["oneOf"] ?? part["anyOf"] ?? part["not"] ?? part["enum"] ?? part["const"]);
  // The type of every other property holds for the declared ones too, which an interface must not break.
  const isIndexed = parts.some(
    (part) => isNotEmpty(part["additionalProperties"]) || isNotEmpty(part["patternProperties"]),
  );
  return (
    !isUnion &&
    !isIndexed &&
    parts.every(({ type }) => type === undefined || isObjectType(type)) &&
    propertiesOf(document, schema).size > 0
  );
}

function isObjectType(type: JsonValue): boolean {
  const types = [type].flat();
  return types.includes("object") && types.every((one) => one === "object" || one === "null");
}

function isNotEmpty(value: JsonValue | undefined): boolean {
  return isObject(value) && Object.keys(value).length > 0;
}

/** Whether a schema says nothing of what it describes: `{}`, `properties: {}`, or words only. */
export function isUntyped(document: Document, schema: Node | undefined): boolean {
  const parts = schema === undefined ? [] : partsOf(document, schema);
  return parts.every(({ value }) => !isObject(value) || !saysSomething(value));
}

function saysSomething(schema: { readonly [key: string]: JsonValue }): boolean {
  const { type } = schema;
  const isScalarOrArray = type !== undefined && type !== "object";
  const members = ["properties", "patternProperties", "oneOf", "anyOf", "enum"].some((key) => {
    const value = schema[key];
    return value !== undefined && value !== null && typeof value === "object" && Object.keys(value).length > 0;
  });
  return isScalarOrArray || members || "const" in schema || isNotEmpty(schema["additionalProperties"]);
}

/**
 * The schemas that a JSON Pointer into an item of this schema may reach. Empty when no schema declares such a field.
 */
export function schemasAt(document: Document, schema: Node, pointer: readonly string[]): readonly Node[] {
  const [token, ...rest] = pointer;
  if (token === undefined) {
    return [schema];
  }
  return [schema, ...branchesIn(document, schema)].flatMap((alternative) => {
    const step = stepInto(document, alternative, token);
    return step === undefined ? [] : schemasAt(document, step, rest);
  });
}

/** Whether every value of a schema has something other than `null` where a JSON Pointer leads. */
export function isAlwaysAt(document: Document, schema: Node, pointer: readonly string[]): boolean {
  const [token, ...rest] = pointer;
  if (token === undefined) return true;
  const isIn = (one: Node): boolean => {
    const step = stepInto(document, one, token);
    return step !== undefined && isSure(document, one, token) && isAlwaysAt(document, step, rest);
  };
  // What the schema declares, it says itself.
  const isDeclared = propertiesOf(document, schema).has(token);
  const branches = isDeclared ? [] : branchesIn(document, schema);
  return isIn(schema) || (branches.length > 0 && branches.every(isIn));
}

/** Whether a schema requires the field, or so many items, and allows no `null` there. */
function isSure(document: Document, schema: Node, token: string): boolean {
  const property = propertiesOf(document, schema).get(token);
  if (property !== undefined) return property.required && !isNullable(document, property.schema);
  const { minItems } = objectOf(follow(document, schema));
  return Number(minItems) > Number(token);
}

/** The names of the fields that a pointer could go on with. */
export function fieldsOf(document: Document, schema: Node): readonly string[] {
  const alternatives = [schema, ...branchesIn(document, schema)];
  const fields = alternatives.flatMap((one) => [...propertiesOf(document, one).keys()]);
  return [...new Set(fields)];
}

/** The branches of all unions that a schema has, itself or in its `allOf`. */
function branchesIn(document: Document, schema: Node): readonly Node[] {
  return partsOf(document, schema).flatMap((part) => branchesOf(document, part) ?? []);
}

function stepInto(document: Document, schema: Node, token: string): Node | undefined {
  const property = propertiesOf(document, schema).get(token);
  if (property !== undefined) {
    return property.schema;
  }
  for (const part of partsOf(document, schema)) {
    const prefix = child(part, "prefixItems");
    const items = (prefix && child(prefix, Number(token))) ?? followChild(document, part, "items");
    if (items !== undefined && /^(0|[1-9]\d*)$/.test(token)) {
      return items;
    }
    const additional = child(part, "additionalProperties");
    if (additional !== undefined && isObject(additional.value)) {
      return additional;
    }
  }
  return undefined;
}
