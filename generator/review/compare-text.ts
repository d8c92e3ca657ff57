import { isDeepStrictEqual } from "node:util";
import { toMarkdownCode, toMarkdownPointer } from "../document/escape.js";
import { nodeAt } from "../document/reference.js";
import { schemasAt } from "../document/schema-pointer.js";
import { hasText, type Stream, type StreamEvent } from "../model/model.js";
import type { MatchedEvents } from "./compare-events.js";
import type { Both, Finding } from "./finding.js";
import { findingOf, type Walk } from "./walk.js";

type Pointer = readonly string[] | undefined;

/** Compares what `text()` joins of the events that both ends know. */
export function compareText(walk: Walk, streams: Both<Stream>, { pairs }: MatchedEvents): readonly Finding[] {
  const [had, has] = [hasText(streams.base), hasText(streams.head)];
  const subject = `client.stream.${streams.head.name}`;
  const at = ({ at: { mediaType } }: Stream) => ({ value: null, path: [...mediaType, "x-event-stream", "text"] });
  const nodes = { base: at(streams.base), head: at(streams.head) };
  if (had !== has) {
    const [rule, what] = has
      ? (["text-added", "has `text()` now"] as const)
      : (["text-removed", "no longer has `text()`"] as const);
    return [findingOf(walk, rule, subject, what, has ? { head: nodes.head } : { base: nodes.base })];
  }
  return pairs.flatMap(({ base, head }): readonly Finding[] => {
    const [before, after] = [base.text ?? streams.base.text, head.text ?? streams.head.text];
    // The text of a field that was renamed moves with it, and those who read the field are told.
    if (isDeepStrictEqual(before, after) || (before && after && !isThere(walk, streams.head, head, before))) return [];
    const of = streams.head.named ? ` of ${toMarkdownCode(head.name)}` : "";
    const what = `joins ${show(after)}${of} in \`text()\` now, and joined ${show(before)}`;
    return [findingOf(walk, "text-changed", subject, what, nodes)];
  });
}

function isThere(walk: Walk, { item }: Stream, { type }: StreamEvent, pointer: readonly string[]): boolean {
  if (type.schema === undefined) return true;
  const schema = nodeAt(walk.readers.head.document, type.schema.path);
  return schemasAt(walk.readers.head.document, schema, item === "json" ? pointer : pointer.slice(1)).length > 0;
}

function show(pointer: Pointer): string {
  return pointer === undefined ? "nothing" : toMarkdownPointer(pointer);
}
