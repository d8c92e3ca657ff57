import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

export interface StudioServer extends AsyncDisposable {
  readonly baseUrl: string;
}

const ANSWERS: Readonly<Record<string, string>> = {
  hi: "Hello! What would you like to learn today?",
  "What is a qubit?": "A qubit is a bit that may be 0 and 1 at once, until somebody looks. Naïve, but true enough.",
  "And in one word?": "Superposition.",
};

const TITLES: Readonly<Record<string, string>> = { "What is a qubit?": "Qubits, explained" };

/**
 * Stands in for the chat API of AISquare Studio: what its page says in prose, with field names of our own, for none is
 * published. An answer is sent token by token; the prompts `fail` and `cut` end it in the middle.
 *
 * @param port 0: any that is free.
 * @param pause Between two events, in milliseconds.
 */
export async function startStudioServer(port = 0, pause = 2): Promise<StudioServer> {
  const server = createServer((request, response) => void answer(request, response, pause));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, pause: number): Promise<void> {
  const { prompt } = (await json(request)) as { readonly prompt: string };
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const event of eventsOf(prompt)) {
    response.write(`data: ${JSON.stringify(event)}\n\n`);
    await sleep(pause);
  }
  if (prompt === "cut") response.destroy();
  else response.end();
}

function eventsOf(prompt: string): readonly object[] {
  const tokens = (ANSWERS[prompt] ?? "I do not know.").match(/\S+\s*/g) ?? [];
  const begun = [{ type: "start" }, ...tokens.map((content) => ({ type: "token", content }))];
  if (prompt === "cut") return begun.slice(0, 3);
  if (prompt === "fail") return [...begun.slice(0, 3), { type: "error", message: "The model is busy" }];
  const title = TITLES[prompt];
  const usage = { prompt_tokens: prompt.split(" ").length, completion_tokens: tokens.length };
  return [
    ...begun,
    { type: "complete" },
    {
      type: "metadata",
      message_info: { message_id: 40 + tokens.length, usage },
      suggestions: ["Why?"],
      ...(title && { title }),
    },
    { type: "end" },
  ];
}
