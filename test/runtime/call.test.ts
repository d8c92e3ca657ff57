import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { MiddlewareCallbackParams } from "openapi-fetch";
import { createClient, type EventStream } from "../../templates/index.js";
import { collectGarbage, operation, PLAIN, read, rejection, trackTimers } from "./reading.js";
import { begin, END, serve, until, WORD, type Answer, type TestServer } from "./server.js";

const BODY = { body: { text: "hello" } } as const;
const REASON = new Error("mine");
let server: TestServer;
let client: ReturnType<typeof createClient>;
let controller: AbortController;
let timers: ReturnType<typeof trackTimers>;

const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);

beforeEach(() => {
  controller = new AbortController();
  timers = trackTimers();
  unhandled.length = 0;
  process.on("unhandledRejection", onUnhandled);
});

afterEach(async () => {
  timers.restore();
  await server?.close();
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off("unhandledRejection", onUnhandled);
  expect(unhandled).toEqual([]);
});

async function start(answer: Answer): Promise<void> {
  server = await serve(answer);
  client = createClient({ baseUrl: server.baseUrl });
}

function listeners(): number {
  return getEventListeners(controller.signal, "abort").length;
}

describe.each([
  ["at once", async () => {}],
  ["after garbage collection", collectGarbage],
])("abort %s", (_name, before) => {
  test("before the headers rejects the call with the reason, and frees the socket", async () => {
    await start(() => {});
    const pending = rejection(client.stream.echo({ ...BODY, signal: controller.signal }));
    await until(() => server.busy.size === 1);
    await before();
    controller.abort(REASON);
    expect(await pending).toBe(REASON);
    await server.idle();
    expect(listeners()).toBe(0);
  });

  test("in an error body rejects the call with the reason, and frees the socket", async () => {
    await start((response) => response.writeHead(500).write("half"));
    const pending = rejection(client.stream.echo({ ...BODY, signal: controller.signal }));
    await until(() => server.busy.size === 1);
    await before();
    await new Promise((resolve) => setTimeout(resolve, 50));
    controller.abort(REASON);
    expect(await pending).toBe(REASON);
    await server.idle();
  });

  test("while the next event is waited for rejects with the reason, and frees the socket", async () => {
    await start((response) => begin(response, WORD));
    const stream = await client.stream.echo({ ...BODY, signal: controller.signal });
    const iterator = stream[Symbol.asyncIterator]();
    await iterator.next();
    const pending = rejection(iterator.next());
    await before();
    controller.abort(REASON);
    expect(await pending).toBe(REASON);
    await server.idle();
    expect(listeners()).toBe(0);
  });

  test("while the consumer is busy rejects the next turn, whatever is in memory", async () => {
    await start((response) => begin(response, WORD, WORD, WORD));
    const stream = await client.stream.echo({ ...BODY, signal: controller.signal });
    const iterator = stream[Symbol.asyncIterator]();
    await iterator.next();
    await before();
    controller.abort(REASON);
    await server.idle();
    expect(await rejection(iterator.next())).toBe(REASON);
  });

  test("of a stream that nobody reads frees the socket", async () => {
    await start((response) => begin(response, WORD));
    const stream = await client.stream.echo({ ...BODY, signal: controller.signal });
    await before();
    controller.abort(REASON);
    await server.idle();
    expect(await rejection(stream.collect())).toBe(REASON);
  });

  test("by a middleware's own signal rejects with its reason", async () => {
    await start((response) => begin(response, WORD));
    client.use({ onRequest: ({ request }) => new Request(request, { signal: controller.signal }) });
    const stream = await client.stream.echo(BODY);
    const pending = rejection(stream.collect());
    await before();
    controller.abort(REASON);
    expect(await pending).toBe(REASON);
    await server.idle();
  });

  test.each(["break", "return", "cancel", "throw", "dispose"] as const)("%s frees the socket", async (way) => {
    await start((response) => begin(response, WORD));
    const stream = await client.stream.echo({ ...BODY, signal: controller.signal });
    await leave(stream, way, before);
    await server.idle();
    expect(listeners()).toBe(0);
    expect(timers.active()).toBe(0);
  });
});

async function leave(stream: EventStream<unknown>, way: string, before: () => Promise<void>): Promise<void> {
  if (way === "cancel" || way === "dispose") {
    await before();
    return way === "cancel" ? stream.cancel() : stream[Symbol.asyncDispose]();
  }
  try {
    for await (const event of stream) {
      await before();
      expect(event).toBeDefined();
      if (way === "throw") throw REASON;
      if (way === "return") return;
      break;
    }
  } catch (error) {
    expect(error).toBe(REASON);
  }
}

describe("abort", () => {
  test("before the call sends nothing, and runs no middleware", async () => {
    await start(() => {});
    let runs = 0;
    client.use({ onRequest: () => void runs++ });
    controller.abort(REASON);
    expect(await rejection(client.stream.echo({ ...BODY, signal: controller.signal }))).toBe(REASON);
    expect([runs, server.accepted(), listeners()]).toEqual([0, 0, 0]);
  });

  test("while a middleware takes its time rejects at once, and sends nothing", async () => {
    await start(() => {});
    let release = (): void => {};
    client.use({ onRequest: () => new Promise<undefined>((resolve) => (release = () => resolve(undefined))) });
    const pending = rejection(client.stream.echo({ ...BODY, signal: controller.signal }));
    controller.abort(REASON);
    expect(await pending).toBe(REASON);
    release();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(server.requests).toHaveLength(0);
  });

  test("of falsy reason rejects with it", async () => {
    await start(() => {});
    const pending = rejection(client.stream.echo({ ...BODY, signal: controller.signal }));
    controller.abort(0);
    expect(await pending).toBe(0);
  });

  test("after the end is nothing", async () => {
    await start((response) => {
      begin(response, END);
      response.end();
    });
    const events = await (await client.stream.echo({ ...BODY, signal: controller.signal })).collect();
    controller.abort(REASON);
    expect(events).toHaveLength(1);
  });

  test("by a timeout signal of the caller's is the caller's, and no StreamError", async () => {
    await start((response) => begin(response, WORD));
    const stream = await client.stream.echo({ ...BODY, signal: AbortSignal.timeout(100) });
    expect(await rejection(stream.collect())).toMatchObject({ name: "TimeoutError" });
    await server.idle();
  });
});

describe("nothing is left", () => {
  test("of 30 streams on one signal, however they end", async () => {
    await start((response, { body }) => {
      begin(response, WORD);
      if (body.includes("end")) response.end(END);
      if (body.includes("cut")) response.end();
      if (body.includes("reset")) response.destroy();
    });
    for (const text of Array.from({ length: 10 }, () => ["end", "cut", "reset"]).flat()) {
      const stream = await client.stream.echo({ body: { text }, signal: controller.signal }).catch(() => undefined);
      await stream?.collect().catch(() => {});
    }
    expect(listeners()).toBe(0);
    expect(timers.active()).toBe(0);
    await server.idle();
  });

  test("of a stream that is dropped unread, without clocks, once it is garbage", async () => {
    await start((response) => begin(response, WORD));
    const drop = async (): Promise<void> => void (await client.stream.echo({ ...BODY, idleTimeout: 0 }));
    await drop();
    expect(server.busy.size).toBe(1);
    await collectGarbage();
    await server.idle();
  });

  test("of a stream that is dropped after its start was read for its content type, once its clock has run", async () => {
    await start((response) => response.writeHead(200, { "content-type": "text/plain" }).write(WORD));
    const drop = async (): Promise<void> => void (await client.stream.echo({ ...BODY, idleTimeout: 100 }));
    await drop();
    await collectGarbage();
    await server.idle();
  });

  test("of a stream that is dropped unread, and whose body a middleware has piped, once its clock has run", async () => {
    await start((response) => begin(response, WORD));
    client.use({
      onResponse: ({ response: { body, headers } }) =>
        new Response(body!.pipeThrough(new TransformStream<Uint8Array, Uint8Array>()), { headers }),
    });
    const drop = async (): Promise<void> => void (await client.stream.echo({ ...BODY, idleTimeout: 100 }));
    await drop();
    await collectGarbage();
    await server.idle();
  });

  test("of a stream that a middleware has cloned, and no rejection", async () => {
    await start((response) => begin(response, WORD));
    client.use({ onResponse: ({ response }) => response.clone() });
    for await (const event of await client.stream.echo(BODY)) if (event.type === "word") break;
    await (await client.stream.echo(BODY)).cancel();
    const failed = await rejection((await client.stream.echo({ ...BODY, idleTimeout: 100 })).collect());
    expect(failed).toMatchObject({ kind: "timeout" });
    await server.idle();
  });

  test("of streams that are open at once on one signal, and it is one listener for all", async () => {
    await start((response) => begin(response, WORD));
    const open = (): Promise<EventStream<unknown>> => client.stream.echo({ ...BODY, signal: controller.signal });
    const streams = await Promise.all(Array.from({ length: 12 }, open));
    expect(listeners()).toBe(1);
    await streams.pop()!.cancel();
    expect(listeners()).toBe(1);
    const failures = streams.map((stream) => rejection(stream.collect()));
    controller.abort(REASON);
    expect(await Promise.all(failures)).toEqual(streams.map(() => REASON));
    expect(listeners()).toBe(0);
    await server.idle();
  });

  test("of a failure that nobody asks for", async () => {
    await start((response, { body }) => {
      if (body.includes("fail")) response.writeHead(500).end();
      else begin(response, WORD, 'data: {"type":"error","message":""}\n\n');
    });
    const failed = rejection(client.stream.echo({ body: { text: "fail" } }));
    const stream = await client.stream.echo(BODY);
    const iterator = stream[Symbol.asyncIterator]();
    await iterator.next();
    controller.abort();
    // The event after this one is an error, which nobody asks for.
    expect(await failed).toMatchObject({ status: 500 });
    await iterator.return?.();
    await server.idle();
  });
});

describe("after the end", () => {
  test("the connection is used again, though the server ends late", async () => {
    let endLate = (): void => undefined;
    await start((response) => {
      begin(response, WORD, END);
      endLate = () => response.end(": bye\n\n");
    });
    for (let call = 0; call < 3; call++) {
      for await (const event of await client.stream.echo(BODY)) if (event.type === "end") break;
      endLate();
      await server.idle();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(server.accepted()).toBe(1);
  });

  test("a server that never ends is left after a second", async () => {
    await start((response) => begin(response, END));
    expect(await (await client.stream.echo(BODY)).collect()).toHaveLength(1);
    expect(await rejection(server.idle())).toMatchObject({ message: expect.stringContaining("still busy") });
    await server.idle(3000);
    expect(timers.active()).toBe(0);
  });

  test("a server that goes on sending is left after 64 KiB", async () => {
    await start((response) => begin(response, END, ":".repeat(1_000_000)));
    await (await client.stream.echo(BODY)).collect();
    await server.idle();
  });
});

describe("the clocks", () => {
  test("do not run while the consumer is slow", async () => {
    await start((response) => {
      begin(response, WORD, WORD);
      setTimeout(() => response.end(END), 250);
    });
    const stream = await client.stream.echo({ ...BODY, idleTimeout: 200, eventTimeout: 200 });
    const seen: unknown[] = [];
    for await (const event of stream) {
      seen.push(event);
      await new Promise((resolve) => setTimeout(resolve, 220));
    }
    expect(seen).toHaveLength(3);
  });

  test("do not run while a middleware takes its time", async () => {
    await start((response) => {
      begin(response, END);
      response.end();
    });
    client.use({ onRequest: () => new Promise((resolve) => setTimeout(resolve, 200)) });
    expect(await (await client.stream.echo({ ...BODY, idleTimeout: 100 })).collect()).toHaveLength(1);
  });

  test.each(["onRequest", "onResponse"] as const)(
    "run on, though what a middleware sent beside the request in %s is answered",
    async (hook) => {
      await start((response, { url }) => {
        if (url === "/audit") setTimeout(() => response.writeHead(204).end(), 300);
        else if (hook === "onResponse") begin(response, WORD);
      });
      const beside = new URL("/audit", server.baseUrl);
      const send = ({ options }: MiddlewareCallbackParams): void => void options.fetch(beside, { method: "POST" });
      client.use(hook === "onRequest" ? { onRequest: send } : { onResponse: send });
      const pending = client.stream.echo({ ...BODY, idleTimeout: 600 }).then((stream) => stream.collect());
      expect(await rejection(pending)).toMatchObject({ kind: "timeout" });
      await server.idle();
      expect(server.requests.map(({ url }) => url).toSorted()).toEqual(["/audit", "/echo"]);
    },
  );

  test("run on a stream that nobody reads: its socket is freed, and a late reader told", async () => {
    await start((response) => begin(response, WORD));
    const stream = await client.stream.echo({ ...BODY, idleTimeout: 100 });
    await server.idle(600);
    expect(await rejection(stream.collect())).toMatchObject({ kind: "timeout" });
  });

  test("do not run on events that were read with the content type", async () => {
    await start((response) => response.writeHead(200, { "content-type": "text/plain" }).end(WORD + WORD + END));
    const seen: unknown[] = [];
    for await (const event of await client.stream.echo({ ...BODY, idleTimeout: 100 })) {
      seen.push(event);
      await new Promise((resolve) => setTimeout(resolve, 120));
    }
    expect(seen).toHaveLength(3);
  });

  test("of events counts the waiting only, and begins anew with every event", async () => {
    await start(async (response) => {
      begin(response);
      for (let word = 0; word < 6; word++) {
        response.write(WORD);
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
      response.end(END);
    });
    expect(await (await client.stream.echo({ ...BODY, eventTimeout: 200 })).collect()).toHaveLength(7);
  });
});

test("a slow consumer holds the server back", async () => {
  let sent = 0;
  await start(async (response) => {
    begin(response);
    const more = (): void => {
      while (response.writable && !response.destroyed && sent < 200e6) {
        sent += 65_536;
        if (!response.write(`data: {"type":"word","text":"${"x".repeat(65_500)}"}\n\n`)) break;
      }
    };
    response.on("drain", more);
    more();
  });
  const iterator = (await client.stream.echo(BODY))[Symbol.asyncIterator]();
  await iterator.next();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const after = sent;
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(sent).toBe(after);
  expect(sent).toBeLessThan(10e6);
  await iterator.return?.();
});

test("a body that is given late, to a call that has failed, is cancelled", async () => {
  let cancelled = false;
  let answerLate = (_response: Response): void => {};
  const fetch = (): Promise<Response> => new Promise((resolve) => (answerLate = resolve));
  const deaf = createClient({ baseUrl: "http://client.test", fetch });
  const pending = rejection(deaf.stream.echo({ ...BODY, signal: controller.signal }));
  await new Promise((resolve) => setTimeout(resolve, 10));
  controller.abort(REASON);
  expect(await pending).toBe(REASON);
  answerLate(new Response(new ReadableStream({ cancel: () => void (cancelled = true) })));
  await until(() => cancelled);
});

test("a body of its own error is a network failure, with its cause", async () => {
  const cause = new Error("worn out");
  const body = new ReadableStream<Uint8Array>({ pull: (source) => source.error(cause) });
  const error = await rejection((await read(PLAIN, body)).collect());
  expect(error).toMatchObject({ kind: "network", cause });
  expect((error as Error).message).toBe("The connection failed (worn out): POST /plain");
});

test("a failure of fetch whose cause has no words is told in its own", async () => {
  const failed = new TypeError("Failed to fetch", { cause: Response.error() });
  const refused = createClient({ baseUrl: "http://client.test", fetch: () => Promise.reject(failed) });
  const error = await rejection(refused.stream.echo(BODY));
  expect((error as Error).message).toBe(
    "The connection failed (TypeError: Failed to fetch): POST http://client.test/echo",
  );
});

test("characters that are cut are joined, and a cut one at the end is replaced", async () => {
  const bytes = new TextEncoder().encode('data: {"type":"word","text":"\u00e9\u{1f600}"}\n\n');
  const bytewise = new ReadableStream<Uint8Array>({
    start(source) {
      for (const byte of bytes) source.enqueue(Uint8Array.of(byte));
      source.close();
    },
  });
  const error = await rejection((await read(operation(), bytewise)).collect());
  expect(error).toMatchObject({ kind: "truncated", partial: [{ type: "word", text: "\u00e9\u{1f600}" }] });
});
