import { describe, expect, it } from "vitest";
import { FAULT_HEADER } from "../../../generator/mock/answer.js";
import { openStream, serveStreams, STREAMS } from "./served.js";

const json = { "content-type": "application/json" };

async function body(path: string, init: RequestInit = {}, options = {}): Promise<unknown> {
  const response = await serveStreams(options).fetch(`http://a.test${path}`, init);
  return response.headers.get("content-type")?.includes("json") ? response.json() : response.text();
}

it.each(STREAMS.map(({ operationId }) => operationId))(
  "the runtime reads the stream of %s to its end",
  async (name) => {
    const { fetch } = serveStreams();
    const events = await (await openStream({ fetch }, name, name === "either" ? { body: {} } : {})).collect();
    expect(events.length).toBeGreaterThan(2);
  },
);

it("the same request and seed give the same answer, others another", async () => {
  const [first, again, other, elsewhere] = [
    await body("/notes/1"),
    await body("/notes/1"),
    await body("/notes/1", {}, { seed: 2 }),
    await body("/notes/2"),
  ];
  expect(first).toEqual({ n: expect.any(Number) as number });
  expect(again).toEqual(first);
  expect([other, elsewhere]).not.toContainEqual(first);
});

it("an operation with two answers gives the one that is asked for", async () => {
  expect(await body("/either", { method: "POST", headers: json, body: '{"stream":true}' })).toMatch(/^data: \{"n"/);
  expect(await body("/either", { method: "POST", headers: json, body: "{}" })).toEqual({
    n: expect.any(Number) as number,
  });
});

it("the path of a server may stand before", async () => {
  expect(await body("/v1/notes/1")).toEqual(await body("/notes/1", {}, {}));
});

describe("a fault", () => {
  const ask = (fault: string, path = "/named", options = {}) =>
    body(path, { method: path.startsWith("/notes") ? "GET" : "POST", headers: { [FAULT_HEADER]: fault } }, options);

  it("that there is none of is refused", async () => {
    expect(await ask("cutt")).toMatchObject({
      status: 400,
      detail: "There is no fault called cutt: did you mean cut?",
    });
    expect(await ask("unplugged")).toMatchObject({
      detail: expect.stringContaining(": there are cut, reset, ") as string,
    });
  });

  it("that a stream cannot have is refused to the request that asks for it", async () => {
    expect(await ask("unknown", "/bare")).toMatchObject({
      status: 400,
      detail: "The stream of bare cannot have the fault unknown",
    });
    expect(await ask("cut", "/notes/1")).toMatchObject({
      status: 400,
      detail: "x-mock-fault is for streams, and this request does not ask for one",
    });
  });

  it("that all are to have is had by the streams that can, and by nothing else", async () => {
    const options = { fault: "unknown" } as const;
    expect(await body("/named", { method: "POST" }, options)).toContain("mock.unknown");
    expect(await body("/bare", { method: "POST" }, options)).not.toContain("mock.unknown");
    expect(await body("/notes/1", {}, options)).toEqual(await body("/notes/1"));
  });

  it("of a request comes before that of all", async () => {
    expect(await ask("html", "/named", { fault: "unknown" })).toMatch(/^<!doctype html>/);
  });
});
