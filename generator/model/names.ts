import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { isIdentifier, toCamelCase, toPascalCase } from "../document/escape.js";
import type { FoundStream } from "./find-streams.js";
import { overlayAction } from "./hints.js";
import { objectOf } from "../document/reference.js";
import type { Document } from "../document/source.js";

/**
 * Names that the generated client's own code has, or that its `operations.ts` reads. An event schema of such a name is
 * exported as `<Name>Schema`.
 */
export const RESERVED_TYPE_NAMES: ReadonlySet<string> = new Set(
  `ApiError Client ClientOptions EventStream Middleware StreamError StreamErrorFields StreamErrorKind StreamErrorOf
   StreamInit StreamMethod StreamMethods StreamName StreamOf
   StreamOptions TextEventStream UnknownEvent createClient toResponse paths components operations StreamEvents
   StreamErrorEvents streamOperations StreamOperation Envelope TextItem Is serverSentEvents jsonLines
   jsonTextSequence jsonItem objectItem envelopeItem textItem where Record any bigint boolean never null number object string symbol undefined unknown void await
   break case catch class const continue debugger default delete do else enum export extends false finally for
   function if implements import in instanceof interface let new package private protected public return static
   super switch this throw true try typeof var while with yield infer keyof readonly unique`.split(/\s+/),
);

/** The name of a stream's method, and the `operationId` it goes by in errors. */
export interface StreamName {
  readonly name: string;
  readonly operationId: string;
}

/**
 * Names the method of each stream; `undefined` where problems were reported. An operation without an id is named by its
 * method and path.
 */
export function nameStreams(
  document: Document,
  streams: readonly FoundStream[],
  problems: Diagnostic[],
): readonly (StreamName | undefined)[] {
  const first = new Map<string, FoundStream>();
  return streams.map((stream) => {
    const declared = objectOf(stream.operation)["operationId"];
    const given = typeof declared === "string" && declared !== "" ? declared : undefined;
    const name = toCamelCase(given ?? `${stream.method} ${stream.path}`);
    const at = [...stream.operation.path, ...(given === undefined ? [] : ["operationId"])];
    const rename = `Rename the operation in an Overlay:\n${overlayAction(stream.operation.path, "operationId: another-name")}`;
    const twin = first.get(name);
    if (!isIdentifier(name)) {
      problems.push({
        severity: "error",
        message: `No method can be named after the operationId "${given ?? ""}"`,
        hint: rename,
        location: document.locate(at),
      });
    } else if (twin !== undefined) {
      problems.push({
        severity: "error",
        message: `Two streams would both be called client.stream.${name}`,
        hint: rename,
        location: document.locate(at),
        related: [{ message: "The first of the two", location: document.locate(twin.operation.path) }],
      });
    } else {
      first.set(name, stream);
      return { name, operationId: given ?? name };
    }
    return undefined;
  });
}

/** The TypeScript name for the type of a component, or of a schema that gets a place among the components. */
export function toTypeName(name: string): string {
  const words = isIdentifier(name) ? name : toPascalCase(name);
  const identifier = isIdentifier(words) ? words : `Event${words}`;
  return RESERVED_TYPE_NAMES.has(identifier) ? `${identifier}Schema` : identifier;
}
