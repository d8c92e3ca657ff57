import { suggest, type Diagnostic } from "../diagnostics/diagnostics.js";
import { overlayAction, removeAction, toYaml } from "../overlay/overlay-snippets.js";
import { child, children, follow, keyOf, objectOf, type Node } from "../document/reference.js";
import {
  branchesOf,
  componentOf,
  constOf,
  constsOf,
  declarationsOf,
  propertiesOf,
  type SchemaProperty,
} from "../document/schema.js";
import { toPointer, type Document, type JsonValue } from "../document/source.js";

/** What tells the branches of a union apart. */
export interface Discrimination {
  readonly property: string;
  /** By event name, in the order of the union. */
  readonly branches: readonly { readonly name: string; readonly schemas: readonly Node[] }[];
}

/**
 * Names the branches of a union by the values of one property: the declared discriminator's, else the one property that
 * is another constant in every branch. `undefined` when there is none, or when problems were reported.
 *
 * A property that the schema does not require is relied on all the same: documents that are made from code leave out of
 * `required` what has a default, and send it always. One that does not come is a `decode` error.
 */
export function discriminate(
  document: Document,
  union: Node,
  branches: readonly Node[],
  problems: Diagnostic[],
): Discrimination | undefined {
  const property = declaredDiscriminator(document, union) ?? inferredDiscriminator(document, branches);
  if (property === undefined) {
    return undefined;
  }
  const before = problems.length;
  const named = new Map<string, Node[]>();
  for (const schema of branches) {
    for (const name of namesOf(document, union, schema, property, problems)) {
      named.set(name, [...(named.get(name) ?? []), schema]);
    }
  }
  return problems.length > before
    ? undefined
    : { property, branches: [...named].map(([name, schemas]) => ({ name, schemas })) };
}

function declaredDiscriminator(document: Document, union: Node): string | undefined {
  const discriminator = discriminatorOf(document, union);
  const name = objectOf(discriminator)["propertyName"];
  return typeof name === "string" ? name : undefined;
}

/** The Discriminator Object of a union, which a reference to it may have beside it. */
function discriminatorOf(document: Document, union: Node): Node | undefined {
  const resolved = follow(document, union);
  return child(union, "discriminator") ?? (resolved && child(resolved, "discriminator"));
}

function inferredDiscriminator(document: Document, branches: readonly Node[]): string | undefined {
  const [first, ...others] = branches;
  if (first === undefined || others.length === 0) {
    return undefined;
  }
  const candidates = [...propertiesOf(document, first).keys()].filter((name) => {
    const values = constantsOf(document, branches, name);
    return values.every((value) => value !== undefined) && new Set(values).size === branches.length;
  });
  const isRequired = (name: string): boolean =>
    branches.every((branch) => propertiesOf(document, branch).get(name)?.required === true);
  return candidates.find(isRequired) ?? candidates[0];
}

/** What a property is in each branch, where that is one string. */
function constantsOf(document: Document, branches: readonly Node[], name: string): readonly (string | undefined)[] {
  return branches.map((branch) => {
    const property = propertiesOf(document, branch).get(name);
    return property && constOf(document, property.schema);
  });
}

/** What keeps a property from telling the branches of a union apart, where all of them but one have a constant of their own. */
export interface NearMiss {
  /** A sentence, less its full stop. */
  readonly words: string;
  readonly at: Node;
}

/** The one fault, if any, for which no property is inferred to name the branches of a union. */
export function nearDiscriminator(document: Document, union: Node): NearMiss | undefined {
  const branches = branchesOf(document, union) ?? [];
  const names = new Set(branches.flatMap((branch) => [...propertiesOf(document, branch).keys()]));
  for (const name of names) {
    const values = constantsOf(document, branches, name);
    const odd = values.findIndex((value, index) => value === undefined || values.indexOf(value) < index);
    const others = new Set(values.filter((value, index) => value !== undefined && index !== odd));
    if (odd === -1 || others.size === 0 || others.size < branches.length - 1) {
      continue;
    }
    const branch = branches[odd] as Node;
    const at = propertiesOf(document, branch).get(name)?.schema ?? follow(document, branch) ?? branch;
    const [title, twin] = [branch, branches[values.indexOf(values[odd])] as Node].map(titleOf);
    const fault =
      values[odd] === undefined ? "has no constant of its own" : `is ${JSON.stringify(values[odd])}, which ${twin} is`;
    return { words: `"${name}" would tell them apart, but in ${title} it ${fault}`, at };
  }
  return undefined;
}

function titleOf(branch: Node): string {
  return componentOf(branch) ?? "one alternative";
}

/** The events that a branch is: mostly one. None for the one that any other name stands for, or with a problem. */
function namesOf(
  document: Document,
  union: Node,
  schema: Node,
  name: string,
  problems: Diagnostic[],
): readonly string[] {
  const title = componentOf(schema);
  const at = follow(document, schema) ?? schema;
  const property = propertiesOf(document, schema).get(name);
  const mapped = mappedNames(document, union, schema);
  if (mapped.length === 0 && isDefault(document, union, schema)) {
    return [];
  }
  if (property === undefined && mapped.length === 0) {
    problems.push(missing(document, schema, name));
    return [];
  }
  const constant = objectOf(property && follow(document, property.schema))["const"];
  if (constant !== undefined && typeof constant !== "string") {
    const discriminator = discriminatorOf(document, union);
    problems.push({
      severity: "error",
      message: `The discriminator "${name}" of ${title ?? "this branch"} is not a string: ${JSON.stringify(constant)}`,
      hint: `Events are told apart by the strings of one property. To read them as one kind of event, in an Overlay:\n${removeAction(discriminator?.path ?? at.path)}`,
      location: document.locate((property as SchemaProperty).schema.path),
    });
    return [];
  }
  const names = valuesOf(document, union, schema, property);
  problems.push(...names.flatMap((value) => contradictions(document, schema, name, value)));
  if (names.length === 0) {
    problems.push({
      severity: "error",
      message: `The discriminator "${name}" of ${title ?? "this branch"} has no value of its own`,
      hint: `Say it in an Overlay:\n${overlayAction(at.path, constText(name))}`,
      location: document.locate(at.path),
    });
  }
  return names;
}

/**
 * What the property that tells the branches of a union apart can be in one of them: its constant, else what the mapping
 * has, else what is listed. OpenAPI 3.2, section 4.25: without a mapping, a component's name is its value.
 */
export function valuesOf(
  document: Document,
  union: Node,
  schema: Node,
  property: SchemaProperty | undefined,
): readonly string[] {
  const values = property && constsOf(document, property.schema);
  const mapped = mappedNames(document, union, schema);
  const component = componentOf(schema);
  return values?.length === 1 ? values : mapped.length > 0 ? mapped : (values ?? (component ? [component] : []));
}

/** The `event` names of a branch of envelopes, where it or the discriminator of the union says any. */
export function eventNamesOf(
  document: Document,
  union: Node,
  branch: Node,
  event: SchemaProperty | undefined,
): readonly string[] | undefined {
  if (declaredDiscriminator(document, union) !== "event") {
    return event && constsOf(document, event.schema);
  }
  const names = valuesOf(document, union, branch, event);
  return names.length > 0 ? names : undefined;
}

/** What the schema says of the property, where that does not allow the name. A type of both would be `never`. */
function contradictions(document: Document, schema: Node, name: string, value: string): readonly Diagnostic[] {
  return declarationsOf(document, schema, name).flatMap((declaration): Diagnostic[] => {
    const declared = follow(document, declaration);
    const allowed = constsOf(document, declaration);
    if (declared === undefined || allowed === undefined || allowed.includes(value)) {
      return [];
    }
    const values = child(declared, "enum");
    const mend = values
      ? overlayAction(values.path, toYaml(value))
      : overlayAction(declared.path, `const: ${toYaml(value)}`);
    return [
      {
        severity: "error",
        message: `${componentOf(schema) ?? "This branch"} is the event "${value}", and its schema does not allow that as its "${name}"`,
        hint: `If the server sends it, allow it in an Overlay:\n${mend}`,
        location: document.locate((values ?? declared).path, values ? "key" : "value"),
      },
    ];
  });
}

function mappedNames(document: Document, union: Node, schema: Node): readonly string[] {
  const discriminator = discriminatorOf(document, union);
  return children(discriminator && child(discriminator, "mapping"))
    .filter(({ value }) => standsFor(value, schema))
    .map(keyOf);
}

/** OpenAPI 3.2: the schema of every event whose name is not listed. The client has no name for such an event. */
function isDefault(document: Document, union: Node, schema: Node): boolean {
  const { defaultMapping } = objectOf(discriminatorOf(document, union));
  return defaultMapping !== undefined && standsFor(defaultMapping, schema);
}

/** Whether a mapping means a branch: by the component's name, a reference to it, or a reference to where it stands. */
export function standsFor(mapped: JsonValue, schema: Node): boolean {
  const component = componentOf(schema);
  const isNamed =
    component !== undefined && [mapped, componentOf({ value: { $ref: mapped }, path: [] })].includes(component);
  return isNamed || mapped === toPointer(schema.path);
}

function missing(document: Document, schema: Node, name: string): Diagnostic {
  const at = follow(document, schema) ?? schema;
  const near = suggest(name, propertiesOf(document, schema).keys());
  return {
    severity: "error",
    message: `${componentOf(schema) ?? "This branch"} has no property "${name}", which tells the events of this stream apart`,
    hint: near
      ? `Did you mean "${near}" as the discriminator?`
      : `Add it in an Overlay:\n${overlayAction(at.path, constText(name))}`,
    location: document.locate(at.path),
  };
}

function constText(name: string): string {
  const key = toYaml(name);
  return `required: [${key}]\nproperties:\n  ${key}:\n    const: the-events-name`;
}
