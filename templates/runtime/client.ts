import createFetchClient, {
  type Client as FetchClient,
  type ClientOptions as FetchClientOptions,
  type FetchOptions,
} from "openapi-fetch";
import { type StreamEvents, streamOperations } from "../operations.js";
import type { paths } from "../types.js";
import type { EventStream, TextEventStream } from "./event-stream.js";
import { createStreamOpener } from "./open-stream.js";
import type { EventOf, OperationOf, PathOperationOf, StreamName } from "./operation-types.js";
import type { StreamOptions } from "./options.js";
import type { StreamOperation } from "./stream-operation.js";
import type { StreamInit as UntypedInit } from "./sender.js";

/** The options of an openapi-fetch client, and defaults for the streams. */
export interface ClientOptions extends FetchClientOptions {
  readonly stream?: StreamOptions | undefined;
}

/** An openapi-fetch client whose `stream` has a method for every operation that answers with an event stream. */
export interface Client extends FetchClient<paths> {
  readonly stream: StreamMethods;
}

/** The stream methods, by the names of their operations. */
export type StreamMethods = { readonly [K in keyof StreamEvents]: StreamMethod<K> };

/**
 * Sends the request, and hands over the stream as soon as the answer's headers are there.
 *
 * Rejects with `ApiError` when the status is not 2xx, with `StreamError` of kind `network`, `timeout` or
 * `content-type`, and with the signal's reason when it is aborted.
 */
export type StreamMethod<K extends StreamName> = (
  ...args: {} extends StreamInit<K> ? [init?: StreamInit<K>] : [init: StreamInit<K>]
) => Promise<StreamOf<K>>;

/** What a stream method takes: what openapi-fetch does, and stream options beside it. */
export type StreamInit<K extends StreamName> = StreamFetchOptions<
  FetchOptions<PathOperationOf<K>>,
  OperationOf<K> extends { readonly request: infer R } ? keyof R : never
> &
  StreamOptions;

/** What a stream method resolves with. Only a stream whose text the document names has `text()`. */
export type StreamOf<K extends StreamName> =
  OperationOf<K> extends { readonly text: unknown } ? TextEventStream<EventOf<K>> : EventStream<EventOf<K>>;

/** The options of openapi-fetch, less what the method itself decides. */
export type StreamFetchOptions<T, Fixed extends PropertyKey> = {
  [P in keyof T as P extends "method" | "parseAs" ? never : P]: P extends "body" ? Without<T[P], Fixed> : T[P];
};

/** The fields that the method itself sends are taken out of every branch of the body's type. What has no fields is none. */
type Without<T, Fixed extends PropertyKey> = [Fixed] extends [never]
  ? T
  : T extends object
    ? T extends readonly unknown[]
      ? never
      : { [P in keyof T as P extends Fixed ? never : P]: T[P] } & { readonly [P in Fixed]?: never }
    : Exclude<T, string | number | boolean | null>;

/** Makes a client. Options are openapi-fetch's; those of `stream` are defaults for every stream. */
export function createClient(options: ClientOptions = {}): Client {
  const { stream: streamOptions, ...fetchOptions } = options;
  const client = createFetchClient<paths>(fetchOptions);
  const openStream = createStreamOpener(client, fetchOptions as UntypedInit, streamOptions);
  const stream = Object.fromEntries(
    Object.entries<StreamOperation>(streamOperations).map(([name, operation]) => [
      name,
      (init?: UntypedInit) => openStream(operation, init),
    ]),
  );
  return Object.assign(client, { stream: stream as unknown as StreamMethods });
}
