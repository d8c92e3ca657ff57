import { ApiError, StreamError, toResponse, type Client } from "aisquare-studio";

/** Makes a route handler that asks in the server's name, and forwards the answer as it comes. */
export function createChatHandler(client: Client): (request: Request) => Promise<Response> {
  return async (request) => {
    const { session, prompt } = (await request.json()) as { session: number; prompt: string };
    try {
      const stream = await client.stream.chatStreamCreate({
        params: { path: { session_id: session } },
        body: { prompt },
        // Who leaves before the answer begins ends the request as well. After that, toResponse() sees to it.
        signal: request.signal,
      });
      return toResponse(stream);
    } catch (error) {
      if (error instanceof ApiError) return Response.json(error.body ?? null, { status: error.status });
      if (error instanceof StreamError) return Response.json({ detail: error.kind }, { status: 502 });
      throw error;
    }
  };
}
