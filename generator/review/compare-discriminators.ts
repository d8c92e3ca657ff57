import { toMarkdownCode } from "../document/escape.js";
import { child, children, componentNamed, componentOf, follow, keyOf, type Node } from "../document/reference.js";
import { constOf } from "../document/schema-consts.js";
import { propertiesOf } from "../document/schema-properties.js";
import type { Document } from "../document/source.js";
import { groupBy } from "../group-by.js";
import type { Both, Finding } from "./finding.js";
import { findingOf, valuesText, type Schemas, type Walk } from "./walk.js";

/**
 * Compares the discriminators of two unions. A branch that has a constant of its own shows there that it changed; of one
 * that has none, the names in the mapping are what its discriminating property can be.
 */
export function compareDiscriminators(walk: Walk, label: string, schemas: Both<Schemas>): readonly Finding[] {
  const base = discriminatorOf(walk.readers.base.document, schemas.base);
  const head = discriminatorOf(walk.readers.head.document, schemas.head);
  if (base === undefined || head === undefined) return [];
  const nodes = { base: base.at, head: head.at };
  const { direction } = walk;
  if (base.property !== head.property) {
    const what = `is told apart by ${toMarkdownCode(head.property)}, not by ${toMarkdownCode(base.property)}`;
    return [findingOf(walk, direction === "request" ? "request-narrowed" : "response-widened", label, what, nodes)];
  }
  const subject = `${label}.${head.property}`;
  return [...base.names].flatMap(([component, before]): readonly Finding[] => {
    const after = head.names.get(component);
    if (after === undefined || hasConstant(walk.readers.head.document, component, head.property)) return [];
    const gone = before.filter((name) => !after.includes(name)).map((name) => toMarkdownCode(JSON.stringify(name)));
    const added = after.filter((name) => !before.includes(name)).map((name) => toMarkdownCode(JSON.stringify(name)));
    const lost = valuesText(direction, "removed", gone.join(", "));
    const won = valuesText(direction, "added", added.join(", "));
    return [
      ...(gone.length > 0 ? [findingOf(walk, `${direction}-value-removed`, subject, lost, nodes)] : []),
      ...(added.length > 0 ? [findingOf(walk, `${direction}-value-added`, subject, won, nodes)] : []),
    ];
  });
}

interface Discriminator {
  readonly property: string;
  /** The names that the mapping has for each component. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly at: Node;
}

function discriminatorOf(document: Document, schemas: Schemas): Discriminator | undefined {
  for (const schema of schemas) {
    const at = child(schema, "discriminator") ?? child(follow(document, schema), "discriminator");
    const property = child(at, "propertyName")?.value;
    if (at !== undefined && typeof property === "string") {
      return { property, names: namesIn(child(at, "mapping")), at };
    }
  }
  return undefined;
}

function namesIn(mapping: Node | undefined): ReadonlyMap<string, readonly string[]> {
  const entries = groupBy(
    children(mapping),
    ({ value }) => componentOf({ value: { $ref: value }, path: [] }) ?? String(value),
  );
  return new Map([...entries].map(([component, mapped]) => [component, mapped.map(keyOf)]));
}

function hasConstant(document: Document, component: string, property: string): boolean {
  const properties = propertiesOf(document, componentNamed(document, component));
  return constOf(document, properties.get(property)?.schema) !== undefined;
}
