import { toMarkdownCode, toMarkdownPointer } from "../document/escape.js";
import type { EventMatch } from "./model.js";

/** What is looked for in an item, as Markdown. */
export function matchText({ where, is }: EventMatch): string {
  const pointer = toMarkdownPointer(where);
  return is === undefined ? `${pointer} is present` : `${pointer} is ${toMarkdownCode(JSON.stringify(is))}`;
}
