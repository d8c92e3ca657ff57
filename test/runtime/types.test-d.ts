// Checked by tsc alone: what compiles here is promised to compile, and what is expected to fail must.
import {
  ApiError,
  createClient,
  StreamError,
  toResponse,
  type Client,
  type EchoEnd,
  type EchoError,
  type EchoWord,
  type EventStream,
  type StreamInit,
  type EventOf,
  type StreamOf,
  type TextEventStream,
} from "../../templates/index.js";
import type { components } from "../../templates/types.js";
import type { StreamFetchOptions } from "../../templates/runtime/client.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_equal: Equal<A, B>): void {}

declare const client: Client;
declare const caught: unknown;

export async function events(): Promise<void> {
  const stream = await client.stream.echo({ body: { text: "hello" } });
  same<typeof stream, TextEventStream<EchoWord | EchoEnd>>(true);
  same<typeof stream, StreamOf<"echo">>(true);
  same<EventOf<"echo">, EchoWord | EchoEnd>(true);
  for await (const event of stream) {
    same<typeof event, EchoWord | EchoEnd>(true);
    if (event.type === "word") same<typeof event.text, string>(true);
    else same<typeof event.words, number>(true);
    // @ts-expect-error: an error event is thrown, never yielded
    if (event.type === "error") break;
  }
  same<Awaited<ReturnType<typeof stream.text>>, string>(true);
  same<Awaited<ReturnType<typeof stream.collect>>, (EchoWord | EchoEnd)[]>(true);
  same<ReturnType<typeof stream.toReadableStream>, ReadableStream<EchoWord | EchoEnd>>(true);
  await using disposable: AsyncDisposable = stream;
  toResponse(stream, { headers: { "x-own": "1" } });

  const other: EventStream<EchoWord | EchoEnd> = stream;
  // @ts-expect-error: a stream whose text the document does not name has none
  await other.text();
  void disposable;
}

export function init(): void {
  const { echo } = client.stream;
  const body = { text: "hello" };
  void echo({ body, signal: null, headers: { a: "b" }, idleTimeout: 1, retries: 0, baseUrl: "", middleware: [] });
  void echo({ body, onUnknownEvent: ({ data, event, id }, operationId) => void [data, event, id, operationId] });
  // @ts-expect-error: the body is required, so the init is
  void echo();
  // @ts-expect-error: the body is required
  void echo({});
  // @ts-expect-error: the text is required
  void echo({ body: {} });
  // @ts-expect-error: the document knows no such field
  void echo({ body: { text: "", stream: true } });
  // @ts-expect-error: the method is the operation's
  void echo({ body, method: "GET" });
  // @ts-expect-error: a stream is parsed as a stream
  void echo({ body, parseAs: "json" });
  // @ts-expect-error: there is no such option
  void echo({ body, idleTimout: 1 });
  // @ts-expect-error: there is no such stream
  void client.stream.talk;
  const named: StreamInit<"echo"> = { body };
  void named;
}

type Body = { stream?: boolean; text: string } | { stream: boolean; audio?: string; [other: string]: unknown };
type Fixed = StreamFetchOptions<{ body: Body; method?: string }, "stream">;

export function fixedFields(): void {
  const one: Fixed = { body: { text: "" } };
  const other: Fixed = { body: { audio: "", more: 1 } };
  // @ts-expect-error: the text of the first branch is still required, and no string of the second
  const wrong: Fixed = { body: { text: "", audio: 1 } };
  // @ts-expect-error: the method sends it
  const flag: Fixed = { body: { text: "", stream: false } };
  void [one, other, wrong, flag];
  type Any = StreamFetchOptions<{ body?: Body | string | string[] | null }, "stream">;
  same<Any["body"], Fixed["body"] | undefined>(true);
  same<StreamFetchOptions<{ body: unknown }, "stream">["body"], unknown>(true);
  same<StreamFetchOptions<{ body: string | null }, never>["body"], string | null>(true);
}

export function errors(): void {
  if (caught instanceof ApiError) {
    same<typeof caught.body, unknown>(true);
    if (caught.is("echo")) same<typeof caught.body, components["schemas"]["Problem"]>(true);
    else same<typeof caught, ApiError>(true);
    // @ts-expect-error: there is no such stream
    caught.is("talk");
  }
  if (caught instanceof StreamError && caught.is("echo")) {
    if (caught.kind === "event") same<typeof caught.event, EchoError>(true);
    else same<typeof caught.event, undefined>(true);
    same<typeof caught.response, Response | undefined>(true);
  }
}

export async function plain(): Promise<void> {
  const { data, error } = await client.POST("/echo", { body: { text: "" } });
  same<typeof data, undefined>(true);
  same<typeof error, components["schemas"]["Problem"] | undefined>(true);
  // @ts-expect-error: the stream options are a stream's
  createClient({ idleTimeout: 1 });
  createClient({ baseUrl: "", stream: { idleTimeout: 1 } });
}
