import { createClient } from "aisquare-studio";
import { mock } from "openapi-stream/mock";
import { expect, test } from "vitest";

const api = mock({ folder: "spec" });
const client = createClient({ baseUrl: "https://api.test", fetch: api.fetch });

/** What is tested: a function of an app. */
async function summarize(prompt: string, headers: HeadersInit = {}): Promise<string> {
  const init = { params: { path: { session_id: 1 } }, body: { prompt }, headers };
  const stream = await client.stream.chatStreamCreate(init);
  return `${prompt} ${await stream.text()}`;
}

test("shows the prompt and the answer", async () => {
  expect(await summarize("How small is it?")).toMatch(/^How small is it\? \S+/);
});

test("does not take half an answer for the whole", async () => {
  const cut = summarize("How small is it?", { "x-mock-fault": "cut" });
  await expect(cut).rejects.toMatchObject({ name: "StreamError", kind: "truncated" });
});

test("hands on the server's error", async () => {
  const failed = summarize("How small is it?", { "x-mock-fault": "error" });
  await expect(failed).rejects.toMatchObject({ kind: "event", event: { type: "error" } });
});
