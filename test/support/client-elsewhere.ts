import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve, type TestServer } from "../runtime/server.js";
import { CHAT_EVENTS } from "./chat-server.js";
import type { Studio } from "./studio.js";

/** What the script of studio.ts has put there. */
declare const studio: Studio;

/** Where the client runs that is no test: a page of a browser, another runtime. */
export interface Place extends AsyncDisposable {
  /** Runs a function there. It sees nothing of its file, but `studio`. */
  run<T>(there: () => Promise<T>): Promise<T>;
  /** The errors that nobody there has caught. */
  readonly uncaught: readonly string[];
}

type Seen = TestServer["requests"][number];

const TYPES = CHAT_EVENTS.map(({ type }) => type);
/**
 * By then a connection that was given up is closed, in milliseconds. On a busy machine Chromium takes five seconds, once
 * in some hundred times, to close what a bare `fetch` aborts or cancels.
 */
const GIVEN_UP = 10_000;

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

/**
 * What holds for the client wherever it runs.
 *
 * @param open Opens the place, for an API at this URL.
 */
export function describeClient(where: string, isSkipped: boolean, open: (baseUrl: string) => Promise<Place>): void {
  describe.skipIf(isSkipped)(where, () => {
    let api: TestServer;
    let place: Place;

    beforeAll(async () => {
      api = await serve(answerChat);
      place = await open(api.baseUrl);
    });

    afterAll(async () => {
      await place?.[Symbol.asyncDispose]();
      await api?.close();
    });

    test("yields the six events, typed and in order", async () => {
      const events = await place.run(async () => {
        const seen: object[] = [];
        for await (const event of await studio.ask("hi")) {
          seen.push(event.type === "token" ? { type: event.type, content: event.content } : event);
        }
        return seen;
      });
      expect(events).toEqual(CHAT_EVENTS);
    });

    test("text() joins the text", async () => {
      expect(await place.run(async () => (await studio.ask("hi")).text())).toBe("Quantum bits.");
    });

    test("bytes cut anywhere, in a character or a byte order mark, give the same events", async () => {
      const events = await place.run(async () => (await studio.ask("byte by byte")).collect());
      expect(events).toEqual([{ type: "token", content: MULTIBYTE }, { type: "end" }]);
    });

    test("toReadableStream() gives the events, and cancelling it closes the connection", async () => {
      const types = await place.run(async () => {
        const seen: string[] = [];
        const reader = (await studio.ask("hi")).toReadableStream().getReader();
        for (let step = await reader.read(); !step.done; step = await reader.read()) seen.push(step.value.type);
        const hanging = (await studio.ask("hang")).toReadableStream().getReader();
        await hanging.read();
        await hanging.cancel();
        return seen;
      });
      expect(types).toEqual(TYPES);
      await api.idle(GIVEN_UP);
    });

    test("a status other than 2xx is an ApiError with the parsed body", async () => {
      const outcome = await place.run(() =>
        studio.outcome(studio.ask("hi", { params: { path: { session_id: 404 } } }).then(() => "a stream")),
      );
      expect(outcome).toEqual({ name: "ApiError", status: 404, details: { detail: "Chat session not found" } });
    });

    test("a connection that closes without the end is truncated, with what came before", async () => {
      const outcome = await place.run(() => studio.outcome(studio.ask("cut").then((stream) => stream.text())));
      const details = { eventsReceived: 3, partial: "Quantum bits." };
      expect(outcome).toEqual({ name: "StreamError", kind: "truncated", details });
    });

    test("a connection that breaks is a network error", async () => {
      const outcome = await place.run(() => studio.outcome(studio.ask("break off").then((stream) => stream.text())));
      const details = { eventsReceived: 2, partial: "Quantum " };
      expect(outcome).toEqual({ name: "StreamError", kind: "network", details });
    });

    test("an error event is thrown, with the event", async () => {
      const outcome = await place.run(() => studio.outcome(studio.ask("fail").then((stream) => stream.text())));
      const details = { event: { type: "error", message: "out of tokens" }, eventsReceived: 3, partial: "Quantum " };
      expect(outcome).toEqual({ name: "StreamError", kind: "event", details });
    });

    test("break closes the server's socket", async () => {
      const begun = api.requests.length;
      const first = await place.run(async () => {
        for await (const event of await studio.ask("hang")) return event.type;
      });
      expect(first).toBe("start");
      expect(api.requests.slice(begun).map(({ method }) => method)).toContain("POST");
      await api.idle(GIVEN_UP);
    });

    test("abort rejects with the signal's reason, before the answer and in the loop, and closes the socket", async () => {
      const outcomes = await place.run(() =>
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
      await api.idle(GIVEN_UP);
    });

    test("silence for idleTimeout is a timeout, before the answer and in the loop, and closes the socket", async () => {
      const outcomes = await place.run(() =>
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
      await api.idle(GIVEN_UP);
    });

    test("leaves no error that nobody caught", () => {
      expect(place.uncaught).toEqual([]);
    });
  });
}
