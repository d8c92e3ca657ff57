import type { Middleware } from "aisquare-studio";

/** Sends a token with every request. Where the answer is 401, gets a new one and sends the request once more. */
export function refreshToken(getToken: () => Promise<string>): Middleware {
  let current: Promise<string> | undefined;
  // By the options of the call, which are one object from its request to its response.
  const sent = new WeakMap<object, { readonly token: Promise<string>; readonly again: Request }>();

  function renewToken(): Promise<string> {
    const token = getToken();
    // What failed is not kept: the next request asks again.
    token.catch(() => current === token && (current = undefined));
    return (current = token);
  }

  return {
    async onRequest({ request, options }) {
      const token = current ?? renewToken();
      request.headers.set("authorization", `Bearer ${await token}`);
      // A body can be sent once. The copy is for the second time.
      sent.set(options, { token, again: request.clone() });
    },

    async onResponse({ response, options }) {
      const first = sent.get(options);
      if (response.status !== 401 || !first) return;
      await response.body?.cancel();
      // Requests that fail together share one new token.
      const token = current !== undefined && current !== first.token ? current : renewToken();
      first.again.headers.set("authorization", `Bearer ${await token}`);
      return options.fetch(first.again);
    },
  };
}
