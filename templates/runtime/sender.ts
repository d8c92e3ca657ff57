import type { Client } from "openapi-fetch";
import type { paths } from "../types.js";
import { type Call, ignore } from "./call.js";
import type { StreamOptions } from "./options.js";

/** What a stream's method is called with, types aside. */
export interface StreamInit extends StreamOptions {
  readonly body?: unknown;
  readonly bodySerializer?: ((...args: readonly unknown[]) => unknown) | undefined;
  readonly fetch?: ((request: Request, init?: unknown) => Promise<Response>) | undefined;
  readonly signal?: AbortSignal | null | undefined;
}

export interface Answer {
  readonly response: Response;
  /** The body of an error, where openapi-fetch has read it. */
  readonly error?: unknown;
  /** The request cannot be sent again: its body is a stream. */
  readonly oneShot?: boolean;
}

/** Sends the request once. Errors of fetch are turned into ours; those of middleware and serializers stay as they are. */
export type Sender = (call: Call, init: StreamInit) => Promise<Answer>;

interface Hooks {
  onRequest(request: Request): void;
  onResponse(response: Response): Response;
}

/**
 * Sends through openapi-fetch, with all that it does for a plain call, but for the reading of the answer: an error body,
 * too, is bounded and may hang. So a middleware in front of all others takes the answer away from it.
 */
export function createSender(client: Client<paths>, clientOptions: StreamInit): Sender {
  const sendRequest = client.request as unknown as (method: string, path: string, init: object) => Promise<Answer>;
  const { fetch: clientFetch = globalThis.fetch as NonNullable<StreamInit["fetch"]> } = clientOptions;
  // A middleware knows its call by nothing else than the fetch that the call was made with.
  const calls = new WeakMap<object, Hooks>();
  client.use({
    onRequest: ({ options, request }) => calls.get(options.fetch)?.onRequest(request),
    onResponse: ({ options, response }) => calls.get(options.fetch)?.onResponse(response),
  });

  return async (call, init) => {
    const { method, path, mediaType, request: fixed } = call.operation;
    const { fetch = clientFetch, bodySerializer = clientOptions.bodySerializer } = init;
    let failure: { readonly error: unknown } | undefined;
    let response: Response | undefined;
    let oneShot = false;

    async function fetchOnce(request: Request, extension?: unknown): Promise<Response> {
      call.signal.throwIfAborted();
      call.hold(request);
      call.startClocks();
      try {
        const fetched = await fetch(request, extension);
        if (call.stopped) fetched.body?.cancel().catch(ignore);
        return fetched;
      } catch (error) {
        failure = { error };
        throw error;
      } finally {
        call.stopClocks();
      }
    }

    calls.set(fetchOnce, {
      onRequest(request) {
        call.hold(request);
        // Django REST, for one, answers 406 to who accepts nothing but an event stream.
        const accept = `${mediaType}, application/json;q=0.9, */*;q=0.8`;
        if (!request.headers.has("accept")) request.headers.set("accept", accept);
      },
      onResponse(answer) {
        response = answer;
        return new Response(null, { status: 204 });
      },
    });
    try {
      const answer = await sendRequest(method, path, {
        ...init,
        body: fixed ? { ...(init.body as object), ...fixed } : init.body,
        bodySerializer:
          bodySerializer &&
          ((...args: readonly unknown[]) => {
            const body = bodySerializer(...args);
            oneShot = Symbol.asyncIterator in Object(body) || body instanceof ReadableStream;
            return body;
          }),
        fetch: fetchOnce,
        parseAs: "stream",
        signal: call.signal,
      });
      return { ...answer, ...(response && { response }), oneShot };
    } catch (error) {
      throw failure?.error === error && failure ? call.networkFailure(error) : error;
    }
  };
}
