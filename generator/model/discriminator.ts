import { suggest, type Diagnostic } from "../diagnostics/diagnostics.js";
import { isOpenApi30 } from "../document/openapi-version.js";
import { overlayAction, removeAction, toYaml } from "../overlay/overlay-snippets.js";
import { child, componentOf, follow, type Node } from "../document/reference.js";
import { constsOf } from "../document/schema-consts.js";
import { isNullable } from "../document/schema-kind.js";
import { declarationsOf, propertiesOf, type SchemaProperty } from "../document/schema-properties.js";
import type { Document } from "../document/source.js";
import {
  discriminatorOf,
  isDefault,
  propertyNameOf,
  readMapping,
  valuesOf,
  type Mapping,
} from "./discriminator-object.js";
import { notString } from "./not-string.js";
import { sourcePath, writtenOf } from "./source-path.js";

/** What tells the branches of a union apart. */
export interface Discrimination {
  readonly property: string;
  /** By event name, in the order of the union. */
  readonly branches: readonly { readonly name: string; readonly schemas: readonly Node[] }[];
}

/**
 * Names the branches of a union by the values of one property: the declared discriminator's, else the one property that
 * is another constant in every branch, or one of other names. `undefined` when there is none, or when problems were reported.
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
  const discriminator = discriminatorOf(document, union, branches);
  const property = propertyNameOf(discriminator) ?? inferredDiscriminator(document, branches);
  if (property === undefined) {
    return undefined;
  }
  const before = problems.length;
  const mapping = readMapping(document, discriminator);
  const isDeclared = branches.some((branch) => propertiesOf(document, branch).has(property));
  const named = new Map<string, Node[]>();
  for (const schema of branches) {
    for (const name of namesOf(document, { discriminator, mapping, isDeclared }, schema, property, problems)) {
      named.set(name, [...(named.get(name) ?? []), schema]);
    }
  }
  return problems.length > before
    ? undefined
    : { property, branches: [...named].map(([name, schemas]) => ({ name, schemas })) };
}

/** Whether there is anything that names the branches of a union. */
export function isToldApart(document: Document, union: Node, branches: readonly Node[]): boolean {
  const declared = propertyNameOf(discriminatorOf(document, union, branches));
  return (declared ?? inferredDiscriminator(document, branches)) !== undefined;
}

/** Constants before lists of names, for a list may also be of something else. */
function inferredDiscriminator(document: Document, branches: readonly Node[]): string | undefined {
  const fields = branches.map((branch) => propertiesOf(document, branch));
  const [first, ...others] = fields;
  if (first === undefined || others.length === 0) {
    return undefined;
  }
  const candidates = [...first.keys()]
    .map((name) => ({ name, lists: listedIn(document, fields, name) }))
    .filter(({ lists }) => areDistinct(lists));
  const constants = candidates.filter(({ lists }) => lists.every((values) => values?.length === 1));
  const isRequired = ({ name }: { readonly name: string }): boolean =>
    fields.every((properties) => properties.get(name)?.required === true);
  const mayBeNull = ({ name }: { readonly name: string }): boolean =>
    fields.some((properties) => isNullable(document, (properties.get(name) as SchemaProperty).schema));
  const list = candidates.find((one) => isRequired(one) && !mayBeNull(one));
  return (constants.find(isRequired) ?? constants[0] ?? list)?.name;
}

/** The strings that a property can be in each branch, where they are listed. */
export function listedIn(
  document: Document,
  fields: readonly ReadonlyMap<string, SchemaProperty>[],
  name: string,
): readonly (readonly string[] | undefined)[] {
  return fields.map((properties) => constsOf(document, properties.get(name)?.schema));
}

/** Whether each has some, and none that another has. */
export function areDistinct(lists: readonly (readonly string[] | undefined)[]): boolean {
  const all = lists.flatMap((values) => values ?? []);
  return lists.every((values) => values !== undefined) && new Set(all).size === all.length;
}

interface Naming {
  readonly discriminator: Node | undefined;
  readonly mapping: Mapping;
  /** Whether any branch has the property. */
  readonly isDeclared: boolean;
}

/** The events that a branch is: mostly one. None for the one that any other name stands for, or with a problem. */
function namesOf(
  document: Document,
  { discriminator, mapping, isDeclared }: Naming,
  schema: Node,
  name: string,
  problems: Diagnostic[],
): readonly string[] {
  const written = writtenOf(document, schema);
  const title = componentOf(written);
  const at = follow(document, written) ?? written;
  const property = propertiesOf(document, schema).get(name);
  const mapped = mapping(written);
  if (mapped.length === 0 && isDefault(document, discriminator, written)) {
    return [];
  }
  const meant = property === undefined ? meantProperty(document, schema, name, mapped) : undefined;
  // Published mappings name an event whose schema leaves the property out. Where all of them do, it is a slip of the pen.
  if (property === undefined && (mapped.length === 0 || (!isDeclared && meant !== undefined))) {
    problems.push(missing(document, { written, name, meant, discriminator }));
    return [];
  }
  const other = notString(document, declarationsOf(document, schema, name));
  if (other !== undefined) {
    problems.push({
      severity: "error",
      message: `The discriminator "${name}" of ${title ?? "this branch"} is not a string: ${other.what}`,
      hint: `Events are told apart by the strings of one property. To read them as one kind of event, in an Overlay:\n${removeAction(sourcePath(document, discriminator ? discriminator.path : at.path))}`,
      location: document.locate(other.path),
    });
    return [];
  }
  const names = valuesOf(document, mapped, written, property);
  problems.push(...names.flatMap((value) => contradictions(document, schema, name, value)));
  if (names.length === 0) {
    problems.push({
      severity: "error",
      message: `The discriminator "${name}" of ${title ?? "this branch"} has no value of its own`,
      hint: `Say it in an Overlay:\n${overlayAction(at.path, namedBy(document, name))}`,
      location: document.locate(at.path),
    });
  }
  return names;
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
      ? overlayAction(sourcePath(document, values.path), toYaml(value))
      : overlayAction(sourcePath(document, declared.path), `const: ${toYaml(value)}`);
    return [
      {
        severity: "error",
        message: `${componentOf(writtenOf(document, schema)) ?? "This branch"} is the event "${value}", and its schema does not allow that as its "${name}"`,
        hint: `If the server sends it, allow it in an Overlay:\n${mend}`,
        location: document.locate((values ?? declared).path, values ? "key" : "value"),
      },
    ];
  });
}

/** The property that a discriminator means by the name of none: the one that holds the event's name, or a near one. */
function meantProperty(document: Document, schema: Node, name: string, mapped: readonly string[]): string | undefined {
  const properties = propertiesOf(document, schema);
  const isNamed = ([, { schema: value }]: readonly [string, SchemaProperty]): boolean =>
    constsOf(document, value)?.some((one) => mapped.includes(one)) === true;
  return [...properties].find(isNamed)?.[0] ?? suggest(name, properties.keys());
}

interface Missing {
  /** The branch. */
  readonly written: Node;
  readonly name: string;
  readonly meant: string | undefined;
  readonly discriminator: Node | undefined;
}

function missing(document: Document, { written, name, meant, discriminator }: Missing): Diagnostic {
  const at = follow(document, written) ?? written;
  const declare = overlayAction(at.path, namedBy(document, name));
  const hint =
    meant === undefined || discriminator === undefined
      ? `Add it in an Overlay:\n${declare}`
      : `Did you mean "${meant}"? Write it as the propertyName or, in an Overlay:\n${overlayAction(sourcePath(document, discriminator.path), `propertyName: ${toYaml(meant)}`)}`;
  return {
    severity: "error",
    message: `${componentOf(written) ?? "This branch"} has no property "${name}", which tells the events of this stream apart`,
    hint,
    location: document.locate(at.path),
  };
}

function namedBy(document: Document, name: string): string {
  const key = toYaml(name);
  return `required: [${key}]\nproperties:\n  ${key}:\n    ${constantText(document)}`;
}

/** The line of a hint that gives a property one value, in a word that the document's version of OpenAPI has. */
export function constantText(document: Document): string {
  return isOpenApi30(document) ? "enum: [the-events-name]" : "const: the-events-name";
}
