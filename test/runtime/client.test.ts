import { wrapAsPathBasedClient } from "openapi-fetch";
import { expect, test } from "vitest";
import { createClient } from "../../templates/index.js";
import { rejection } from "./reading.js";
import { END, WORD } from "./server.js";

const INIT = { body: { text: "hello" } } as const;
const fetch = async (): Promise<Response> =>
  new Response(WORD + END, { headers: { "content-type": "text/event-stream" } });

test("has a method for every stream, and for nothing else", () => {
  const client = createClient();
  expect(Object.keys(client.stream)).toEqual(["echo"]);
});

test("is an openapi-fetch client", async () => {
  const client = createClient({ baseUrl: "http://client.test", fetch });
  expect((await wrapAsPathBasedClient(client)["/echo"].POST({ ...INIT, parseAs: "text" })).data).toBe(WORD + END);
});

test("streams", async () => {
  const client = createClient({ baseUrl: "http://client.test", fetch });
  expect(await (await client.stream.echo(INIT)).text()).toBe("hello ");
});

test("methods need no client to be called on", async () => {
  const { echo } = createClient({ baseUrl: "http://client.test", fetch }).stream;
  expect(await (await echo(INIT)).collect()).toHaveLength(2);
});

test("the options of `stream` are defaults, which a call overrides", async () => {
  const client = createClient({ baseUrl: "http://client.test", fetch, stream: { maxEventSize: 5 } });
  expect(await rejection((await client.stream.echo(INIT)).collect())).toMatchObject({ kind: "overflow" });
  expect(await (await client.stream.echo({ ...INIT, maxEventSize: 500 })).collect()).toHaveLength(2);
});

test("the client's signal aborts its streams", async () => {
  const controller = new AbortController();
  const client = createClient({ baseUrl: "http://client.test", fetch, signal: controller.signal });
  const stream = await client.stream.echo(INIT);
  const reason = new Error("mine");
  controller.abort(reason);
  expect(await rejection(stream.collect())).toBe(reason);
  expect(await rejection(client.stream.echo(INIT))).toBe(reason);
  expect(await (await client.stream.echo({ ...INIT, signal: null })).collect()).toHaveLength(2);
});
