import type { StreamFormatName } from "../model/model.js";
import { bareMediaType } from "../document/media-type.js";
import { formatOf } from "../model/stream-format.js";
import { STREAM_FORMATS } from "./client-runtime.js";

/** What begins a record of a JSON text sequence (RFC 7464, section 2.1). */
export const RECORD_SEPARATOR = "\u001e";

/**
 * The format of an answer, whatever the document says of it: by its media type, else by how it begins. As in the client,
 * server-sent events are known under any media type; JSON is taken for a stream only where none is given.
 */
export function sniffFormat(contentType: string, start: string): StreamFormatName | undefined {
  const type = bareMediaType(contentType.replace(/,.*/s, ""));
  const declared = formatOf(type);
  if (declared !== undefined) return declared;
  if (STREAM_FORMATS.serverSentEvents.begins?.test(start)) return "serverSentEvents";
  if (type !== "") return undefined;
  return start.startsWith(RECORD_SEPARATOR) ? "jsonTextSequence" : /^\s*\{/.test(start) ? "jsonLines" : undefined;
}

/** The media type that a format is sent as, where nothing says it. */
export function mediaTypeOf(format: StreamFormatName): string {
  return STREAM_FORMATS[format].mediaTypes[0]!;
}
