/**
 * Lets a page of any origin use the answer (Fetch, section 3.3): what is served is made up, or was recorded to be served.
 *
 * @param exposed The headers that the page may read.
 */
export function corsHeaders(request: Request, exposed: readonly string[] = []): Readonly<Record<string, string>> {
  const origin = request.headers.get("origin");
  if (origin === null) {
    return {};
  }
  return {
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": exposed.join(", "),
    vary: "origin",
  };
}

/** The answer to the request that a browser sends ahead; `undefined` to any other. */
export function preflight(request: Request): Response | undefined {
  const method = request.headers.get("access-control-request-method");
  if (request.method !== "OPTIONS" || method === null) {
    return undefined;
  }
  const wanted = request.headers.get("access-control-request-headers");
  return new Response(null, {
    status: 204,
    headers: {
      ...corsHeaders(request),
      "access-control-allow-methods": method,
      ...(wanted !== null && { "access-control-allow-headers": wanted }),
      "access-control-max-age": "600",
    },
  });
}
