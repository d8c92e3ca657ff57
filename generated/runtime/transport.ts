import type { Client, ClientOptions } from "openapi-fetch";
import type { paths } from "../types.js";
import type { CallState } from "./call-state.js";
import type { Connection } from "./connection.js";
import type { StreamOptions } from "./options.js";

/** What a stream's method is called with, types aside. */
export interface StreamInit extends StreamOptions {
  readonly body?: unknown;
  readonly bodySerializer?: ((...args: readonly unknown[]) => unknown) | undefined;
  readonly fetch?: Fetch | undefined;
  readonly signal?: AbortSignal | null | undefined;
}

/** One request and its answer. */
export interface Exchange {
  readonly call: CallState;
  readonly connection: Connection;
  readonly init: StreamInit;
  /** The request cannot be sent again: its body is a stream. */
  oneShot?: boolean;
}

export interface Answer {
  readonly response: Response;
  /** The body, where openapi-fetch has read it. */
  readonly error?: unknown;
}

/** What streams need of a client. */
export interface Transport {
  /** The options of the client. */
  readonly options: StreamInit;
  /** The client's defaults for its streams. */
  readonly streamOptions: StreamOptions;
  /** Errors of fetch are turned into ours; those of middleware and serializers stay as they are. */
  send(exchange: Exchange): Promise<Answer>;
}

type Fetch = (request: Request, init?: unknown) => Promise<Response>;

interface Hooks {
  onRequest(request: Request): void;
  onResponse(response: Response): Response;
}

/**
 * Sends requests through openapi-fetch, with all that it does for a plain call, but for the reading of the answer: an
 * error body, too, is bounded and may hang. So a middleware in front of all others takes the answer away from it.
 */
export function createTransport(
  client: Client<paths>,
  options: ClientOptions,
  streamOptions: StreamOptions = {},
): Transport {
  const clientOptions: StreamInit = options as object;
  const { fetch: clientFetch = globalThis.fetch as Fetch, bodySerializer } = clientOptions;
  const request = client.request as unknown as (method: string, path: string, init: object) => Promise<Answer>;
  // A middleware knows its call by nothing else than the fetch that the call was made with.
  const calls = new WeakMap<object, Hooks>();
  client.use({
    onRequest: (context) => calls.get(context.options.fetch)?.onRequest(context.request),
    onResponse: (context) => calls.get(context.options.fetch)?.onResponse(context.response),
  });

  async function send(exchange: Exchange): Promise<Answer> {
    const { init, connection, call } = exchange;
    const { operation } = call;
    const { fetch = clientFetch } = init;
    let failure: { readonly error: unknown } | undefined;
    let response: Response | undefined;

    async function fetchOnce(request: Request, extension?: unknown): Promise<Response> {
      if (connection.stopped) throw connection.signal.reason;
      connection.hold(request);
      connection.clock.start();
      try {
        const fetched = await fetch(request, extension);
        if (connection.stopped) fetched.body?.cancel().catch(() => {});
        return fetched;
      } catch (error) {
        failure = { error };
        throw error;
      } finally {
        connection.clock.stop();
      }
    }

    calls.set(fetchOnce, {
      onRequest(request) {
        connection.hold(request);
        if (!request.headers.has("accept")) request.headers.set("accept", accept(operation.mediaType));
      },
      onResponse(answer) {
        response = answer;
        return new Response(null, { status: 204 });
      },
    });
    try {
      const answer = await request(operation.method, operation.path, {
        ...init,
        body: operation.request ? { ...(init.body as object), ...operation.request } : init.body,
        bodySerializer: watchSerializer(exchange, init.bodySerializer ?? bodySerializer),
        fetch: fetchOnce,
        parseAs: "stream",
        signal: connection.signal,
      });
      return response ? { response } : answer;
    } catch (error) {
      throw failure?.error === error ? connection.networkFailure(error) : error;
    }
  }

  return { options: clientOptions, streamOptions, send };
}

// Django REST, for one, answers 406 to who accepts nothing but an event stream.
function accept(mediaType: string): string {
  return `${mediaType}, application/json;q=0.9, */*;q=0.8`;
}

function watchSerializer(exchange: Exchange, serializer: StreamInit["bodySerializer"]): StreamInit["bodySerializer"] {
  if (!serializer) return undefined;
  return (...args) => {
    const body = serializer(...args);
    exchange.oneShot = body instanceof ReadableStream || Symbol.asyncIterator in Object(body);
    return body;
  };
}
