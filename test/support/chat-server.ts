import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** The six events that the AISquare Studio page names, as its chat stream sends them. */
export const CHAT_EVENTS = [
  { type: "start" },
  { type: "token", content: "Quantum " },
  { type: "token", content: "bits." },
  { type: "complete" },
  { type: "metadata", title: "Quantum computing", suggestions: ["And qubits?"] },
  { type: "end" },
] as const;

export interface ChatServer extends AsyncDisposable {
  readonly baseUrl: string;
}

/** The chat API on loopback. Session 404 does not exist; the prompts `cut` and `fail` end the stream as they say. */
export async function startChatServer(): Promise<ChatServer> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  if (!request.url?.startsWith("/api/v1/qllm/chat-stream/1/")) {
    response.writeHead(404, { "content-type": "application/json" }).end('{"detail":"Chat session not found"}');
    return;
  }
  const { prompt } = JSON.parse(Buffer.concat(chunks).toString()) as { prompt: string };
  response.writeHead(200, { "content-type": "text/event-stream" });
  const count = { cut: 3, fail: 2 }[prompt] ?? CHAT_EVENTS.length;
  for (const event of CHAT_EVENTS.slice(0, count)) {
    response.write(`data: ${JSON.stringify(event)}\n\n`);
  }
  response.end(prompt === "fail" ? 'data: {"type":"error","message":"out of tokens"}\n\n' : "");
}
