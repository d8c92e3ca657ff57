import type { StreamFormatName } from "./model.js";
import { bareMediaType } from "../document/media-type.js";

/** By media types without parameters. */
export const FORMATS: ReadonlyMap<string, StreamFormatName> = new Map([
  ["text/event-stream", "serverSentEvents"],
  ["application/jsonl", "jsonLines"],
  ["application/x-jsonl", "jsonLines"],
  ["application/jsonlines", "jsonLines"],
  ["application/x-jsonlines", "jsonLines"],
  ["application/ndjson", "jsonLines"],
  ["application/x-ndjson", "jsonLines"],
  ["application/stream+json", "jsonLines"],
  ["application/x-json-stream", "jsonLines"],
  ["application/json-seq", "jsonTextSequence"],
]);

/** RFC 8091 registers `+json-seq`; the other suffixes are used without a registration. */
const SUFFIXES: readonly (readonly [RegExp, StreamFormatName])[] = [
  [/\+json-seq$/, "jsonTextSequence"],
  [/\+(?:x-)?(?:jsonl|ndjson)$/, "jsonLines"],
];

/** How the client cuts what a media type stands for into items; `undefined` for a media type that it reads whole. */
export function formatOf(mediaType: string): StreamFormatName | undefined {
  const name = bareMediaType(mediaType);
  return FORMATS.get(name) ?? SUFFIXES.find(([suffix]) => suffix.test(name))?.[1];
}

/** Whether a body, read whole as a failure's is, is never JSON. One line of JSON Lines may be. */
export function isNeverJson(mediaType: string): boolean {
  const format = formatOf(mediaType);
  return format !== undefined && format !== "jsonLines";
}

/** Whether a key of `content` is one that the client reads as a stream. */
export function isStreamMediaType(mediaType: string): boolean {
  return formatOf(mediaType) !== undefined;
}
