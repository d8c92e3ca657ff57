import { toMarkdownCode, toMarkdownPointer } from "../document/escape.js";
import type { EventMatch, Stream } from "./model.js";

/** Whether nothing says how the stream ends: it is complete once the connection closes, and a cut does not show. */
export function hasNoEnd({ events, end, sentinel }: Stream): boolean {
  return sentinel === undefined && end.length === 0 && events.every(({ role }) => role !== "end");
}

/**
 * Whether the client could take a last text such as `[DONE]` for nothing but broken JSON. Servers that send events as JSON
 * often send one, and few documents mention it.
 */
export function lacksSentinel({ format, item, sentinel }: Stream): boolean {
  return format === "serverSentEvents" && item === "json" && sentinel === undefined;
}

/**
 * The ways in which a stream can end, as Markdown: an event, a value in an item, data that is no JSON.
 *
 * @param renamed New names of events by old ones.
 */
export function endsOf({ events, end, sentinel }: Stream, renamed?: ReadonlyMap<string, string>): readonly string[] {
  return [
    ...events.filter(({ role }) => role === "end").map(({ name }) => toMarkdownCode(renamed?.get(name) ?? name)),
    ...end.map(matchText),
    ...(sentinel === undefined ? [] : [`the data ${toMarkdownCode(sentinel)}`]),
  ];
}

/** What is looked for in an item, as Markdown. */
export function matchText({ where, is }: EventMatch): string {
  const pointer = toMarkdownPointer(where);
  return is === undefined ? `${pointer} is present` : `${pointer} is ${toMarkdownCode(JSON.stringify(is))}`;
}
