import type { Diagnostic, Location } from "../diagnostics/diagnostics.js";
import { toPointer, type Document, type Path } from "../document/source.js";
import { operationName, type FoundOperation } from "../model/find-streams.js";
import type { EventMatch, Stream, StreamFormatName } from "../model/model.js";
import type { ReadStream } from "../model/read-streams.js";
import { reasonOf, type Suspect } from "../model/suspects.js";

/** What `openapi-stream streams --format json` says of a document. The keys are a promise of the command line. */
export interface Listing {
  readonly document: string;
  readonly streams: readonly ListedStream[];
  /** Operations that may answer with a stream, though none of their answers is described as one. */
  readonly suspects: readonly ListedSuspect[];
  /** An Overlay, as YAML: what to say of streams that are untyped, and what may be said of others. */
  readonly overlay: string;
}

interface Listed {
  /** The `operationId`, else the method and path. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly at: Place;
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** In the merged document: a JSON Pointer, as a URI fragment. */
  readonly pointer: string;
}

export interface ListedStream extends Listed {
  readonly mediaType: string;
  readonly format: StreamFormatName;
  /** `refused`: the diagnostics say why. `left out`: by `x-event-stream: false`. */
  readonly state: "typed" | "untyped" | "refused" | "left out";
  /** Why it is untyped. */
  readonly reason?: string;
  /** What is known of a stream that is typed. */
  readonly typed?: TypedStream;
}

/** All of it as the client has it. */
export interface TypedStream {
  /** The method: `client.stream.<name>`. */
  readonly name: string;
  readonly item: Stream["item"];
  /** What names the events: a property of their data, or `event`, the field of the server-sent event. */
  readonly namedBy?: string;
  readonly events: readonly {
    readonly name: string;
    readonly type: string;
    readonly role: "yield" | "end" | "throw";
  }[];
  /** Items that complete the stream, or are thrown, where no name tells. */
  readonly end: readonly EventMatch[];
  readonly error: readonly EventMatch[];
  readonly sentinel?: string;
  /** Body fields that the method sends. */
  readonly request?: Stream["request"];
}

export interface ListedSuspect extends Listed {
  readonly reason: string;
}

export function listStream(document: Document, { found, stream, gap }: ReadStream): ListedStream {
  const { mediaTypeName, format, mediaType, isLeftOut } = found;
  const state = isLeftOut ? "left out" : gap !== undefined ? "untyped" : stream === undefined ? "refused" : "typed";
  return {
    ...listed(document, found, mediaType.path, "key"),
    mediaType: mediaTypeName,
    format,
    state,
    ...(gap !== undefined && { reason: gap.reason }),
    ...(stream !== undefined && { typed: typedStream(stream) }),
  };
}

export function listSuspect(document: Document, suspect: Suspect): ListedSuspect {
  const part = suspect.flag === undefined ? "value" : "key";
  return { ...listed(document, suspect, suspect.at, part), reason: reasonOf(suspect) };
}

function listed(document: Document, found: FoundOperation, at: Path, part: "key" | "value"): Listed {
  return {
    operation: operationName(found),
    method: found.method,
    path: found.path,
    at: placeOf(document.locate(at, part), at),
  };
}

function placeOf({ file, line, column }: Location, path: Path): Place {
  return { file, line, column, pointer: toPointer(path) };
}

function typedStream(stream: Stream): TypedStream {
  const namedBy = stream.item === "envelope" ? "event" : stream.discriminator;
  return {
    name: stream.name,
    item: stream.item,
    ...(namedBy !== undefined && { namedBy }),
    events: stream.events.map(({ name, type, role }) => ({ name, type: type.name, role })),
    end: stream.end,
    error: stream.error,
    ...(stream.sentinel !== undefined && { sentinel: stream.sentinel }),
    ...(stream.request !== undefined && { request: stream.request }),
  };
}

/** What is wrong with the streams, but for what the listing itself says. */
export function otherProblems(streams: readonly ReadStream[]): readonly Diagnostic[] {
  return streams.flatMap(({ problems, gap }) => {
    // The problem of a gap is the last one: nothing is read after it.
    return gap === undefined ? problems : problems.slice(0, -1);
  });
}
