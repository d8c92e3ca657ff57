import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve, type TestServer } from "./runtime/server.js";
import type { BrowserPage } from "./support/browser-page.js";
import { bundleClient } from "./support/bundle.js";
import { CHAT_EVENTS } from "./support/chat-server.js";
import { findChromium, openPage, type OpenPage } from "./support/chromium.js";

/** What the page's script has put there. */
declare const studio: BrowserPage;

type Seen = TestServer["requests"][number];

const TYPES = CHAT_EVENTS.map(({ type }) => type);
const MULTIBYTE = "é, 漢 and 🧮\u2028";

function print(...events: readonly object[]): string {
  return events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
}

/** The chat API for a page of another origin. What it does, the prompt says. */
async function answerChat(response: ServerResponse, request: Seen): Promise<unknown> {
  response.setHeader("access-control-allow-origin", request.headers.origin ?? "");
  response.setHeader("access-control-allow-headers", "content-type");
  if (request.method === "OPTIONS") return response.writeHead(204).end();
  if (!request.url.startsWith("/api/v1/qllm/chat-stream/1/")) {
    return response.writeHead(404, { "content-type": "application/json" }).end('{"detail":"Chat session not found"}');
  }
  const { prompt } = JSON.parse(request.body) as { prompt: string };
  if (prompt === "silence") return;
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  switch (prompt) {
    case "cut":
      return response.end(print(...CHAT_EVENTS.slice(0, 3)));
    case "fail":
      return response.end(print(...CHAT_EVENTS.slice(0, 2), { type: "error", message: "out of tokens" }));
    case "hang":
      return response.write(print(...CHAT_EVENTS.slice(0, 2)));
    case "break off":
      response.write(print(...CHAT_EVENTS.slice(0, 2)));
      await sleep(50);
      return response.destroy();
    case "byte by byte":
      for (const byte of Buffer.from(`\uFEFF${print({ type: "token", content: MULTIBYTE }, { type: "end" })}`)) {
        response.write(Buffer.of(byte));
        await sleep(1);
      }
      return response.end();
    default:
      return response.end(print(...CHAT_EVENTS));
  }
}

const chromium = findChromium();
if ("missing" in chromium) console.warn(`test/browser.test.ts is skipped: ${chromium.missing}`);

test("where a browser is required, a missing one is an error and no skip", () => {
  expect(() => findChromium({ CI_BROWSER: "required" }, () => false)).toThrow("no Chromium or Chrome is installed");
  expect(() => findChromium({ CI_BROWSER: "required", CHROMIUM_PATH: "/none" }, () => false)).toThrow("/none");
  expect(findChromium({}, () => false)).toHaveProperty("missing");
});

describe.skipIf("missing" in chromium)("the client in Chromium, on a page of another origin", () => {
  let api: TestServer;
  let site: TestServer;
  let opened: OpenPage;

  beforeAll(async () => {
    const { code } = await bundleClient('import "/test/support/browser-page.ts";', { minify: true });
    api = await serve(answerChat);
    site = await serve((response, { url }) => {
      const isScript = url === "/client.js";
      response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
      response.end(
        isScript
          ? code
          : '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/client.js"></script>',
      );
    });
    opened = await openPage((chromium as { path: string }).path, `${site.baseUrl}/?api=${api.baseUrl}`);
  });

  afterAll(async () => {
    await opened?.[Symbol.asyncDispose]();
    await Promise.all([api?.close(), site?.close()]);
  });

  /** Runs a function in the page. It sees nothing of this file. */
  function inPage<T>(run: () => Promise<T>): Promise<T> {
    return opened.page.evaluate(run);
  }

  test("yields the six events, typed and in order", async () => {
    const events = await inPage(async () => {
      const seen: object[] = [];
      for await (const event of await studio.ask("hi")) {
        seen.push(event.type === "token" ? { type: event.type, content: event.content } : event);
      }
      return seen;
    });
    expect(events).toEqual(CHAT_EVENTS);
  });

  test("text() joins the text", async () => {
    expect(await inPage(async () => (await studio.ask("hi")).text())).toBe("Quantum bits.");
  });

  test("bytes cut anywhere, in a character or a byte order mark, give the same events", async () => {
    const events = await inPage(async () => (await studio.ask("byte by byte")).collect());
    expect(events).toEqual([{ type: "token", content: MULTIBYTE }, { type: "end" }]);
  });

  test("toReadableStream() gives the events, and cancelling it closes the connection", async () => {
    const types = await inPage(async () => {
      const seen: string[] = [];
      const reader = (await studio.ask("hi")).toReadableStream().getReader();
      for (let step = await reader.read(); !step.done; step = await reader.read()) seen.push(step.value.type);
      const hanging = (await studio.ask("hang")).toReadableStream().getReader();
      await hanging.read();
      await hanging.cancel();
      return seen;
    });
    expect(types).toEqual(TYPES);
    await api.idle(5000);
  });

  test("a status other than 2xx is an ApiError with the parsed body", async () => {
    const outcome = await inPage(() =>
      studio.outcome(studio.ask("hi", { params: { path: { session_id: 404 } } }).then(() => "a stream")),
    );
    expect(outcome).toEqual({ name: "ApiError", status: 404, details: { detail: "Chat session not found" } });
  });

  test("a connection that closes without the end is truncated, with what came before", async () => {
    const outcome = await inPage(() => studio.outcome(studio.ask("cut").then((stream) => stream.text())));
    const details = { eventsReceived: 3, partial: "Quantum bits." };
    expect(outcome).toEqual({ name: "StreamError", kind: "truncated", details });
  });

  test("a connection that breaks is a network error", async () => {
    const outcome = await inPage(() => studio.outcome(studio.ask("break off").then((stream) => stream.text())));
    const details = { eventsReceived: 2, partial: "Quantum " };
    expect(outcome).toEqual({ name: "StreamError", kind: "network", details });
  });

  test("an error event is thrown, with the event", async () => {
    const outcome = await inPage(() => studio.outcome(studio.ask("fail").then((stream) => stream.text())));
    const details = { event: { type: "error", message: "out of tokens" }, eventsReceived: 3, partial: "Quantum " };
    expect(outcome).toEqual({ name: "StreamError", kind: "event", details });
  });

  test("break closes the server's socket", async () => {
    const begun = api.requests.length;
    const first = await inPage(async () => {
      for await (const event of await studio.ask("hang")) return event.type;
    });
    expect(first).toBe("start");
    expect(api.requests.slice(begun).map(({ method }) => method)).toContain("POST");
    await api.idle(5000);
  });

  test("abort rejects with the signal's reason, before the answer and in the loop, and closes the socket", async () => {
    const outcomes = await inPage(() =>
      Promise.all(
        ["silence", "hang"].map(async (prompt) => {
          const controller = new AbortController();
          const reason = new Error("gone home");
          const collected = studio.ask(prompt, { signal: controller.signal }).then((stream) => stream.collect());
          setTimeout(() => controller.abort(reason), 200);
          return collected.then(
            () => "not aborted",
            (error: unknown) => (error === reason ? "the reason" : String(error)),
          );
        }),
      ),
    );
    expect(outcomes).toEqual(["the reason", "the reason"]);
    await api.idle(5000);
  });

  test("silence for idleTimeout is a timeout, before the answer and in the loop, and closes the socket", async () => {
    const outcomes = await inPage(() =>
      Promise.all(
        ["silence", "hang"].map((prompt) =>
          studio.outcome(studio.ask(prompt, { idleTimeout: 300 }).then((stream) => stream.collect())),
        ),
      ),
    );
    expect(outcomes).toEqual([
      { name: "StreamError", kind: "timeout", details: { eventsReceived: 0 } },
      { name: "StreamError", kind: "timeout", details: { eventsReceived: 2, partial: CHAT_EVENTS.slice(0, 2) } },
    ]);
    await api.idle(5000);
  });

  test("leaves no error that nobody caught", () => {
    expect(opened.uncaught).toEqual([]);
  });
});
