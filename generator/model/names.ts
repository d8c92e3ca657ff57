import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { isIdentifier, toCamelCase, toPascalCase } from "../document/escape.js";
import { declaredId, type FoundStream } from "./find-streams.js";
import { overlayAction } from "../overlay/overlay-snippets.js";
import type { Document } from "../document/source.js";

/**
 * Names that the generated client's own code has, or that its `operations.ts` reads. An event schema of such a name is
 * exported as `<Name>Schema`.
 */
export const RESERVED_TYPE_NAMES: ReadonlySet<string> = new Set(
  `ApiError Client ClientOptions EventOf EventStream Middleware StreamError StreamErrorKind StreamErrorOf
   StreamInit StreamMethod StreamMethods StreamName StreamOf
   StreamOptions TextEventStream UnknownEvent createClient toResponse paths components operations StreamEvents
   StreamErrorEvents streamOperations StreamOperation Envelope TextItem Is serverSentEvents jsonLines
   jsonTextSequence jsonItem objectItem envelopeItem textItem where NonNullable Record any bigint boolean never null number object string symbol undefined unknown void await
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
 * Names the method of each stream that has one, or says why it cannot be named. An operation without an id is named by
 * its method and path, and so is one that an earlier path leads to as well.
 */
export function nameStreams(
  document: Document,
  streams: readonly FoundStream[],
): readonly { readonly name?: StreamName; readonly problem?: Diagnostic }[] {
  const first = new Map<string, FoundStream>();
  const isTaken = new Set(streams.map((stream) => toCamelCase(declaredId(stream) ?? pathWords(stream))));
  return streams.map((stream) => {
    const isShared = [...first.values()].some(({ operation }) => operation.value === stream.operation.value);
    const given = isShared ? undefined : declaredId(stream);
    const name = toCamelCase(given ?? pathWords(stream));
    const twin = first.get(name);
    if (stream.isLeftOut) {
      return {};
    }
    if (isMethodName(name) && twin === undefined) {
      first.set(name, stream);
      return { name: { name, operationId: given ?? name } };
    }
    const byPath = toCamelCase(pathWords(stream));
    const other = isMethodName(byPath) && !isTaken.has(byPath) ? byPath : "another-name";
    return { problem: unnamed(document, stream, name, other, twin) };
  });
}

/** An object that has `then` is taken for a promise wherever it is awaited. */
function isMethodName(name: string): boolean {
  return isIdentifier(name) && name !== "then";
}

function pathWords({ method, path }: FoundStream): string {
  return `${method} ${path}`;
}

function unnamed(
  document: Document,
  stream: FoundStream,
  name: string,
  other: string,
  twin: FoundStream | undefined,
): Diagnostic {
  const id = declaredId(stream);
  return {
    severity: "error",
    message:
      twin === undefined
        ? `No method can be named after the operationId "${id ?? ""}"`
        : `Two streams would both be called client.stream.${name}`,
    hint: `Rename the operation in an Overlay:\n${overlayAction(stream.operation.path, `operationId: ${other}`)}`,
    location: document.locate([...stream.operation.path, ...(id === undefined ? [] : ["operationId"])]),
    related: twin && [{ message: "The first of the two", location: document.locate(twin.operation.path) }],
  };
}

/** The TypeScript name for the type of a component, or of a schema that gets a place among the components. */
export function toTypeName(name: string): string {
  const words = isIdentifier(name) ? name : toPascalCase(name);
  const identifier = isIdentifier(words) ? words : `Event${words}`;
  return RESERVED_TYPE_NAMES.has(identifier) ? `${identifier}Schema` : identifier;
}
