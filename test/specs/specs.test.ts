import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join, parse, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generate } from "../../generator/generate.js";
import { listStreams } from "../../generator/streams/list-streams.js";
import type { Listing, ListedStream } from "../../generator/streams/listing.js";
import { compile, compilingFolder } from "../generator/claims.js";

/** Published documents, which are no part of this project: where they are, they are tried. */
const SPECS = resolve(import.meta.dirname, "../../../shared/specs");
const isThere = existsSync(SPECS);

const DOCUMENTS = isThere ? readdirSync(SPECS).filter((name) => /\.(json|yaml)$/.test(name)) : [];

function requestOf(document: string) {
  const overlay = resolve(import.meta.dirname, `${parse(document).name}.overlay.yaml`);
  return { spec: join(SPECS, document), overlays: existsSync(overlay) ? [overlay] : [] };
}

/** A stream, as those who use the client see it. */
function lineOf({ operation, state, reason, format, typed }: ListedStream): string {
  if (typed === undefined) return `${operation}: ${state}${reason === undefined ? "" : `, ${reason}`}`;
  const { name, events, namedBy, end, error, sentinel, request } = typed;
  const named = (role: string): readonly string[] =>
    events.filter((event) => event.role === role).map((one) => one.name);
  const matched = (matches: typeof end): readonly string[] => matches.map(({ where }) => `/${where.join("/")}`);
  const ends = [...named("end"), ...matched(end), ...(sentinel === undefined ? [] : [sentinel])];
  const throws = [...named("throw"), ...matched(error)];
  return [
    `${name}: ${format}, ${namedBy === undefined ? (events[0]?.type ?? "") : `${events.length} by ${namedBy}`}`,
    ...(ends.length === 0 ? [] : [`ends by ${ends.join(" ")}`]),
    ...(throws.length === 0 ? [] : [`throws ${throws.join(" ")}`]),
    ...(request === undefined ? [] : [`sends ${JSON.stringify(request)}`]),
  ].join(", ");
}

/** What a user of each client writes. */
const USE: Readonly<Record<string, string>> = {
  "openai.yaml": `
    const stream = await client.stream.createResponse({ body: { model: "gpt-5", input: "Hello" } });
    for await (const event of stream) {
      if (event.type === "response.output_text.delta") text(event.delta);
      if (event.type === "response.completed") text(event.response.id);
    }
    for await (const event of await client.stream.createRun({ params: { path: { thread_id: "t" } }, body: { assistant_id: "a" } })) {
      if (event.event === "thread.run.failed") text(event.data.id);
    }
    text(await (await client.stream.createChatCompletion({ body: { model: "m", messages: [] } })).text());`,
  "anthropic-2024-11.json": `
    const body = { model: "claude", max_tokens: 9, messages: [{ role: "user" as const, content: "Hello" }] };
    for await (const event of await client.stream.messagesPost({ body })) {
      if (event.type === "content_block_delta" && event.delta.type === "text_delta") text(event.delta.text);
      if (event.type === "message_start") text(event.message.id);
    }`,
  "mistral.yaml": `
    for await (const event of await client.stream.agentsApiV1ConversationsStartStream({ body: { inputs: "Hello" } })) {
      if (event.type === "function.call.delta") text(event.name);
      else if (event.type === "conversation.response.done") event.usage satisfies object;
    }`,
  "cohere.yaml": `
    for await (const event of await client.stream.chatv2({ body: { model: "command", messages: [] } })) {
      if (event.type === "content-delta") text(event.delta?.message?.content?.text ?? "");
    }
    for await (const event of await client.stream.chat({ body: { message: "Hello" } })) {
      if (event.event_type === "text-generation") text(event.text);
    }`,
  "letta.json": `
    for await (const event of await client.stream.sendMessage({ params: { path: { agent_id: "a" } }, body: { input: "Hello" } })) {
      if (event.message_type === "reasoning_message") text(event.reasoning);
      if (event.message_type === "stop_reason") text(event.stop_reason);
    }`,
  "ollama.yaml": `
    for await (const event of await client.stream.chat({ body: { model: "m", messages: [] } })) text(event.message?.content ?? "");`,
  "hf-tgi.json": `
    for await (const event of await client.stream.generateStream({ body: { inputs: "Hello" } })) text(event.token.text);`,
  "openfeature-event-streams.yaml": `
    for await (const event of await client.stream.followEvents()) text(event.type);`,
  "scale-stripe-2022.json": `
    const { data } = await client.GET("/v1/balance");
    if (data) text(data.available[0]?.currency ?? "");`,
};

/** Megabytes are read and compiled here. */
const PATIENCE = 300_000;

const title = isThere ? "published documents" : `published documents: skipped, for there is no ${SPECS}`;

describe.skipIf(!isThere)(title, () => {
  let folder: string;
  beforeAll(async () => {
    folder = compilingFolder();
    for (const document of DOCUMENTS) {
      const { files } = await generate(requestOf(document));
      for (const { path, text } of files.filter((file) => file.path.endsWith(".ts"))) {
        mkdirSync(dirname(join(folder, document, path)), { recursive: true });
        writeFileSync(join(folder, document, path), text);
      }
      writeFileSync(
        join(folder, document, "use.ts"),
        `import { createClient } from "./index.js";\nconst client = createClient();\ndeclare function text(text: string): void;\nexport async function use(): Promise<void> {${USE[document] ?? ""}\n}\n`,
      );
    }
  }, PATIENCE);
  afterAll(() => rmSync(folder, { recursive: true }));

  it(
    "each stream is typed, or listed with the reason why not",
    () => {
      const streams = DOCUMENTS.map((document) => {
        const { result, warnings } = listStreams([requestOf(document)]);
        const [listing] = (result as { documents: readonly Listing[] }).documents;
        const suspects = listing?.suspects.map(({ operation, reason }) => `${operation}: ${reason}`) ?? [];
        const errors = warnings.filter(({ severity }) => severity === "error");
        return [document, [...(listing?.streams.map(lineOf) ?? []), ...suspects, ...errors]] as const;
      });
      expect(Object.fromEntries(streams)).toMatchSnapshot();
    },
    PATIENCE,
  );

  it(
    "the packages compile in strict mode, and so does what their users write",
    () => {
      expect(
        compile(
          folder,
          DOCUMENTS.map((document) => join(folder, document, "use.ts")),
        ),
      ).toEqual([]);
    },
    PATIENCE,
  );

  /** Calls a stream of a generated client, which a server answers. */
  async function call(
    document: string,
    answer: (request: IncomingMessage, body: string, response: ServerResponse) => void,
    use: (client: AnyClient) => Promise<unknown>,
  ): Promise<unknown> {
    const server = createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (piece: string) => (body += piece));
      request.on("end", () => answer(request, body, response));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { createClient } = (await import(join(folder, document, "index.ts"))) as {
      createClient(options: object): AnyClient;
    };
    try {
      return await use(createClient({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
    } finally {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  }

  it("Anthropic's events, as they are sent, are those of the document", async () => {
    const lines = [
      'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_1"}}',
      'event: ping\ndata: {"type": "ping"}',
      'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hel"}}',
      'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"lo"}}',
      'event: message_stop\ndata: {"type":"message_stop"}',
    ];
    const sent: unknown[] = [];
    const text = await call(
      "anthropic-2024-11.json",
      (request, body, response) => {
        sent.push(request.url, JSON.parse(body));
        response.writeHead(200, { "content-type": "text/event-stream" }).end(`${lines.join("\n\n")}\n\n`);
      },
      async ({ stream }) => (await stream["betaMessagesPost"]?.({ body: { model: "claude" } }))?.text(),
    );
    expect(text).toBe("Hello");
    expect(sent).toEqual(["/v1/messages?beta=true", { model: "claude", stream: true }]);
  });

  it("Mistral's path with a fragment is that without it", async () => {
    const events = await call(
      "mistral.yaml",
      (request, body, response) => {
        const data = { type: "message.output.delta", id: "1", content: `${request.url} ${body}` };
        const done = { type: "conversation.response.done" };
        const text = [data, done].map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
        response.writeHead(200, { "content-type": "text/event-stream" }).end(text.join(""));
      },
      async ({ stream }) =>
        (await stream["agentsApiV1ConversationsStartStream"]?.({ body: { inputs: "Hi" } }))?.collect(),
    );
    expect(events).toMatchObject([{ content: '/v1/conversations {"inputs":"Hi","stream":true}' }, {}]);
  });

  it("Cohere's lines end with their last event, under whatever JSON media type", async () => {
    const lines = [
      { event_type: "text-generation", text: "Hel" },
      { event_type: "text-generation", text: "lo" },
      { event_type: "stream-end", finish_reason: "COMPLETE" },
    ];
    for (const type of ["application/json", "application/stream+json"]) {
      const text = await call(
        "cohere.yaml",
        (_, __, response) => {
          const body = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
          response.writeHead(200, { "content-type": type }).end(body);
        },
        async ({ stream }) => (await stream["chat"]?.({ body: { message: "Hi" } }))?.text(),
      );
      expect(text).toBe("Hello");
    }
  });
});

interface AnyClient {
  readonly stream: Readonly<
    Record<string, (init: object) => Promise<{ text(): Promise<string>; collect(): Promise<readonly unknown[]> }>>
  >;
}
