import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { serve } from "../../../generator/mock/server.js";
import { serveStreams } from "./served.js";
import { until } from "../../runtime/server.js";

const unexpected = (error: unknown): never => {
  throw error;
};

/** Sends bytes as they are, and resolves with all that comes back. */
async function raw(url: string, request: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.end(request);
  return text(socket);
}

it("answers over HTTP what it answers without a socket", async () => {
  const api = serveStreams();
  await using server = await api.listen();
  for (const [path, method] of [
    ["/notes/1", "GET"],
    ["/named", "POST"],
    ["/nothing", "DELETE"],
  ] as const) {
    const [over, without] = await Promise.all([
      fetch(server.url + path, { method }),
      api.fetch(`http://a.test${path}`, { method }),
    ]);
    expect([over.status, over.headers.get("content-type")]).toEqual([
      without.status,
      without.headers.get("content-type"),
    ]);
    expect(await over.text()).toBe(await without.text());
  }
});

it("is on loopback alone, and two cannot have one port", async () => {
  await using server = await serveStreams().listen();
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await expect(serveStreams().listen(Number(new URL(server.url).port))).rejects.toMatchObject({ code: "EADDRINUSE" });
});

it("takes a path for a path, and an unknown host for its own", async () => {
  await using server = await serveStreams().listen();
  const answer = await raw(server.url, "GET //evil.test/notes/1 HTTP/1.1\r\nHost: [\r\nConnection: close\r\n\r\n");
  expect(answer).toMatch(/^HTTP\/1.1 404 /);
  expect(answer).toContain("The document has no path /evil.test/notes/1: did you mean /notes/{id}?");
  expect(await raw(server.url, "TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")).toMatch(/^HTTP\/1.1 405 /);
});

it("sends the head before the first piece is due", async () => {
  await using server = await serveStreams({ speed: 1e-6 }).listen();
  const response = await fetch(`${server.url}/named`, { method: "POST" });
  expect(response.status).toBe(200);
  await response.body?.cancel();
});

it("ends an answer when its client leaves, and breaks off what is being sent when it closes", async () => {
  const signals: AbortSignal[] = [];
  const server = await serve(
    async ({ signal }) => {
      signals.push(signal);
      return new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(9)) }));
    },
    0,
    unexpected,
  );
  const controller = new AbortController();
  const left = await fetch(server.url, { signal: controller.signal });
  controller.abort();
  await until(() => signals[0]?.aborted === true);
  const stays = await fetch(server.url);
  await server.close();
  await server.close();
  await expect(stays.text()).rejects.toThrow();
  expect(left.bodyUsed).toBe(false);
  await expect(fetch(server.url)).rejects.toThrow();
});

it("a fault of the responder's own is told, and answered with 500", async () => {
  const faults: unknown[] = [];
  const bug = new Error("a bug");
  await using server = await serve(
    () => Promise.reject(bug),
    0,
    (error) => faults.push(error),
  );
  expect((await fetch(server.url)).status).toBe(500);
  expect(faults).toEqual([bug]);
});

it("waits for a slow reader", async () => {
  let made = 0;
  const server = await serve(
    async () => {
      const pull = (controller: ReadableStreamDefaultController): void => {
        made += 1;
        controller.enqueue(new Uint8Array(65_536));
      };
      return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }));
    },
    0,
    unexpected,
  );
  const response = await fetch(server.url);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const before = made;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(made).toBe(before);
  await response.body?.cancel();
  await server.close();
});
