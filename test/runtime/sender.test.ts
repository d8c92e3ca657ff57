import { afterEach, describe, expect, test, vi } from "vitest";
import createFetchClient from "openapi-fetch";
import { createClient, StreamError } from "../../templates/index.js";
import { createStreamOpener } from "../../templates/runtime/open-stream.js";
import type { paths } from "../../templates/types.js";
import { collectGarbage, operation, rejection } from "./reading.js";
import { begin, END, serve, type Answer, type TestServer } from "./server.js";

const BODY = { body: { text: "hello" } } as const;
let server: TestServer | undefined;
afterEach(() => server?.close());

const answerEnd: Answer = (response) => {
  begin(response, END);
  response.end();
};

describe("Accept", () => {
  const accept = "text/event-stream, application/json;q=0.9, */*;q=0.8";
  test.each([
    ["the declared type first", {}, {}, accept],
    ["what the call sets", {}, { headers: { Accept: "text/*" } }, "text/*"],
    ["what the client sets", { headers: { accept: "a/b" } }, {}, "a/b"],
    ["what the parameters set", {}, { params: { header: { Accept: "c/d" } } }, "c/d"],
    [
      "the call's before the client's",
      { headers: { accept: "a/b" } },
      { headers: new Headers({ accept: "e/f" }) },
      "e/f",
    ],
  ])("is %s", async (_name, options, init, expected) => {
    server = await serve(answerEnd);
    const client = createClient({ baseUrl: server.baseUrl, ...options });
    await (await client.stream.echo({ ...BODY, ...(init as object) })).collect();
    expect(server.requests[0]?.headers.accept).toBe(expected);
  });
});

describe("the request", () => {
  test("is openapi-fetch's, and has nothing of the stream options on it", async () => {
    server = await serve(answerEnd);
    const client = createClient({
      baseUrl: server.baseUrl,
      stream: { idleTimeout: 5000 },
      headers: { "x-client": "1" },
    });
    const requests: Request[] = [];
    const init = { ...BODY, retries: 0, maxRetryDelay: 1, eventTimeout: 1000, maxEventSize: 1e6, onUnknownEvent() {} };
    const middleware = [{ onRequest: ({ request }: { request: Request }) => void requests.push(request) }];
    await (await client.stream.echo({ ...init, middleware })).collect();
    expect(server.requests[0]).toMatchObject({ method: "POST", url: "/echo", body: '{"text":"hello"}' });
    expect(server.requests[0]?.headers).toMatchObject({ "x-client": "1", "content-type": "application/json" });
    for (const key of ["idleTimeout", "retries", "maxRetryDelay", "eventTimeout", "maxEventSize", "onUnknownEvent"]) {
      expect(key in requests[0]!).toBe(false);
    }
  });

  test("carries the fields that ask for the stream, and the caller cannot change them", async () => {
    server = await serve(answerEnd);
    const options = { baseUrl: server.baseUrl };
    const open = createStreamOpener(createFetchClient<paths>(options), {});
    const descriptor = operation({ request: { stream: true, n: 1 } });
    await (await open(descriptor, { body: { text: "x", stream: false } })).collect();
    await (await open(descriptor)).collect();
    expect(server.requests.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { text: "x", stream: true, n: 1 },
      { stream: true, n: 1 },
    ]);
  });

  test("is sent by the call's fetch, else the client's", async () => {
    const answer = async (): Promise<Response> =>
      new Response(END, { headers: { "content-type": "text/event-stream" } });
    const fetch = vi.fn(answer);
    const client = createClient({ baseUrl: "http://client.test", fetch });
    await (await client.stream.echo(BODY)).collect();
    expect(fetch).toHaveBeenCalledOnce();
    const other = vi.fn(answer);
    await (await client.stream.echo({ ...BODY, fetch: other })).collect();
    expect(other).toHaveBeenCalledOnce();
  });
});

describe("a plain call on the same client", () => {
  test("is openapi-fetch's, untouched", async () => {
    server = await serve((response) => response.writeHead(400).end('{"message":"empty"}'));
    const client = createClient({ baseUrl: server.baseUrl });
    const { error, response } = await client.POST("/echo", BODY);
    expect(error).toEqual({ message: "empty" });
    expect(response.status).toBe(400);
    expect(server.requests[0]?.headers.accept).toBe("*/*");
  });

  test("shares the middleware, which can be taken out again", async () => {
    server = await serve(answerEnd);
    const client = createClient({ baseUrl: server.baseUrl });
    const seen: string[] = [];
    const middleware = { onRequest: ({ schemaPath }: { schemaPath: string }) => void seen.push(schemaPath) };
    client.use(middleware);
    await client.POST("/echo", { ...BODY, parseAs: "text" });
    await (await client.stream.echo(BODY)).collect();
    client.eject(middleware);
    await (await client.stream.echo(BODY)).collect();
    expect(seen).toEqual(["/echo", "/echo"]);
  });
});

describe("middleware", () => {
  test("sees the answer, and may replace it", async () => {
    server = await serve((response) => response.writeHead(500).end());
    const client = createClient({ baseUrl: server.baseUrl });
    const seen: number[] = [];
    client.use({
      onResponse({ response }) {
        seen.push(response.status);
        return new Response(END, { headers: { "content-type": "text/event-stream" } });
      },
    });
    expect(await (await client.stream.echo(BODY)).collect()).toHaveLength(1);
    expect(seen).toEqual([500]);
  });

  test("may put the body into another Response, and the one that it came in may be garbage before it is read", async () => {
    server = await serve(answerEnd);
    const client = createClient({ baseUrl: server.baseUrl });
    client.use({ onResponse: ({ response: { body, headers } }) => new Response(body, { headers }) });
    const stream = await client.stream.echo(BODY);
    await collectGarbage();
    expect(await stream.collect()).toHaveLength(1);
  });

  test("is not needed for that: the fetch that a client was given may do it, too", async () => {
    server = await serve(answerEnd);
    const fetchAnew = async (request: Request): Promise<Response> => {
      const { body, headers } = await fetch(request);
      return new Response(body, { headers });
    };
    const stream = await createClient({ baseUrl: server.baseUrl, fetch: fetchAnew }).stream.echo(BODY);
    await collectGarbage();
    expect(await stream.collect()).toHaveLength(1);
  });

  test("may refresh a token and send the request again", async () => {
    server = await serve((response, { headers }) => {
      if (headers.authorization !== "Bearer new") response.writeHead(401).end();
      else answerEnd(response, {} as never, 0);
    });
    const client = createClient({ baseUrl: server.baseUrl });
    client.use({
      async onResponse({ request, response, options }) {
        if (response.status !== 401) return undefined;
        const again = new Request(request.url, { method: "POST", body: '{"text":"hello"}', signal: request.signal });
        again.headers.set("authorization", "Bearer new");
        return options.fetch(again);
      },
    });
    expect(await (await client.stream.echo(BODY)).collect()).toHaveLength(1);
  });

  test("may fetch a URL with the call's fetch, as with any other", async () => {
    server = await serve((response, request) => {
      if (request.url === "/token") response.end("secret");
      else answerEnd(response, request, 0);
    });
    const client = createClient({ baseUrl: server.baseUrl });
    client.use({
      async onRequest({ options, request }) {
        const answer = await options.fetch(`${server!.baseUrl}/token`, { method: "POST", body: "me" });
        request.headers.set("authorization", await answer.text());
      },
    });
    expect(await (await client.stream.echo(BODY)).collect()).toHaveLength(1);
    expect(server.requests.map(({ url, body }) => [url, body])).toEqual([
      ["/token", "me"],
      ["/echo", '{"text":"hello"}'],
    ]);
    expect(server.requests[1]?.headers.authorization).toBe("secret");
  });

  test.each(["onRequest", "onResponse"] as const)(
    "that throws in %s is heard as it is, and frees the socket",
    async (hook) => {
      server = await serve((response) => begin(response));
      const thrown = new TypeError("mine");
      const client = createClient({ baseUrl: server.baseUrl });
      client.use({
        [hook]: () => {
          throw thrown;
        },
      } as { onRequest: () => never });
      expect(await rejection(client.stream.echo(BODY))).toBe(thrown);
      await server.idle();
    },
  );

  test("hears fetch's own error in onError, and may turn it into one of its own", async () => {
    const failure = new TypeError("fetch failed");
    const fetch = (): Promise<Response> => Promise.reject(failure);
    const client = createClient({ baseUrl: "http://client.test", fetch });
    expect(await rejection(client.stream.echo(BODY))).toMatchObject({ kind: "network", cause: failure });
    const mine = new Error("mine");
    const onError = vi.fn(() => mine);
    client.use({ onError });
    expect(await rejection(client.stream.echo(BODY))).toBe(mine);
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ error: failure }));
  });
});

test("a middleware that keeps the body to itself is told so, and the socket freed", async () => {
  server = await serve((response) => begin(response, ": hello\n"));
  const client = createClient({ baseUrl: server.baseUrl });
  client.use({ onResponse: ({ response }) => void response.body?.getReader() });
  const error = await rejection(client.stream.echo(BODY).then((stream) => stream.collect()));
  expect(error).toBeInstanceOf(TypeError);
  await server.idle();
});

test("an error of a serializer is heard as it is", async () => {
  const thrown = new TypeError("mine");
  const serializer = (): never => {
    throw thrown;
  };
  const client = createClient({ baseUrl: "http://client.test" });
  expect(await rejection(client.stream.echo({ ...BODY, bodySerializer: serializer }))).toBe(thrown);
  expect(await rejection(client.stream.echo({ ...BODY, querySerializer: serializer }))).toBe(thrown);
});

test("an error names the request, without credentials and query", async () => {
  const fetch = (): Promise<Response> => Promise.reject(new TypeError("fetch failed"));
  const client = createClient({ baseUrl: "http://client.test/v1", fetch });
  const error = await rejection(client.stream.echo({ ...BODY, querySerializer: () => "api_key=secret#x" }));
  expect(error).toBeInstanceOf(StreamError);
  expect((error as Error).message).toBe("The connection failed (fetch failed): POST http://client.test/v1/echo");
});

test("an answer that comes through a middleware after the call has failed is cancelled", async () => {
  server = await serve((response) => begin(response, ": hello\n"));
  const client = createClient({ baseUrl: server.baseUrl });
  const controller = new AbortController();
  client.use({
    // Without the signal of the call.
    onRequest: ({ request }) => new Request(request.url, { method: "POST", body: "{}" }),
    async onResponse() {
      controller.abort();
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
  });
  expect(await rejection(client.stream.echo({ ...BODY, signal: controller.signal }))).toMatchObject({
    name: "AbortError",
  });
  await server.idle();
});
