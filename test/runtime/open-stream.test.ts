import { afterEach, describe, expect, test } from "vitest";
import { ApiError, createClient, StreamError } from "../../templates/index.js";
import { rejection } from "./reading.js";
import { begin, END, serve, serveRaw, type Answer, type TestServer } from "./server.js";

const BODY = { body: { text: "hello" } } as const;
let server: TestServer;
afterEach(() => server.close());

async function start(answer: Answer): Promise<ReturnType<typeof createClient>> {
  server = await serve(answer);
  return createClient({ baseUrl: server.baseUrl });
}

describe("a status other than 2xx", () => {
  test.each([
    ["application/json", '{"message":"empty"}', { message: "empty" }],
    ["text/html", "<h1>no</h1>", "<h1>no</h1>"],
    ["text/plain", "", undefined],
  ])("is an ApiError with its body: %s", async (type, text, body) => {
    const client = await start((response) =>
      response.writeHead(400, { "content-type": type, "x-request-id": "7" }).end(text),
    );
    const error = await rejection(client.stream.echo(BODY));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 400, operationId: "echo", body });
    expect((error as ApiError).headers.get("x-request-id")).toBe("7");
    expect((error as ApiError).is("echo")).toBe(true);
    expect((error as Error).message).toBe(`The server answered with status 400: POST ${server.baseUrl}/echo`);
  });

  test.each([400, 401, 404, 408, 425, 500, 502, 504])("%i is not asked again", async (status) => {
    const client = await start((response) => response.writeHead(status).end());
    expect(await rejection(client.stream.echo(BODY))).toMatchObject({ status });
    expect(server.requests).toHaveLength(1);
  });

  test("has its body bounded", async () => {
    const client = await start((response) => {
      response.writeHead(500);
      const more = (): void => {
        while (response.writable && response.write("x".repeat(65_536)));
        response.once("drain", more);
      };
      more();
    });
    const error = await rejection(client.stream.echo({ ...BODY, maxEventSize: 100_000 }));
    expect(error).toMatchObject({ status: 500 });
    expect((error as ApiError & { body: string }).body.length).toBeLessThan(1_000_000);
    await server.idle();
  });
});

describe("429 and 503", () => {
  test.each([429, 503])("%i is asked again, middleware and all, and may then stream", async (status) => {
    const client = await start((response, _request, attempt) => {
      if (attempt < 2) response.writeHead(status, { "retry-after": "0" }).end("busy");
      else {
        begin(response, END);
        response.end();
      }
    });
    let runs = 0;
    client.use({
      onRequest({ request }) {
        request.headers.set("x-run", String(++runs));
      },
    });
    expect(await (await client.stream.echo(BODY)).collect()).toHaveLength(1);
    expect(server.requests.map(({ headers }) => headers["x-run"])).toEqual(["1", "2", "3"]);
    expect(server.requests.map(({ body }) => body)).toEqual(Array(3).fill('{"text":"hello"}'));
  });

  test("is an ApiError after `retries`", async () => {
    const client = await start((response) => response.writeHead(503, { "retry-after": "0" }).end('{"busy":true}'));
    expect(await rejection(client.stream.echo({ ...BODY, retries: 1 }))).toMatchObject({
      status: 503,
      body: { busy: true },
    });
    expect(server.requests).toHaveLength(2);
    expect(await rejection(client.stream.echo({ ...BODY, retries: 0 }))).toMatchObject({ status: 503 });
    expect(server.requests).toHaveLength(3);
  });

  test("waits as Retry-After asks", async () => {
    const client = await start((response) => response.writeHead(429, { "retry-after": "1" }).end());
    const started = performance.now();
    await rejection(client.stream.echo({ ...BODY, retries: 1 }));
    expect(performance.now() - started).toBeGreaterThan(900);
    expect(server.requests).toHaveLength(2);
  });

  test("does not wait longer than `maxRetryDelay`: there is no repetition then", async () => {
    const client = await start((response) => response.writeHead(429, { "retry-after": "3600" }).end());
    expect(await rejection(client.stream.echo(BODY))).toMatchObject({ status: 429 });
    expect(server.requests).toHaveLength(1);
  });

  test("stops waiting when the call is aborted", async () => {
    const client = await start((response) => response.writeHead(429, { "retry-after": "20" }).end());
    const reason = new Error("mine");
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 100);
    expect(await rejection(client.stream.echo({ ...BODY, signal: controller.signal }))).toBe(reason);
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ["a ReadableStream", (text: string) => new Blob([text]).stream()],
    ["an async iterable", (text: string) => new Blob([text]).stream()[Symbol.asyncIterator]()],
  ])("does not repeat a body that is %s", async (_name, stream) => {
    const client = await start((response) => response.writeHead(429, { "retry-after": "0" }).end());
    const init = { ...BODY, bodySerializer: (body: { text: string }) => stream(body.text), duplex: "half" };
    expect(await rejection(client.stream.echo(init))).toMatchObject({ status: 429 });
    expect(server.requests.map(({ body }) => body)).toEqual(["hello"]);
  });
});

test("a connection that fails is never tried again", async () => {
  server = await serveRaw((socket) => socket.destroy());
  const error = await rejection(createClient({ baseUrl: server.baseUrl }).stream.echo(BODY));
  expect(error).toBeInstanceOf(StreamError);
  expect(error).toMatchObject({ kind: "network" });
  expect(server.accepted()).toBe(1);
});

test("a signal of an earlier attempt is not what a later one failed of", async () => {
  const client = await start((response, _request, attempt) => {
    if (attempt === 0) return response.writeHead(503, { "retry-after": "0" }).end();
    begin(response);
    return setTimeout(() => response.destroy(), 100);
  });
  const attempts = [new AbortController(), new AbortController()];
  let sent = 0;
  client.use({ onRequest: ({ request }) => new Request(request, { signal: attempts[sent++]!.signal }) });
  const stream = await client.stream.echo(BODY);
  attempts[0]!.abort(new Error("of the first attempt"));
  expect(await rejection(stream.collect())).toMatchObject({ kind: "network" });
});

test("a signal of a middleware's own earlier try is not what a later one failed of", async () => {
  const client = await start((response, _request, attempt) => {
    if (attempt === 0) return undefined;
    begin(response);
    return setTimeout(() => response.destroy(), 100);
  });
  const timeout = new AbortController();
  client.use({
    async onRequest({ request, options }) {
      const again = request.clone();
      setTimeout(() => timeout.abort(), 50);
      return options.fetch(new Request(request, { signal: timeout.signal })).catch(() => options.fetch(again));
    },
  });
  const stream = await client.stream.echo(BODY);
  expect(await rejection(stream.collect())).toMatchObject({ kind: "network" });
});

test("a signal of what a middleware sent beside it is not what a stream failed of, nor is its address", async () => {
  const client = await start((response, { url }) => {
    if (url === "/audit") return response.writeHead(204).end();
    begin(response);
    return setTimeout(() => response.destroy(), 200);
  });
  const timeout = new AbortController();
  client.use({
    async onResponse({ options }) {
      await options.fetch(new Request(new URL("/audit", server.baseUrl), { signal: timeout.signal }));
    },
  });
  const stream = await client.stream.echo(BODY);
  timeout.abort();
  const error = await rejection(stream.collect());
  expect(error).toMatchObject({ kind: "network" });
  expect(String(error)).toContain(`POST ${server.baseUrl}/echo`);
});

test("a signal that ends what a middleware sent beside it, while it is read, is not what a stream failed of", async () => {
  const client = await start((response, { url }) => {
    if (url === "/audit") return undefined;
    begin(response);
    return setTimeout(() => response.destroy(), 200);
  });
  const timeout = new AbortController();
  client.use({
    onResponse({ options }) {
      options.fetch(new URL("/audit", server.baseUrl), { signal: timeout.signal }).catch(() => timeout.abort());
    },
  });
  const stream = await client.stream.echo(BODY);
  timeout.abort();
  expect(await rejection(stream.collect())).toMatchObject({ kind: "network" });
});

describe("what a middleware sent beside a call, and did not wait for,", () => {
  async function failedBeside(init: RequestInit, url = "/audit"): Promise<unknown> {
    const client = await start((response, request) => {
      if (request.url === "/audit") return undefined;
      begin(response);
      return setTimeout(() => response.destroy(), 200);
    });
    client.use({ onRequest: ({ options }) => void options.fetch(new URL(url, server.baseUrl), init).catch(() => {}) });
    return rejection(client.stream.echo(BODY).then((stream) => stream.collect()));
  }

  test("may time out", async () => {
    expect(await failedBeside({ signal: AbortSignal.timeout(50) })).toMatchObject({ kind: "network" });
  });

  test("may be refused", async () => {
    const error = await failedBeside({}, "http://127.0.0.1:1/audit");
    expect(error).toMatchObject({ kind: "network" });
    expect(String(error)).toContain(`POST ${server.baseUrl}/echo`);
  });

  test("lets no clock run while a middleware takes its time", async () => {
    const client = await start((response, { url }) => {
      if (url === "/audit") return;
      begin(response, END);
      response.end();
    });
    client.use({
      onRequest: ({ options }) => void options.fetch(new URL("/audit", server.baseUrl)).catch(() => {}),
      onResponse: () => new Promise((resolve) => setTimeout(resolve, 700)),
    });
    expect(await (await client.stream.echo({ ...BODY, idleTimeout: 200 })).collect()).toHaveLength(1);
  });
});

test("the failure of what reports a failure is not the call's", async () => {
  const client = createClient({ baseUrl: "http://127.0.0.1:1" });
  client.use({
    async onError({ options }) {
      await options.fetch("http://127.0.0.1:1/report").catch(() => {});
    },
  });
  expect(await rejection(client.stream.echo(BODY))).toMatchObject({ kind: "network" });
});

describe("a request that a middleware made anew, of an answer that another wraps,", () => {
  const wrap = ({ response }: { response: Response }): Response => new Response(response.body, response);

  test("is aborted by its own signal", async () => {
    const client = await start((response) => begin(response));
    const reason = new Error("mine");
    const own = new AbortController();
    const onRequest = ({ request }: { request: Request }): Request =>
      new Request(request, { signal: AbortSignal.any([request.signal, own.signal]) });
    client.use({ onRequest, onResponse: wrap });
    const stream = await client.stream.echo(BODY);
    setTimeout(() => own.abort(reason), 50);
    expect(await rejection(stream.collect())).toMatchObject({ message: "mine" });
  });

  test("is the one that errors name", async () => {
    const client = await start((response) => {
      begin(response);
      setTimeout(() => response.destroy(), 100);
    });
    const onRequest = ({ request }: { request: Request }): Request =>
      new Request(request.url.replace("/echo", "/proxied"), request);
    client.use({ onRequest, onResponse: wrap });
    const error = await rejection(client.stream.echo(BODY).then((stream) => stream.collect()));
    expect(String(error)).toContain(`POST ${server.baseUrl}/proxied`);
  });
});

test("what a middleware answers after the call has failed is cancelled", async () => {
  const client = await start((response) => begin(response));
  const controller = new AbortController();
  client.use({
    async onRequest() {
      const answer = await fetch(server.baseUrl, { method: "POST" });
      controller.abort();
      return answer;
    },
  });
  expect(await rejection(client.stream.echo({ ...BODY, signal: controller.signal }))).toMatchObject({
    name: "AbortError",
  });
  await server.idle();
});

test("a middleware may answer in the server's place", async () => {
  const client = await start((response) => response.end());
  const answers = [
    new Response(END, { headers: { "content-type": "text/event-stream" } }),
    new Response('{"message":"no"}', { status: 403 }),
    new Response("", { status: 403 }),
  ];
  client.use({ onRequest: () => answers.shift() });
  expect(await (await client.stream.echo(BODY)).collect()).toHaveLength(1);
  expect(await rejection(client.stream.echo(BODY))).toMatchObject({ status: 403, body: { message: "no" } });
  expect(await rejection(client.stream.echo(BODY))).toMatchObject({ status: 403, body: undefined });
  expect(server.requests).toHaveLength(0);
});
