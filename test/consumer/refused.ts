/** Wrong uses of the client. Each must be refused by the compiler, or this file does not compile. */
import { ApiError, StreamError, createClient } from "aisquare-studio";

const client = createClient({ baseUrl: "https://api.example.com" });

export async function refused(error: unknown): Promise<void> {
  const right = { params: { path: { session_id: 1 } }, body: { prompt: "hi" } };

  // @ts-expect-error init is required
  await client.stream.chatStreamCreate();
  // @ts-expect-error the path parameter is missing
  await client.stream.chatStreamCreate({ body: { prompt: "hi" } });
  // @ts-expect-error the body is missing
  await client.stream.chatStreamCreate({ params: { path: { session_id: 1 } } });
  // @ts-expect-error prompt is missing
  await client.stream.chatStreamCreate({ ...right, body: {} });
  // @ts-expect-error session_id is a number
  await client.stream.chatStreamCreate({ ...right, params: { path: { session_id: "1" } } });
  // @ts-expect-error the method is the operation's
  await client.stream.chatStreamCreate({ ...right, method: "GET" });
  // @ts-expect-error a stream is not parsed as anything else
  await client.stream.chatStreamCreate({ ...right, parseAs: "json" });
  // @ts-expect-error no such option
  await client.stream.chatStreamCreate({ ...right, idleTimeOut: 1000 });
  // @ts-expect-error no such operation
  await client.stream.chatStreamDelete(right);

  for await (const event of await client.stream.chatStreamCreate(right)) {
    // @ts-expect-error an error event is thrown, never yielded
    if (event.type === "error") return;
    // @ts-expect-error not every event has a content
    const content: string = event.content;
    if (event.type === "token") {
      // @ts-expect-error content is a text
      const count: number = event.content;
      void count;
    }
    void content;
  }

  if (error instanceof ApiError) {
    // @ts-expect-error no such operation
    error.is("chatStream");
  }
  if (error instanceof StreamError && error.is("chatStreamCreate") && error.kind === "truncated") {
    // @ts-expect-error a stream that was cut has no error event
    void error.event.message;
  }
  // @ts-expect-error no such path
  await client.POST("/api/v1/other");
}
