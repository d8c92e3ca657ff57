import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { LIMITS, PROMISES } from "../../generator/emit/promises.js";
import { ApiError, createClient, StreamError, type StreamInit } from "../../templates/index.js";
import { envelopeItem } from "../../templates/runtime/items.js";
import { splitInit } from "../../templates/runtime/options.js";
import { PLAIN, read, rejection } from "./reading.js";
import { begin, END, ERROR, serve, until, WORD, type Answer, type TestServer } from "./server.js";

const INIT = { body: { text: "hello" } } as const;
const SSE = { "content-type": "text/event-stream" };
const HELLO = { type: "word", text: "hello " };

let server: TestServer;
afterEach(() => server.close());

async function start(answer: Answer): Promise<ReturnType<typeof createClient>> {
  server = await serve(answer);
  return createClient({ baseUrl: server.baseUrl });
}

/** What a call and the reading of its answer end in. */
async function outcome(answer: Answer, options: Partial<StreamInit<"echo">> = {}): Promise<unknown> {
  const client = await start(answer);
  return client.stream
    .echo({ ...INIT, ...options })
    .then((stream) => stream.collect())
    .catch((error: unknown) => error);
}

function end(...events: readonly string[]): Answer {
  return (response) => {
    begin(response, ...events);
    response.end();
  };
}

/** Each promise, kept. Whatever the words are, they are those of the README and of every client's API.md. */
const KEPT: Readonly<Record<string, () => Promise<void>>> = {
  "a status other than 2xx": async () => {
    const error = await outcome((response) => response.writeHead(400, { "x-id": "7" }).end('{"message":"empty"}'));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 400, body: { message: "empty" } });
    expect((error as ApiError).headers.get("x-id")).toBe("7");
  },
  "a 200 that is not a stream: an HTML page, a JSON error, a 204": async () => {
    for (const [status, type, body] of [
      [200, "text/html", "<h1>Welcome</h1>"],
      [200, "application/json", '{"error":"no"}'],
      [204, "text/event-stream", ""],
    ] as const) {
      const error = await outcome((response) => response.writeHead(status, { "content-type": type }).end(body));
      expect(error).toMatchObject({ name: "StreamError", kind: "content-type" });
      expect((error as Error).message).toContain(JSON.stringify(body));
      await server.close();
    }
  },
  "a body that begins like server-sent events under another content type": async () => {
    const answer: Answer = (response) =>
      response.writeHead(200, { "content-type": "application/json" }).end(WORD + END);
    expect(await outcome(answer)).toHaveLength(2);
  },
  "bytes cut anywhere: in a character, a line end, a field": async () => {
    const body = Buffer.from(`\uFEFFdata: {"type":"word",\r\ndata: "text":"言葉 😀"}\r\n\r\n${END}`);
    const answer: Answer = async (response) => {
      response.writeHead(200, SSE);
      for (const byte of body) {
        response.write(Uint8Array.of(byte));
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
    };
    expect(await outcome(answer)).toEqual([
      { type: "word", text: "言葉 😀" },
      { type: "end", words: 1 },
    ]);
  },
  "the event that completes the stream": async () => {
    const client = await start((response) => {
      begin(response, WORD, END);
      setTimeout(() => response.end(), 50);
    });
    for (let call = 0; call < 2; call++) {
      expect(await (await client.stream.echo(INIT)).collect()).toHaveLength(2);
      expect(server.busy.size).toBe(1);
      await server.idle();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(server.accepted()).toBe(1);
  },
  "the connection closes without it": async () => {
    expect(await outcome(end(WORD))).toMatchObject({ kind: "truncated", eventsReceived: 1, partial: [HELLO] });
  },
  "the connection breaks, or there is none": async () => {
    const broken = await outcome((response) => {
      begin(response, WORD);
      setTimeout(() => response.socket?.resetAndDestroy(), 50);
    });
    expect(broken).toMatchObject({ kind: "network", eventsReceived: 1, cause: expect.any(Error) });
    await server.close();
    const none = await rejection(createClient({ baseUrl: server.baseUrl }).stream.echo(INIT));
    expect(none).toMatchObject({ kind: "network", cause: expect.any(Error) });
  },
  "an error event": async () => {
    const error = await outcome(end(WORD, ERROR));
    expect(error).toMatchObject({ kind: "event", event: { type: "error", message: "The echo is hoarse" } });
    expect((error as StreamError).is("echo")).toBe(true);
  },
  "an event with empty data, where JSON is expected": async () => {
    expect(await outcome(end("data:\n\n", WORD, "event: ping\ndata\n\n", END))).toHaveLength(2);
    const named = { ...PLAIN, item: envelopeItem, events: { message: "yield", failed: "throw", done: "end" } } as const;
    const results = ["failed", "done"].map(async (name) =>
      (await read(named, [`event: ${name}\ndata:\n\n`])).collect(),
    );
    for (const result of results) expect(await rejection(result)).toMatchObject({ kind: "decode" });
  },
  "data that is not JSON, or lacks its event's name or its text": async () => {
    const error = await outcome(end(WORD, 'data: {"type":"word","content":"x"}\n\n'));
    expect(error).toMatchObject({ kind: "decode", eventsReceived: 1 });
    expect((error as Error).message).toContain("no string at /text, where its fields are type, content");
    expect((error as Error).message).toContain(JSON.stringify('{"type":"word","content":"x"}'));
  },
  "an event that the document does not know": async () => {
    const unknown: unknown[] = [];
    const answer = end(WORD, 'id: 1\ndata: {"type":"new"}\n\n', END);
    const onUnknownEvent = (event: unknown, operationId: string): void => void unknown.push(event, operationId);
    expect(await outcome(answer, { onUnknownEvent })).toHaveLength(2);
    expect(unknown).toEqual([{ event: "", data: '{"type":"new"}', id: "1" }, "echo"]);
  },
  "silence for `idleTimeout`, no event for `eventTimeout`": async () => {
    const silence = await outcome((response) => begin(response, WORD), { idleTimeout: 100 });
    expect(silence).toMatchObject({ kind: "timeout", eventsReceived: 1 });
    expect((silence as Error).message).toContain("No bytes for 100 ms (idleTimeout)");
    await server.close();
    const answer: Answer = (response) => {
      begin(response, WORD);
      const timer = setInterval(() => response.write(": still here\n\n"), 20);
      response.on("close", () => clearInterval(timer));
    };
    const comments = await outcome(answer, { eventTimeout: 100 });
    expect(comments).toMatchObject({ kind: "timeout", eventsReceived: 1 });
    expect((comments as Error).message).toContain("No event for 100 ms (eventTimeout)");
  },
  "an event larger than `maxEventSize`": async () => {
    const error = await outcome(end(WORD, `data: "${"x".repeat(1000)}"\n\n`), { maxEventSize: 100 });
    expect(error).toMatchObject({ kind: "overflow", eventsReceived: 1 });
  },
  "`break`, `return`, a throw in the loop, `cancel()`": async () => {
    const client = await start((response) => begin(response, WORD));
    const leave = {
      break: async () => {
        for await (const event of await client.stream.echo(INIT)) if (event) break;
      },
      return: async () => {
        for await (const event of await client.stream.echo(INIT)) if (event) return;
      },
      throw: async () => {
        for await (const event of await client.stream.echo(INIT)) if (event) throw new RangeError("mine");
      },
      cancel: async () => (await client.stream.echo(INIT)).cancel(),
    };
    for (const leaveIt of Object.values(leave)) {
      await leaveIt().catch((error: unknown) => expect(error).toEqual(new RangeError("mine")));
      await server.idle();
    }
    expect(server.requests).toHaveLength(4);
  },
  "the caller's `signal` aborts": async () => {
    const reason = new Error("mine");
    for (const answer of [() => {}, (response: Parameters<Answer>[0]) => begin(response, WORD)]) {
      const controller = new AbortController();
      const pending = outcome(answer, { signal: controller.signal });
      setTimeout(() => controller.abort(reason), 50);
      expect(await pending).toBe(reason);
      await server.idle();
      await server.close();
    }
  },
  "a slow consumer": async () => {
    let sent = 0;
    const client = await start((response) => {
      begin(response);
      const more = (): void => {
        do sent += 65_536;
        while (sent < 200e6 && response.write(`data: {"type":"word","text":"${"x".repeat(65_500)}"}\n\n`));
      };
      response.on("drain", more);
      more();
    });
    const iterator = (await client.stream.echo(INIT))[Symbol.asyncIterator]();
    await iterator.next();
    let before = -1;
    await until(() => before === (before = sent), 5000);
    expect(sent).toBeLessThan(10e6);
    await iterator.return?.();
  },
  "429 or 503 instead of the stream": async () => {
    const client = await start((response, _request, attempt) => {
      if (attempt < 2) response.writeHead(attempt === 0 ? 429 : 503, { "retry-after": "0" }).end();
      else end(WORD, END)(response, _request, attempt);
    });
    expect(await (await client.stream.echo(INIT)).collect()).toHaveLength(2);
    expect(server.requests).toHaveLength(3);
    await server.close();
    const error = await outcome((response) => response.writeHead(429, { "retry-after": "0" }).end("busy"));
    expect(error).toMatchObject({ status: 429, body: "busy" });
    expect(server.requests).toHaveLength(3);
    await server.close();
    const late = await outcome((response) => response.writeHead(503, { "retry-after": "31" }).end());
    expect(late).toMatchObject({ status: 503 });
    expect(server.requests).toHaveLength(1);
  },
  "a second loop over the same stream": async () => {
    const client = await start(end(WORD, END));
    const stream = await client.stream.echo(INIT);
    await stream.collect();
    expect(() => stream[Symbol.asyncIterator]()).toThrow(TypeError);
    expect(() => stream[Symbol.asyncIterator]()).toThrow("keep its events with collect(), or call again");
  },
};

test.each(Object.entries(KEPT))("%s", (_what, keep) => keep());

test("the README and API.md name the limits that the runtime has", () => {
  const { idleTimeout, eventTimeout, maxEventSize, retries, maxRetryDelay } = splitInit({})[0];
  const limits = [
    `\`idleTimeout\`: ${idleTimeout / 1000} seconds`,
    `\`eventTimeout\`: ${eventTimeout === 0 ? "none" : eventTimeout}`,
    `\`maxEventSize\`: ${maxEventSize.toLocaleString("en")} UTF-16 code units`,
    `\`retries\`: ${retries}; \`maxRetryDelay\`: ${maxRetryDelay / 1000} seconds`,
  ];
  expect(LIMITS).toEqual(limits);
  const list = limits.map((limit) => `- ${limit}`).join("\n");
  for (const file of ["README.md", "generated/API.md"]) expect(readFileSync(file, "utf8")).toContain(list);
});

test("the README and API.md make these promises, and no other", async () => {
  server = await serve(() => {});
  expect(Object.keys(KEPT)).toEqual(PROMISES.map(([what]) => what));
  const table = readFileSync("README.md", "utf8").split("## What a stream promises")[1]!.split("\n## ")[0]!;
  const rows = table
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2);
  expect(
    rows.map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    ),
  ).toEqual(PROMISES);
  for (const file of ["generated/API.md", "templates/API.md"]) {
    const lines = readFileSync(file, "utf8").split("\n");
    expect(lines).toEqual(expect.arrayContaining(PROMISES.map(([what, sees]) => `- ${what}: ${sees}`)));
  }
});
