import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient, type Client, type StreamErrorEvents, type StreamEvents } from "aisquare-studio";

type Events<T> = T[keyof T];
type ChatEvent = Events<StreamEvents["chatStreamCreate"]> | Events<StreamErrorEvents["chatStreamCreate"]>;

/** A client whose server answers every request with these events. */
function clientWith(...events: readonly ChatEvent[]): Client {
  const body = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
  const headers = { "content-type": "text/event-stream" };
  return createClient({ baseUrl: "https://api.test", fetch: async () => new Response(body, { headers }) });
}

/** What is tested: a function of an app. */
async function summarize(client: Client, prompt: string): Promise<string> {
  const stream = await client.stream.chatStreamCreate({ params: { path: { session_id: 1 } }, body: { prompt } });
  return `${prompt} ${await stream.text()}`;
}

test("shows the prompt and the answer", async () => {
  const client = clientWith({ type: "start" }, { type: "token", content: "Small." }, { type: "end" });
  assert.equal(await summarize(client, "How small is it?"), "How small is it? Small.");
});

test("does not take half an answer for the whole", async () => {
  const client = clientWith({ type: "start" }, { type: "token", content: "Sma" });
  await assert.rejects(summarize(client, "How small is it?"), { name: "StreamError", kind: "truncated" });
});

test("hands on the server's error", async () => {
  const event = { type: "error", message: "out of tokens" } as const;
  await assert.rejects(summarize(clientWith(event), "How small is it?"), { kind: "event", event });
});
