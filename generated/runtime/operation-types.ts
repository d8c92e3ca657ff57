import type { FetchResponse } from "openapi-fetch";
import type { StreamErrorEvents, StreamEvents, streamOperations } from "../operations.js";
import type { paths } from "../types.js";

/** The name of a stream's method. */
export type StreamName = keyof StreamEvents;

/** The row of a stream in the table of operations. */
export type OperationOf<K> = K extends keyof typeof streamOperations ? (typeof streamOperations)[K] : never;

/** The operation of a stream as `paths` has it: parameters, request body, responses. */
export type PathOperationOf<K> =
  OperationOf<K> extends { readonly path: infer P extends keyof paths; readonly method: infer M }
    ? M extends keyof paths[P]
      ? paths[P][M]
      : never
    : never;

/** Every event that a stream yields. */
export type EventOf<K> = K extends StreamName ? StreamEvents[K][keyof StreamEvents[K]] : never;

/** Every event that a stream throws. One told by its content alone has no name, and may be any of the stream's. */
export type ErrorEventOf<K> =
  | (K extends keyof StreamErrorEvents ? StreamErrorEvents[K][keyof StreamErrorEvents[K]] : never)
  | (OperationOf<K> extends { readonly error: unknown } ? EventOf<K> : never);

/** The documented error bodies of a stream's operation. `unknown` where the document has none. */
export type ErrorBodyOf<K> =
  PathOperationOf<K> extends infer T extends Record<string | number, unknown>
    ? UnknownIfNever<Exclude<FetchResponse<T, unknown, `${string}/${string}`>["error"], undefined>>
    : unknown;

type UnknownIfNever<T> = [T] extends [never] ? unknown : T;
