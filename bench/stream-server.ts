/** Run as a process of its own, by `parts.ts`: the echo API on loopback, with streams that are many, endless or broken. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { echoEvents } from "./bodies.js";

const LINE_BYTES = 1e9;
const SSE = { "content-type": "text/event-stream" };
const WORD = 'data: {"type":"word","text":"word "}\n\n';
const END = 'data: {"type":"end","words":3}\n\n';

/** What went into the sockets of endless answers, less what waits in this process. */
let pushed = 0;
let crowd: ServerResponse[] = [];

/** What becomes of a request, by the first segment of its path. */
const SCENARIOS: Readonly<Record<string, (response: ServerResponse, request: IncomingMessage) => Promise<void>>> = {
  many: gather,
  endless,
  line,
  soak: fault,
  report: async (response) => {
    const connections = await new Promise((resolve) => server.getConnections((_, count) => resolve(count)));
    response.writeHead(200, { connection: "close" }).end(JSON.stringify({ pushed, connections }));
  },
};

/** Answers nobody before all are there, so that all streams are open at once: `/many/<clients>/<words>/<named>`. */
async function gather(response: ServerResponse, request: IncomingMessage): Promise<void> {
  const [clients, words, named] = request.url!.split("/").slice(2);
  crowd.push(response);
  if (crowd.length < Number(clients)) return;
  const everybody = crowd;
  crowd = [];
  const events = echoEvents(Number(words), 0, named === "named");
  for (const one of everybody) one.writeHead(200, SSE);
  // In turn, a few events at a time, and as fast as all of them read.
  for (let i = 0; i < events.length; i += 20) {
    const text = events.slice(i, i + 20).join("");
    await Promise.all(everybody.map((one) => write(one, text)));
  }
  for (const one of everybody) one.end();
}

async function endless(response: ServerResponse): Promise<void> {
  const { socket } = response;
  response.writeHead(200, SSE);
  const block = WORD.repeat(400);
  const watch = setInterval(() => (pushed = Math.max(pushed, socket!.bytesWritten - socket!.writableLength)), 50);
  while (!response.closed) await write(response, block);
  clearInterval(watch);
}

async function line(response: ServerResponse): Promise<void> {
  response.writeHead(200, SSE);
  const block = Buffer.alloc(65_536, "x");
  await write(response, "data: ");
  for (let sent = 0; sent < LINE_BYTES && !response.closed; sent += block.length) await write(response, block);
  response.end();
}

/** Ends as the request asks: `/soak/<fault>`. */
async function fault(response: ServerResponse, request: IncomingMessage): Promise<void> {
  const kind = request.url!.split("/")[2];
  if (kind === "unanswered") return;
  response.writeHead(200, SSE);
  response.write(WORD.repeat(3));
  if (kind === "good") response.end(END);
  else if (kind === "cut") response.end();
  else if (kind === "half") response.end(END.slice(0, 20));
  else if (kind === "error") response.end('data: {"type":"error","message":"out of words"}\n\n');
  // Later, or the reset would overtake the words.
  else if (kind === "reset") setTimeout(() => response.socket?.resetAndDestroy(), 5);
}

/** Resolves when more may be written, or nobody reads any more. */
async function write(response: ServerResponse, block: string | Buffer): Promise<void> {
  if (response.closed || response.write(block)) return;
  await new Promise<void>((resolve) => {
    function go(): void {
      response.off("drain", go).off("close", go);
      resolve();
    }
    response.on("drain", go).on("close", go);
  });
}

const server = createServer((request, response) => {
  request.resume();
  response.on("error", () => {});
  void SCENARIOS[request.url!.split("/")[1]!]!(response, request);
});
server.listen(0, "127.0.0.1", () => process.send!((server.address() as AddressInfo).port));
process.once("disconnect", () => process.exit());
