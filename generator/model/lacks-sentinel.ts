import type { Stream } from "./model.js";

/**
 * Whether the client could take a last text such as `[DONE]` for nothing but broken JSON. Servers that send events as JSON
 * often send one, and few documents mention it.
 */
export function lacksSentinel({ format, item, sentinel }: Stream): boolean {
  return format === "serverSentEvents" && item === "json" && sentinel === undefined;
}
