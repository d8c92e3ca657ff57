import type { Client, Middleware } from "openapi-fetch";
import type { paths } from "../types.js";
import { type Call, ignore } from "./call.js";
import type { StreamOptions } from "./options.js";

/** What a stream's method is called with, types aside. */
export interface StreamInit extends StreamOptions {
  readonly body?: unknown;
  readonly duplex?: unknown;
  readonly fetch?: ((request: Request, init?: unknown) => Promise<Response>) | undefined;
  readonly middleware?: readonly Middleware[] | undefined;
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
  // Hears of it twice: before all others, and after them. This is sent then, whatever they made of it.
  const onRequest: Middleware["onRequest"] = ({ options, request }) => {
    const call = calls.get(options.fetch);
    if (call) call.requests.set((call.request = request), request);
  };
  client.use({
    onRequest,
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
    let pending = 0;
    let isAnswered = false;

    // More than once, where a middleware sends again, or something else beside it. As any fetch, it takes a URL too.
    async function fetchForCall(input: Request | string | URL, extension?: RequestInit): Promise<Response> {
      call.signal.throwIfAborted();
      const isRequest = typeof input === "object" && "url" in input;
      const request = isRequest ? input : new Request(input, { signal: call.signal, ...extension });
      call.requests.set(request, request);
      // Django REST, for one, answers 406 to who accepts nothing but an event stream.
      const accept = `${mediaType}, application/json;q=0.9, */*;q=0.8`;
      if (!request.headers.has("accept")) request.headers.set("accept", accept);
      pending++;
      if (!isAnswered) call.clock.start();
      try {
        const response = await fetch(request, isRequest ? extension : undefined);
        call.requests.set(response, request);
        if (call.signal.aborted) response.body?.cancel().catch(ignore);
        return response;
      } catch (error) {
        call.requests.set(error, request);
        throw error;
      } finally {
        pending--;
        if ((pending === 0 || request === call.request) && !isAnswered) call.clock.stop();
      }
    }

    calls.set(fetchForCall, call);
    call.response = undefined;
    try {
      const answer = await sendRequest(method, path, {
        ...init,
        ...(fixed && { body: { ...(init.body as object), ...fixed } }),
        fetch: fetchForCall,
        middleware: [...(init.middleware ?? []), { onRequest }],
        parseAs: "stream",
        signal: call.signal,
      });
      isAnswered = true;
      call.clock.stop();
      // What a middleware answers in the server's place, no middleware hears.
      call.response ??= answer.response;
      call.request = call.requests.get(call.response) ?? call.request;
      if (call.signal.aborted) call.response.body?.cancel().catch(ignore);
      return answer.error === "" ? undefined : answer.error;
    } catch (error) {
      const request = call.requests.get(error);
      if (!request) throw error;
      call.request = request;
      throw call.networkFailure(error);
    }
  };
}
