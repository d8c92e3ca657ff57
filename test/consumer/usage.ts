/** A program of someone who installed the client: compiled by several compilers, and run against a server. */
import {
  ApiError,
  StreamError,
  createClient,
  type ChatStreamToken,
  type EventStream,
  type StreamEvents,
  type TextEventStream,
} from "aisquare-studio";

declare const process: { readonly argv: readonly string[] };
declare const console: { log(text: string): void };

const client = createClient({ baseUrl: process.argv[2] ?? "", stream: { idleTimeout: 5000 } });
const init = { params: { path: { session_id: 1 } }, body: { prompt: "hi" } };

function describe(event: StreamEvents["chatStreamCreate"][keyof StreamEvents["chatStreamCreate"]]): string {
  switch (event.type) {
    case "start":
    case "complete":
    case "end":
      return event.type;
    case "token": {
      const token: ChatStreamToken = event;
      const content: string = token.content;
      return `${token.type}=${content}`;
    }
    case "metadata": {
      const title: string | undefined = event.title;
      const suggestions: readonly string[] = event.suggestions ?? [];
      return `${event.type}=${title ?? ""}/${suggestions.join()}`;
    }
    default: {
      const impossible: never = event;
      return impossible;
    }
  }
}

async function failureOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return "no failure";
  } catch (error) {
    if (error instanceof ApiError) {
      if (!error.is("chatStreamCreate")) return `ApiError ${error.status} of another operation, ${error.operationId}`;
      const id: "chat-stream-create" = error.operationId;
      const body: unknown = error.body;
      return `ApiError ${error.status} of ${id} ${JSON.stringify(body)}`;
    }
    if (error instanceof StreamError && error.is("chatStreamCreate")) {
      const message: string | undefined = error.kind === "event" ? error.event.message : undefined;
      return `StreamError ${error.kind} after ${error.eventsReceived}${message === undefined ? "" : ` (${message})`}`;
    }
    throw error;
  }
}

const seen: string[] = [];
const stream: TextEventStream<StreamEvents["chatStreamCreate"][keyof StreamEvents["chatStreamCreate"]]> =
  await client.stream.chatStreamCreate(init);
for await (const event of stream) {
  seen.push(describe(event));
}

const text: string = await (await client.stream.chatStreamCreate(init)).text();
const collecting: EventStream<{ readonly type: string }> = await client.stream.chatStreamCreate(init);
const events = await collecting.collect();
const readable: ReadableStream<{ readonly type: string }> = (
  await client.stream.chatStreamCreate(init)
).toReadableStream();
const { value: first } = await readable.getReader().read();

const plain = await client.POST("/api/v1/qllm/chat-stream/{session_id}/", {
  params: { path: { session_id: 404 } },
  body: { prompt: "hi" },
});
const noData: undefined = plain.data;

const failures = [
  await failureOf(client.stream.chatStreamCreate({ ...init, params: { path: { session_id: 404 } } })),
  await failureOf(client.stream.chatStreamCreate({ ...init, body: { prompt: "cut" } }).then((cut) => cut.collect())),
  await failureOf(client.stream.chatStreamCreate({ ...init, body: { prompt: "fail" } }).then((fail) => fail.text())),
];

console.log(
  JSON.stringify({
    seen,
    text,
    collected: events.length,
    first: first?.type,
    status: plain.response.status,
    noData,
    failures,
  }),
);
