import { type Client, defaultBodySerializer } from "openapi-fetch";
import type { paths } from "../types.js";
import { type Call, ignore } from "./call.js";
import type { StreamOptions } from "./options.js";

/** What a stream's method is called with, types aside. */
export interface StreamInit extends StreamOptions {
  readonly body?: unknown;
  readonly bodySerializer?: ((body: unknown, headers?: unknown) => unknown) | undefined;
  readonly duplex?: unknown;
  readonly fetch?: ((request: Request, init?: unknown) => Promise<Response>) | undefined;
  readonly signal?: AbortSignal | null | undefined;
}

interface Answer {
  readonly response: Response;
  readonly error?: unknown;
}

/**
 * Sends the request once, and gives the call its response. Errors of fetch are turned into ours; those of middleware and
 * serializers stay as they are.
 *
 * @returns The body of an error, where openapi-fetch has read it.
 */
export type Sender = (call: Call, init: StreamInit) => Promise<unknown>;

/**
 * Sends through openapi-fetch, with all that it does for a plain call, but for the reading of the answer: an error body,
 * too, is bounded and may hang. So a middleware in front of all others takes the answer away from it.
 */
export function createSender(client: Client<paths>, clientOptions: StreamInit): Sender {
  const sendRequest = client.request as unknown as (method: string, path: string, init: object) => Promise<Answer>;
  // A middleware knows its call by nothing else than the fetch that the call was made with.
  const calls = new WeakMap<object, Call>();
  client.use({
    onRequest({ options, request }) {
      calls.get(options.fetch)?.requests.push(request);
    },
    onResponse({ options, response }) {
      const call = calls.get(options.fetch);
      if (!call) return undefined;
      call.response = response;
      return new Response(null, { status: 204 });
    },
  });

  return async (call, init) => {
    const { mediaType, method, path, request: fixed } = call.operation;
    const fetch = init.fetch ?? clientOptions.fetch ?? globalThis.fetch;
    const serialize = init.bodySerializer ?? clientOptions.bodySerializer ?? defaultBodySerializer;
    const first = call.requests.length;
    let body: unknown;
    let failure: { readonly error: unknown } | undefined;

    // More than once, where a middleware sends again.
    async function fetchForCall(request: Request, extension?: RequestInit): Promise<Response> {
      call.signal.throwIfAborted();
      call.requests.push(request);
      // Django REST, for one, answers 406 to who accepts nothing but an event stream.
      const accept = `${mediaType}, application/json;q=0.9, */*;q=0.8`;
      if (!request.headers.has("accept")) request.headers.set("accept", accept);
      call.clock.start();
      try {
        // Of a Request that has a body, fetch makes another, and pipes the body through two more streams, unless it is given
        // the body anew. A middleware may have changed it, but only in a Request of its own; and another fetch is not asked
        // to know of it.
        const isOriginal = fetch === globalThis.fetch && request === call.requests[first];
        const again = isOriginal && typeof body === "string" ? { ...extension, body } : extension;
        const response = await fetch(request, again);
        if (call.signal.aborted) response.body?.cancel().catch(ignore);
        return response;
      } catch (error) {
        failure = { error };
        throw error;
      } finally {
        call.clock.stop();
      }
    }

    calls.set(fetchForCall, call);
    call.response = undefined;
    try {
      const answer = await sendRequest(method, path, {
        ...init,
        ...(fixed && { body: { ...(init.body as object), ...fixed } }),
        bodySerializer: (...given: readonly [unknown, unknown]) => (body = serialize(...given)),
        fetch: fetchForCall,
        parseAs: "stream",
        signal: call.signal,
      });
      // What a middleware answers in the server's place, no middleware hears.
      call.response ??= answer.response;
      if (call.signal.aborted) call.response.body?.cancel().catch(ignore);
      return answer.error === "" ? undefined : answer.error;
    } catch (error) {
      throw failure && error === failure.error ? call.networkFailure(error) : error;
    }
  };
}
