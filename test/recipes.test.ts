import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Client } from "../generated/index.js";
import { serve, type TestServer } from "./runtime/server.js";
import { optionsOf } from "./support/options-of.js";
import { CHAT_EVENTS } from "./support/chat-server.js";
import { answerPrompt, importRecipes, INIT, RECIPES } from "./support/recipes.js";
import { mustRun, ROOT } from "./support/run.js";

const FILES = readdirSync(RECIPES);

function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => Promise.reject(new Error(`It resolved with ${JSON.stringify(value)}`)),
    (error: unknown) => error,
  );
}

const recipes = await importRecipes();
let server: TestServer;

beforeAll(async () => {
  server = await serve(answerPrompt);
});

afterAll(() => server.close());

describe("docs/recipes.md", () => {
  const markdown = readFileSync(join(ROOT, "docs/recipes.md"), "utf8").replaceAll("\r\n", "\n");

  test("shows every recipe, byte for byte", () => {
    const shown = [...markdown.matchAll(/^```\w+\n([\s\S]*?)^```$/gm)].map(([, code]) => code);
    const files = FILES.map((name) => readFileSync(join(RECIPES, name), "utf8").replaceAll("\r\n", "\n"));
    expect(shown.toSorted()).toEqual(files.toSorted());
  });

  test("every recipe compiles as the code of an app does", () => {
    const options = optionsOf(join(ROOT, "tsconfig.json"));
    const paths = FILES.map((name) => join(RECIPES, name));
    const problems = ts.getPreEmitDiagnostics(ts.createProgram(paths, options));
    expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
  });
});

describe("route-handler.ts", () => {
  /** Calls the handler as a browser does: by a fetch of the client. */
  function askThrough(prompt: string, session = 1, baseUrl = server.baseUrl): ReturnType<typeof handle> {
    return handle(JSON.stringify({ session, prompt }), baseUrl);
  }

  async function handle(body: string, baseUrl: string): Promise<Response> {
    const handler = recipes.createChatHandler(recipes.createClient({ baseUrl }));
    return handler(new Request("https://app.test/api/chat", { method: "POST", body }));
  }

  function collectThrough(prompt: string): Promise<unknown> {
    const client = recipes.createClient({ baseUrl: "https://app.test", fetch: () => askThrough(prompt) });
    return client.stream.chatStreamCreate(INIT).then((stream) => stream.collect());
  }

  test("forwards the events", async () => {
    const { status, headers } = await askThrough("hi");
    expect([status, headers.get("content-type")]).toEqual([200, "text/event-stream"]);
    expect(await collectThrough("hi")).toEqual(CHAT_EVENTS);
  });

  test("forwards what goes wrong", async () => {
    expect(await rejection(collectThrough("fail"))).toMatchObject({
      kind: "event",
      event: { message: "out of tokens" },
    });
    expect(await rejection(collectThrough("cut"))).toMatchObject({ kind: "network", partial: CHAT_EVENTS.slice(0, 2) });
    const missing = await askThrough("hi", 404);
    expect([missing.status, await missing.json()]).toEqual([404, { detail: "Chat session not found" }]);
    const unreachable = await askThrough("hi", 1, "http://127.0.0.1:1");
    expect([unreachable.status, await unreachable.json()]).toEqual([502, { detail: "network" }]);
  });

  test("aborts the request when the receiver leaves", async () => {
    const reader = (await askThrough("hang")).body!.getReader();
    await reader.read();
    expect(server.busy.size).toBe(1);
    await reader.cancel();
    await server.idle();
  });
});

describe("token-refresh.ts", () => {
  let guarded: TestServer;
  let valid = "";

  beforeAll(async () => {
    guarded = await serve((response, request) => {
      if (request.headers.authorization === `Bearer ${valid}`) return answerPrompt(response, request);
      return response.writeHead(401, { "content-type": "application/json" }).end('{"detail":"Expired"}');
    });
  });

  afterAll(() => guarded.close());

  /** A client with the recipe. Its tokens are called 1, 2, 3 and so on. */
  function signedIn(): { readonly client: Client; readonly getToken: ReturnType<typeof vi.fn> } {
    let count = 0;
    const getToken = vi.fn(async () => `${++count}`);
    const client = recipes.createClient({ baseUrl: guarded.baseUrl });
    client.use(recipes.refreshToken(getToken));
    return { client, getToken };
  }

  test("sends the request once more with a new token, body included, and keeps the token", async () => {
    const { client, getToken } = signedIn();
    valid = "2";
    const first = await client.stream.chatStreamCreate(INIT);
    expect(await first.text()).toBe("Quantum bits.");
    expect(await (await client.stream.chatStreamCreate(INIT)).text()).toBe("Quantum bits.");
    expect(getToken).toHaveBeenCalledTimes(2);
    expect(guarded.requests.map(({ body }) => JSON.parse(body) as unknown)).toEqual(Array(3).fill(INIT.body));
  });

  test("requests that fail together share one new token", async () => {
    const { client, getToken } = signedIn();
    valid = "2";
    const ask = async (): Promise<string> => (await client.stream.chatStreamCreate(INIT)).text();
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(Array(3).fill("Quantum bits."));
    expect(getToken).toHaveBeenCalledTimes(2);
  });

  test("plain calls as well", async () => {
    const { client } = signedIn();
    valid = "2";
    const params = { path: { session_id: 404 } };
    const { error } = await client.POST("/api/v1/qllm/chat-stream/{session_id}/", { ...INIT, params });
    expect(error).toEqual({ detail: "Chat session not found" });
  });

  test("a second 401 is an ApiError", async () => {
    const { client } = signedIn();
    valid = "none";
    const before = guarded.requests.length;
    const error = await rejection(client.stream.chatStreamCreate(INIT));
    expect(error).toMatchObject({ name: "ApiError", status: 401, body: { detail: "Expired" } });
    expect(guarded.requests.length - before).toBe(2);
  });

  test("a token that cannot be had is an error of its own, and is asked for again by the next request", async () => {
    const { client, getToken } = signedIn();
    valid = "1";
    const reason = new Error("The identity provider is down");
    getToken.mockRejectedValueOnce(reason);
    expect(await rejection(client.stream.chatStreamCreate(INIT))).toBe(reason);
    expect(await (await client.stream.chatStreamCreate(INIT)).text()).toBe("Quantum bits.");
  });
});

test("stub-fetch.ts passes", async () => {
  const tsx = join(ROOT, "node_modules/tsx/dist/cli.mjs");
  const file = fileURLToPath(import.meta.resolve("./recipes/stub-fetch.ts"));
  const printed = await mustRun(process.execPath, [tsx, "--test", file], ROOT);
  expect(printed).toMatch(/^. tests 3$/m);
  expect(printed).toMatch(/^. pass 3$/m);
});
