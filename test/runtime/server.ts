import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createRawServer, type AddressInfo, type Server, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

/** A request as the server saw it. */
interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface TestServer {
  readonly baseUrl: string;
  /** Every request so far. */
  readonly requests: readonly SeenRequest[];
  /** How many connections were made. */
  readonly accepted: () => number;
  /** The connections that a request occupies. (After an abort, undici may open one more that nobody has asked for.) */
  readonly busy: ReadonlySet<Socket>;
  /** Resolves when no connection is busy; rejects after `within` milliseconds, which are fewer than a client drains. */
  idle(within?: number): Promise<void>;
  close(): Promise<void>;
}

export type Answer = (response: ServerResponse, request: SeenRequest, attempt: number) => unknown;

/** What is given up at once is given up before this, in milliseconds; what is drained may take a second. */
const SOON = 800;

/** Answers every request with the same script. */
export async function serve(answer: Answer): Promise<TestServer> {
  const requests: SeenRequest[] = [];
  const busy = new Set<Socket>();
  const server = createServer(async (request, response) => {
    const { method = "", url = "", headers, socket } = request;
    busy.add(socket);
    response.on("finish", () => busy.delete(socket));
    const seen = { method, url, headers, body: await text(request) };
    requests.push(seen);
    // Whoever leaves in the middle of an answer is what these tests are about.
    response.on("error", () => {});
    await answer(response, seen, requests.length - 1);
  });
  server.keepAliveTimeout = 60_000;
  return start(server, requests, busy);
}

/** Answers every request with bytes, as they stand: status line and headers included. */
export async function serveRaw(answer: (socket: Socket) => unknown): Promise<TestServer> {
  const busy = new Set<Socket>();
  const server = createRawServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => {
      busy.add(socket);
      answer(socket);
    });
  });
  return start(server, [], busy);
}

async function start(server: Server, requests: readonly SeenRequest[], busy: Set<Socket>): Promise<TestServer> {
  const sockets = new Set<Socket>();
  let accepted = 0;
  server.on("connection", (socket: Socket) => {
    accepted++;
    sockets.add(socket);
    socket.on("close", () => {
      sockets.delete(socket);
      busy.delete(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    requests,
    accepted: () => accepted,
    busy,
    idle: (within = SOON) =>
      until(
        () => busy.size === 0,
        within,
        () => `${busy.size} connections are still busy`,
      ),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Waits for a condition; rejects after `within` milliseconds. */
export async function until(condition: () => boolean, within = 5000, message = () => "It never came"): Promise<void> {
  for (const since = performance.now(); !condition(); await sleep(5)) {
    if (performance.now() - since > within) throw new Error(`${message()} after ${within} ms`);
  }
}

/** The head of an event stream, and events of the echo API to follow. */
export function begin(response: ServerResponse, ...events: readonly string[]): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(events.join(""));
}

/** The head of an event stream, for a raw answer. */
export const RAW_HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";

export const WORD = 'data: {"type":"word","text":"hello "}\n\n';
export const END = 'data: {"type":"end","words":1}\n\n';
export const ERROR = 'data: {"type":"error","message":"The echo is hoarse"}\n\n';

/** A chunk of a chunked body. */
export function chunk(data: string): string {
  return `${Buffer.byteLength(data).toString(16)}\r\n${data}\r\n`;
}
