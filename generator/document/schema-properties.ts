import { child, children, type Node } from "./reference.js";
import { constsOf } from "./schema-consts.js";
import { partsOf } from "./schema-parts.js";
import type { Document } from "./source.js";

/** A property of a schema, wherever in its `allOf` it is declared. */
export interface SchemaProperty {
  readonly schema: Node;
  readonly required: boolean;
}

export function propertiesOf(document: Document, schema: Node | undefined): ReadonlyMap<string, SchemaProperty> {
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
  return partsOf(document, schema).flatMap((part) => child(child(part, "properties"), name) ?? []);
}
