import { toMarkdown, toMarkdownCode } from "../document/escape.js";
import { componentOf, follow, objectOf, type Node } from "../document/reference.js";
import { propertiesOf } from "../document/schema-properties.js";
import type { Document } from "../document/source.js";
import { typeText } from "./type-text.js";

/** Fields of fields are listed as deep as a reader follows them. */
const MAX_DEPTH = 4;

/** A line a field, inline objects included; a component is named, and listed once under "Schemas". */
export function fieldLines(
  document: Document,
  prefix: string,
  schema: Node,
  leftOut: ReadonlySet<string> = new Set(),
  depth = 0,
): readonly string[] {
  return [...propertiesOf(document, schema)].flatMap(([name, property]) => {
    if (leftOut.has(name)) {
      return [];
    }
    const path = `${prefix}.${name}`;
    const { description } = objectOf(follow(document, property.schema));
    const own = line(path, typeText(document, property.schema), property.required, description);
    const isInline = componentOf(property.schema) === undefined && depth < MAX_DEPTH;
    return [own, ...(isInline ? fieldLines(document, path, property.schema, new Set(), depth + 1) : [])];
  });
}

/** One item. */
export function line(name: string, type: string, required: boolean, description?: unknown): string {
  return `- ${toMarkdownCode(name)}: ${toMarkdownCode(type)}${required ? "" : ", optional"}${wordsOf(description)}`;
}

/** The first paragraph of a description: some are articles. All of it is in the types. */
export function wordsOf(description: unknown): string {
  const [first = ""] = typeof description === "string" ? description.trim().split(/\n\s*\n/) : [];
  return first === "" ? "" : `: ${toMarkdown(first)}`;
}
