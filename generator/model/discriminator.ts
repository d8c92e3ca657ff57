import { suggest, type Diagnostic } from "../diagnostics/diagnostics.js";
import { overlayAction, toYaml } from "./hints.js";
import { child, children, follow, keyOf, objectOf, type Node } from "../document/reference.js";
import { componentOf, constOf, constsOf, propertiesOf } from "../document/schema.js";
import type { Document } from "../document/source.js";

/** One branch of a union, and the event that it is. */
interface NamedBranch {
  readonly name: string;
  readonly schema: Node;
}

/** What tells the branches of a union apart. */
export interface Discrimination {
  readonly property: string;
  readonly branches: readonly NamedBranch[];
}

/**
 * Names the branches of a union by the values of one property: the declared discriminator's, else the one property that
 * is another constant in every branch. `undefined` when there is none, or when problems were reported.
 */
export function discriminate(
  document: Document,
  union: Node,
  branches: readonly Node[],
  problems: Diagnostic[],
): Discrimination | undefined {
  const declared = declaredDiscriminator(document, union);
  const property = declared ?? inferredDiscriminator(document, branches);
  if (property === undefined) {
    return undefined;
  }
  const found: Diagnostic[] = [];
  const named = branches.flatMap((schema) => {
    const name = nameOf(document, union, schema, property, found);
    return name === undefined ? [] : [{ name, schema }];
  });
  refuseTwins(document, named, property, found);
  problems.push(...found);
  return found.length > 0 ? undefined : { property, branches: named };
}

function declaredDiscriminator(document: Document, union: Node): string | undefined {
  const discriminator = discriminatorOf(document, union);
  const name = objectOf(discriminator)["propertyName"];
  return typeof name === "string" ? name : undefined;
}

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
    const values = branches.map((branch) => {
      const property = propertiesOf(document, branch).get(name);
      return property && constOf(document, property.schema);
    });
    return values.every((value) => value !== undefined) && new Set(values).size === branches.length;
  });
  const isRequired = (name: string): boolean =>
    branches.every((branch) => propertiesOf(document, branch).get(name)?.required === true);
  return candidates.find(isRequired) ?? candidates[0];
}

function nameOf(
  document: Document,
  union: Node,
  schema: Node,
  name: string,
  problems: Diagnostic[],
): string | undefined {
  const title = componentOf(schema) ?? "This branch";
  const at = follow(document, schema) ?? schema;
  const property = propertiesOf(document, schema).get(name);
  const key = toYaml(name);
  const example = `required: [${key}]\nproperties:\n  ${key}:\n    const: the-events-name`;
  if (property === undefined) {
    const near = suggest(name, propertiesOf(document, schema).keys());
    problems.push({
      severity: "error",
      message: `${title} has no property "${name}", which tells the events of this stream apart`,
      hint: near
        ? `Did you mean "${near}" as the discriminator?`
        : `Add it in an Overlay:\n${overlayAction(at.path, example)}`,
      location: document.locate(at.path),
    });
    return undefined;
  }
  const other = objectOf(follow(document, property.schema))["const"];
  if (other !== undefined && typeof other !== "string") {
    problems.push({
      severity: "error",
      message: `The discriminator "${name}" of ${title} is no string: ${JSON.stringify(other)}`,
      hint: "Events are told apart by the strings of one property.",
      location: document.locate(property.schema.path),
    });
    return undefined;
  }
  const values = valuesOf(document, union, schema, property.schema);
  if (values.length !== 1) {
    problems.push({
      severity: "error",
      message: `The discriminator "${name}" of ${title} has several values (${values.join(", ")})`,
      hint: `An event has one name. Give each value a schema of its own with \`${name}: {const: ...}\`.`,
      location: document.locate(property.schema.path),
    });
    return undefined;
  }
  if (!property.required) {
    problems.push({
      severity: "error",
      message: `The discriminator "${name}" of ${title} is optional`,
      hint: `An event without it could not be told apart. Require it in an Overlay:\n${overlayAction(at.path, `required: [${key}]`)}`,
      location: document.locate(property.schema.path, "key"),
    });
  }
  return values[0];
}

/** OpenAPI Discriminator Object: the constant of the property, else the mapping's names, else the component's name. */
function valuesOf(document: Document, union: Node, schema: Node, property: Node): readonly string[] {
  const consts = constsOf(document, property);
  if (consts?.length === 1) {
    return consts;
  }
  const component = componentOf(schema);
  const discriminator = discriminatorOf(document, union);
  const mapping = discriminator && child(discriminator, "mapping");
  const mapped = children(mapping)
    .filter(({ value }) => value === component || componentOf({ value: { $ref: value }, path: [] }) === component)
    .map(keyOf);
  return mapped.length > 0 ? mapped : (consts ?? (component === undefined ? [] : [component]));
}

function refuseTwins(
  document: Document,
  branches: readonly NamedBranch[],
  property: string,
  problems: Diagnostic[],
): void {
  const first = new Map<string, NamedBranch>();
  for (const branch of branches) {
    const twin = first.get(branch.name);
    if (twin === undefined) {
      first.set(branch.name, branch);
      continue;
    }
    problems.push({
      severity: "error",
      message: `Two events have the same "${property}": ${branch.name}`,
      hint: "Give each event a name of its own, or merge the two schemas.",
      location: document.locate(branch.schema.path),
      related: [{ message: "The first of the two", location: document.locate(twin.schema.path) }],
    });
  }
}
