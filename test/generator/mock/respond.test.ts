import { expect, it } from "vitest";
import { mock } from "../../../generator/mock/mock.js";
import { useFolder } from "../documents.js";
import { serveStreams } from "./served.js";

const { write } = useFolder();

/** The answer to a request, and what the log says. */
async function ask(path: string, init: RequestInit = {}): Promise<readonly [Response, readonly string[]]> {
  const lines: string[] = [];
  const response = await serveStreams({ log: (line) => lines.push(line) }).fetch(`http://a.test${path}`, init);
  return [response, lines];
}

it("each request is told in one line", async () => {
  const told = async (path: string, init?: RequestInit): Promise<readonly string[]> => (await ask(path, init))[1];
  expect(await told("/notes/1?x=1")).toEqual(["GET /notes/1?x=1 200 sampled, the document has no query parameter x"]);
  expect(await told("/named", { method: "POST" })).toEqual(["POST /named 200 a stream, sampled"]);
  expect(await told("/named", { method: "POST", headers: { "x-mock-fault": "cut" } })).toEqual([
    "POST /named 200 a stream, sampled, fault cut",
  ]);
  expect(await told("/note/1")).toEqual([
    "GET /note/1 404 The document has no path /note/1: did you mean /notes/{id}?",
  ]);
  expect(await told("/notes/a")).toEqual([
    expect.stringMatching(/^GET \/notes\/a 400 path id must be integer \(.*streams.yaml:\d+:\d+\)$/),
  ]);
});

it("nothing in a request can write a line of its own, or colour one", async () => {
  const [, lines] = await ask("/%0Ax%1B[31m\u202e");
  expect(lines).toEqual([expect.stringMatching(/^GET \/[\x20-\x7e]* 404 [\x20-\x7e]*$/)]);
});

it("a refusal is a problem in JSON", async () => {
  const [response] = await ask("/named");
  expect([response.status, response.headers.get("content-type"), response.headers.get("allow")]).toEqual([
    405,
    "application/problem+json",
    "POST",
  ]);
  expect(await response.json()).toEqual({
    title: "Method Not Allowed",
    status: 405,
    detail: "/named has no GET operation: POST only",
  });
});

it("a page of another origin may read all answers, and ask ahead", async () => {
  const headers = { origin: "https://b.test" };
  for (const path of ["/notes/1", "/nothing"]) {
    expect((await ask(path, { headers }))[0].headers.get("access-control-allow-origin")).toBe("https://b.test");
  }
  const ahead = { ...headers, "access-control-request-method": "POST" };
  const [response, lines] = await ask("/named", { method: "OPTIONS", headers: ahead });
  expect([response.status, lines]).toEqual([204, []]);
});

it("the signal of a request ends it, before the answer and in its body", async () => {
  const reason = new Error("gone home");
  const { fetch } = serveStreams({ speed: 1e-6 });
  const controller = new AbortController();
  const response = await fetch("http://a.test/named", { method: "POST", signal: controller.signal });
  const text = response.text();
  controller.abort(reason);
  await expect(text).rejects.toBe(reason);
  await expect(fetch("http://a.test/named", { method: "POST", signal: controller.signal })).rejects.toBe(reason);
});

it("a hostile document is served as it stands, and nothing of it becomes a header, a pattern or a prototype", async () => {
  const spec = write(
    "hostile.json",
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "\u001b[31m", version: "1" },
      paths: {
        "/(a+)+$/{__proto__}.{constructor}": {
          get: {
            parameters: [
              { name: "__proto__", in: "path", required: true, schema: { type: "integer" } },
              { name: "constructor", in: "query", schema: { pattern: "(a+)+$" } },
              { name: "a\r\nb", in: "header", schema: { type: "string" } },
            ],
            responses: {
              "200": {
                description: "",
                content: { "a/b\r\nset-cookie: c": { schema: { $ref: "#/components/schemas/A" } } },
              },
            },
          },
        },
      },
      components: {
        schemas: {
          A: { required: ["a"], properties: JSON.parse('{"__proto__":{"const":1},"a":{"const":"*/"}}') as object },
        },
      },
    }),
  );
  const lines: string[] = [];
  const { fetch } = mock({ spec, log: (line) => lines.push(line) });
  const response = await fetch("http://a.test/(a+)+$/7.x?constructor=aa");
  expect([response.status, response.headers.get("content-type"), response.headers.get("set-cookie")]).toEqual([
    200,
    "application/octet-stream",
    null,
  ]);
  expect(await response.json()).toMatchObject({ a: "*/" });
  expect((await fetch("http://a.test/(a+)+$/x.x")).status).toBe(400);
  expect(lines.filter((line) => line.startsWith("GET "))).toHaveLength(2);
});
