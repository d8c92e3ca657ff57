import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { Tap, type Exchange, type Listener } from "../../../generator/recording/tap.js";
import { RAW_HEAD, chunk, serve, serveRaw, WORD, type TestServer } from "../../runtime/server.js";

let server: TestServer;
afterEach(() => server.close());

const quiet: Listener = { onRequest: () => {}, onResponse: () => {}, onChunk: () => {} };

function text({ chunks }: Exchange): string {
  return chunks.map((one) => ("text" in one ? one.text : "?")).join("");
}

it("keeps what goes through it, as it goes", async () => {
  server = await serve(async (response) => {
    response.writeHead(201, { "content-type": "text/event-stream", "x-id": "7" });
    response.write(WORD);
    await sleep(20);
    response.end(WORD);
  });
  const seen: string[] = [];
  const tap = new Tap({
    onRequest: ({ method }) => seen.push(method),
    onResponse: ({ status }) => seen.push(String(status)),
    onChunk: () => seen.push("chunk"),
  });
  expect(tap.exchange).toBeUndefined();
  const headers = { "content-type": "application/json", "x-a": "1" };
  const response = await tap.fetch(
    new Request(`${server.baseUrl}/a?b=1`, { method: "POST", headers, body: '{"c":1}' }),
  );
  expect(response.status).toBe(201);
  expect(await response.text()).toBe(WORD + WORD);
  expect(tap.exchange).toEqual({
    request: { method: "POST", url: `${server.baseUrl}/a?b=1`, headers, body: { c: 1 } },
    response: { status: 201, headers: { "content-type": "text/event-stream", "x-id": "7" }, ms: expect.any(Number) },
    chunks: [
      { text: WORD, ms: expect.any(Number) },
      { text: WORD, ms: expect.any(Number) },
    ],
    end: { end: "closed", ms: expect.any(Number) },
  });
  expect(seen).toEqual(["POST", "201", "chunk", "chunk"]);
  expect(server.requests[0]?.body).toBe('{"c":1}');
});

it("reads on when whoever read has left", async () => {
  server = await serve(async (response) => {
    response.writeHead(200).write("a");
    await sleep(20);
    response.write("b");
    await sleep(20);
    response.end("c");
  });
  const tap = new Tap(quiet);
  const response = await tap.fetch(new Request(server.baseUrl));
  const reader = response.body!.getReader();
  await reader.read();
  const waiting = reader.read();
  await reader.cancel();
  expect(await tap.readOn(5000)).toBe(true);
  await waiting;
  expect(text(tap.exchange!)).toBe("abc");
});

it("stops reading on when nothing comes, or for long enough", async () => {
  server = await serve((response) => {
    response.writeHead(200).write("a");
    const timer = setInterval(() => response.write("b"), 10);
    response.on("close", () => clearInterval(timer));
  });
  const tap = new Tap(quiet);
  await tap.fetch(new Request(server.baseUrl));
  expect(await tap.readOn(5000, 50)).toBe(false);
  tap.close();
  expect(tap.exchange?.end.end).toBe("completed");
  await server.idle();
});

it("keeps what came before a failure, and says what failed", async () => {
  server = await serveRaw((socket) => {
    socket.write(`${RAW_HEAD}Transfer-Encoding: chunked\r\n\r\n${chunk(WORD)}`, () =>
      setTimeout(() => socket.destroy(), 20),
    );
  });
  const tap = new Tap(quiet);
  const response = await tap.fetch(new Request(server.baseUrl));
  await expect(response.text()).rejects.toThrow();
  expect(text(tap.exchange!)).toBe(WORD);
  expect(tap.exchange?.end).toMatchObject({ end: "failed", error: { kind: "network" } });
});

it("keeps a request that nobody answered", async () => {
  server = await serveRaw((socket) => socket.destroy());
  const tap = new Tap(quiet);
  await expect(tap.fetch(new Request(server.baseUrl))).rejects.toThrow();
  expect(tap.exchange).toMatchObject({ request: { method: "GET" }, chunks: [], end: { end: "failed" } });
  expect(tap.exchange?.response).toBeUndefined();
  expect(await tap.readOn(1000)).toBe(true);
});

it("keeps an answer without a body", async () => {
  server = await serve((response) => response.writeHead(204).end());
  const tap = new Tap(quiet);
  const response = await tap.fetch(new Request(server.baseUrl));
  expect(response.status).toBe(204);
  expect(tap.exchange).toMatchObject({ response: { status: 204 }, chunks: [], end: { end: "closed" } });
});

it("ends once: stopped stays stopped", async () => {
  server = await serve((response) => response.writeHead(200).write("a"));
  const tap = new Tap(quiet);
  const response = await tap.fetch(new Request(server.baseUrl));
  const reading = response.text();
  tap.fail("stopped", new Error("by hand"));
  await expect(reading).rejects.toThrow();
  expect(tap.exchange?.end).toMatchObject({ end: "failed", error: { kind: "stopped", message: "by hand" } });
});
