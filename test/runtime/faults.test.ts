import { gzipSync } from "node:zlib";
import type { Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createClient, type StreamErrorKind } from "../../templates/index.js";
import { rejection } from "./reading.js";
import { begin, chunk, END, ERROR, RAW_HEAD, serve, serveRaw, WORD, type Answer, type TestServer } from "./server.js";

/** Both clocks of these calls, in milliseconds, and how much later an error may come. */
const CLOCK = 400;
const LATE = 500;

let server: TestServer;
afterEach(() => server.close());

/** Collects the stream, and says how long it took. */
async function call(options: object = {}): Promise<{ readonly error: unknown; readonly took: number }> {
  const client = createClient({ baseUrl: server.baseUrl, stream: { idleTimeout: CLOCK } });
  const started = performance.now();
  const pending = client.stream.echo({ body: { text: "hello" }, ...options }).then((stream) => stream.collect());
  const error = await rejection(pending);
  return { error, took: performance.now() - started };
}

function trickle(response: Parameters<Answer>[0], text: string): void {
  const timer = setInterval(() => response.write(text), 50);
  response.on("close", () => clearInterval(timer));
}

/** What the server does, what the caller gets, and how many events come before. */
type Fault = readonly [name: string, answer: Answer, kind: StreamErrorKind, received: number, options?: object];

const FAULTS: readonly Fault[] = [
  ["silence instead of headers", () => {}, "timeout", 0],
  ["silence after the headers", (response) => response.writeHead(200, SSE).flushHeaders(), "timeout", 0],
  ["silence after an event", (response) => begin(response, WORD), "timeout", 1],
  ["silence in the middle of an event", (response) => begin(response, WORD, WORD.slice(0, 20)), "timeout", 1],
  ["silence in an error body", (response) => response.writeHead(500).write("half"), "timeout", 0],
  ["silence in a page of the wrong type", (response) => response.writeHead(200, HTML).flushHeaders(), "timeout", 0],
  [
    "comments only, and a clock for events",
    (response) => {
      begin(response, WORD);
      trickle(response, ": keep-alive\n\n");
    },
    "timeout",
    1,
    { eventTimeout: CLOCK },
  ],
  [
    "heartbeats only, and a clock for events",
    (response) => {
      begin(response, WORD);
      trickle(response, "event: ping\ndata:\n\n");
    },
    "timeout",
    1,
    { eventTimeout: CLOCK },
  ],
  ["a close before any event", (response) => end(response), "truncated", 0],
  ["a close after an event", (response) => end(response, WORD), "truncated", 1],
  ["a close in the middle of an event", (response) => end(response, WORD, WORD.slice(0, 20)), "truncated", 1],
  ["a close before the blank line of the end", (response) => end(response, WORD, END.slice(0, -1)), "truncated", 1],
  [
    "a reset after an event",
    (response) => {
      begin(response, WORD);
      setTimeout(() => response.socket?.resetAndDestroy(), 50);
    },
    "network",
    1,
  ],
  ["a reset instead of headers", (response) => void response.socket?.resetAndDestroy(), "network", 0],
  [
    "a reset in an error body",
    (response) => {
      response.writeHead(500).write("half");
      setTimeout(() => response.socket?.resetAndDestroy(), 50);
    },
    "network",
    0,
  ],
  ["a page", (response) => response.writeHead(200, HTML).end("<h1>Welcome</h1>"), "content-type", 0],
  ["no content", (response) => response.writeHead(204).end(), "content-type", 0],
  ["an empty answer", (response) => response.writeHead(200).end(), "content-type", 0],
  [
    "a redirect to a page",
    (response, { url }) =>
      url === "/echo"
        ? response.writeHead(302, { location: "/login" }).end()
        : response.writeHead(200, HTML).end("Log in"),
    "content-type",
    0,
  ],
  ["a redirect to itself", (response) => response.writeHead(307, { location: "/echo" }).end(), "network", 0],
  ["an error event first", (response) => end(response, ERROR), "event", 1],
  ["an error event after others, and no close", (response) => begin(response, WORD, ERROR), "event", 2],
  ["an error event under another name of the field", (response) => end(response, `event: x\n${ERROR}`), "event", 1],
  ["data that is no JSON", (response) => begin(response, WORD, "data: [DONE]\n\n"), "decode", 1],
  [
    "invalid UTF-8 between tokens",
    (response) => {
      begin(response, WORD);
      response.write(Buffer.from([...Buffer.from("data: {"), 0xc3, 0x28, 0x0a, 0x0a]));
    },
    "decode",
    1,
  ],
  ["a giant line", (response) => flood(response, "x"), "overflow", 1],
  ["a giant event of many lines", (response) => flood(response, "data: x\n"), "overflow", 1],
];

const SSE = { "content-type": "text/event-stream" };
const HTML = { "content-type": "text/html" };

function end(response: Parameters<Answer>[0], ...events: readonly string[]): void {
  begin(response, ...events);
  response.end();
}

function flood(response: Parameters<Answer>[0], text: string): void {
  begin(response, WORD);
  const piece = text.repeat(65_536 / text.length);
  const more = (): void => {
    while (response.writable && response.write(piece));
  };
  response.on("drain", more);
  more();
}

describe("a server that answers with", () => {
  test.each(FAULTS.map((fault) => [fault[0], fault] as const))("%s", async (_name, fault) => {
    const [, answer, kind, eventsReceived, options] = fault;
    server = await serve(answer);
    const { error, took } = await call({ maxEventSize: 1e6, ...options });
    expect(error).toMatchObject({ name: "StreamError", kind, eventsReceived, operationId: "echo" });
    expect((error as Error).message).toMatch(/: POST http:\/\/127\.0\.0\.1:\d+\/(echo|login)$/);
    expect(took).toBeLessThan(CLOCK + LATE);
    await server.idle();
  });
});

type RawFault = readonly [
  name: string,
  answer: (socket: Socket) => unknown,
  kinds: readonly StreamErrorKind[],
  received: number,
];

const CHUNKED = `${RAW_HEAD}Transfer-Encoding: chunked\r\n\r\n`;

const RAW_FAULTS: readonly RawFault[] = [
  ["nothing but a close", (socket) => socket.end(), ["network"], 0],
  ["no HTTP at all", (socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n"), ["network"], 0],
  ["a body that a close ends", (socket) => socket.end(`${RAW_HEAD}Connection: close\r\n\r\n${WORD}`), ["truncated"], 1],
  [
    "less than its Content-Length",
    (socket) => socket.end(`${RAW_HEAD}Content-Length: 999\r\n\r\n${WORD}`),
    ["network"],
    1,
  ],
  [
    "more than its Content-Length",
    (socket) => socket.end(`${RAW_HEAD}Content-Length: ${WORD.length}\r\n\r\n${WORD}${END}`),
    ["truncated", "network"],
    1,
  ],
  ["a chunk that never ends", (socket) => socket.end(`${CHUNKED}${chunk(WORD)}fff\r\n`), ["network"], 1],
  ["a chunk size that is none", (socket) => socket.write(`${CHUNKED}${chunk(WORD)}xyz\r\n`), ["network"], 1],
  [
    "gzip that is cut",
    (socket) => {
      const zipped = gzipSync(WORD.repeat(1000) + END).subarray(0, -20);
      socket.write(`${RAW_HEAD}Content-Encoding: gzip\r\nContent-Length: ${zipped.length}\r\n\r\n`);
      socket.end(zipped);
    },
    ["truncated", "network"],
    NaN,
  ],
  [
    "gzip that is none",
    (socket) => socket.end(`${RAW_HEAD}Content-Encoding: gzip\r\nConnection: close\r\n\r\n${WORD}`),
    ["network", "timeout"],
    0,
  ],
];

describe("a connection that carries", () => {
  test.each(RAW_FAULTS)("%s", async (_name, answer, kinds, received) => {
    server = await serveRaw(answer);
    const { error, took } = await call();
    expect(error).toMatchObject({ name: "StreamError", ...(received >= 0 && { eventsReceived: received }) });
    expect(kinds).toContain((error as { kind: StreamErrorKind }).kind);
    expect(took).toBeLessThan(CLOCK + LATE);
    await server.idle();
  });
});

test("a server that is not there is a network failure", async () => {
  server = await serve(() => {});
  await server.close();
  const { error } = await call();
  expect(error).toMatchObject({ kind: "network", response: undefined });
  expect((error as Error).cause).toBeInstanceOf(TypeError);
});

test.each([
  ["UND_ERR_HEADERS_TIMEOUT", "timeout"],
  ["UND_ERR_BODY_TIMEOUT", "timeout"],
  ["UND_ERR_CONNECT_TIMEOUT", "network"],
  ["ECONNRESET", "network"],
])("fetch's own %s is of kind %s", async (code, kind) => {
  server = await serve(() => {});
  const cause = new TypeError("terminated", { cause: Object.assign(new Error("inner"), { code }) });
  const { error } = await call({ fetch: () => Promise.reject(cause) });
  expect(error).toMatchObject({ kind, cause });
});

const GOOD: readonly (readonly [name: string, answer: Answer, events: number])[] = [
  ["the end, and no close", (response) => begin(response, WORD, END), 2],
  ["the end twice", (response) => end(response, WORD, END, END), 2],
  ["data after the end", (response) => end(response, WORD, END, WORD, "data: {broken\n\n", ERROR), 2],
  ["CR line ends only", (response) => end(response, (WORD + END).replaceAll("\n", "\r") + "\n"), 2],
  ["CR LF line ends", (response) => end(response, (WORD + END).replaceAll("\n", "\r\n")), 2],
  ["a byte order mark", (response) => end(response, `\uFEFF${WORD}`, END), 2],
  [
    "a body of JSON's type that is an event stream",
    (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(WORD + END);
    },
    2,
  ],
  [
    "comments, heartbeats and unknown events",
    (response) => end(response, ":\n\ndata:\n\n", 'data: {"type":"new"}\n\n', WORD, END),
    2,
  ],
  [
    "a trickle of single bytes",
    (response) => {
      begin(response);
      const bytes = [...(WORD + END)];
      const timer = setInterval(() => (bytes.length > 0 ? response.write(bytes.shift()!) : response.end()), 2);
      response.on("close", () => clearInterval(timer));
    },
    2,
  ],
  [
    "a redirect to the stream",
    (response, { url }) =>
      url === "/echo" ? response.writeHead(307, { location: "/there" }).end() : end(response, WORD, END),
    2,
  ],
  [
    "gzip",
    (response) => {
      response.writeHead(200, { ...SSE, "content-encoding": "gzip" }).end(gzipSync(WORD + END));
    },
    2,
  ],
  [
    "an event of 8 MiB",
    (response) => end(response, `data: {"type":"word","text":"${"x".repeat(2 ** 23)}"}\n\n`, END),
    2,
  ],
];

describe("a stream is read to its end with", () => {
  test.each(GOOD)("%s", async (_name, answer, events) => {
    server = await serve(answer);
    const client = createClient({ baseUrl: server.baseUrl, stream: { idleTimeout: CLOCK } });
    expect(await (await client.stream.echo({ body: { text: "hello" } })).collect()).toHaveLength(events);
    await server.idle(3000);
  });
});

test("text() leaves what came before a cut", async () => {
  server = await serve((response) => end(response, WORD, WORD));
  const client = createClient({ baseUrl: server.baseUrl });
  const error = await rejection((await client.stream.echo({ body: { text: "hello" } })).text());
  expect(error).toMatchObject({ kind: "truncated", partial: "hello hello " });
});

test("a server that floods is held at the limit of an event", async () => {
  let sent = 0;
  server = await serve((response) => {
    begin(response, "data: ");
    const piece = "x".repeat(65_536);
    const more = (): void => {
      while (response.writable && !response.destroyed) {
        sent += piece.length;
        if (!response.write(piece)) break;
      }
    };
    response.on("drain", more);
    more();
  });
  const before = process.memoryUsage().rss;
  const { error } = await call({ maxEventSize: 2 ** 22 });
  expect(error).toMatchObject({ kind: "overflow" });
  expect(sent).toBeLessThan(2 ** 22 + 20e6);
  expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  await server.idle();
});
