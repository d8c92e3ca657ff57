import { isDeepStrictEqual } from "node:util";
import { toMarkdownCode, toMarkdownPointer } from "../document/escape.js";
import { nodeAt } from "../document/reference.js";
import { schemasAt } from "../document/schema-pointer.js";
import type { Document } from "../document/source.js";
import { hasText, schemasOf, type Stream, type StreamEvent } from "../model/model.js";
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
    const [from, to] = [pointerOf(streams.base, base), pointerOf(streams.head, head)];
    // An event that is thrown is joined by nobody.
    if (isDeepStrictEqual(from, to) || base.role === "throw" || head.role === "throw") return [];
    const before = joinedOf(walk.readers.base.document, streams.base, base);
    const after = joinedOf(walk.readers.head.document, streams.head, head);
    // The text of a field that was renamed moves with it, and those who read the field are told.
    const isMoved = before && after && !isThere(walk.readers.head.document, streams.head, head, before);
    if (isDeepStrictEqual(before, after) || isMoved) return [];
    const of = streams.head.named ? ` of ${toMarkdownCode(head.name)}` : "";
    const what = `joins ${show(after)}${of} in \`text()\` now, and joined ${show(before)}`;
    return [findingOf(walk, "text-changed", subject, what, nodes)];
  });
}

/** The pointer of an event: its own, or the one for all. */
function pointerOf({ text }: Stream, event: StreamEvent): Pointer {
  return event.text ?? text;
}

/** What is joined of an event: nothing, where the pointer is for all and it has no such field. */
function joinedOf(document: Document, stream: Stream, event: StreamEvent): Pointer {
  const pointer = pointerOf(stream, event);
  return event.text !== undefined || (pointer && isThere(document, stream, event, pointer)) ? pointer : undefined;
}

function isThere(document: Document, { item }: Stream, { type }: StreamEvent, pointer: readonly string[]): boolean {
  const schemas = schemasOf(type).map(({ path }) => nodeAt(document, path));
  const inside = item === "json" ? pointer : pointer.slice(1);
  return schemas.length === 0 || schemas.some((schema) => schemasAt(document, schema, inside).length > 0);
}

function show(pointer: Pointer): string {
  return pointer === undefined ? "nothing" : toMarkdownPointer(pointer);
}
