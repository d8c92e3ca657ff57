import { describe, expect, it } from "vitest";
import { createMock } from "../../../generator/mock/create-mock.js";

const silent = (line: string): never => {
  throw new Error(line);
};

/** Says what it was asked for. */
const echo = async (request: Request): Promise<Response> =>
  new Response(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`);

describe("the fetch of a mock", () => {
  it("takes what fetch takes, and hands on a request", async () => {
    const { fetch } = createMock(echo, silent);
    const init = { method: "POST", body: "a" };
    const answers = [
      fetch("http://a.test/text", init),
      fetch(new URL("http://a.test/url"), init),
      fetch(new Request("http://a.test/request", init), { method: "PUT", body: "b" }),
    ];
    const texts = (await Promise.all(answers)).map((answer) => answer.text());
    expect(await Promise.all(texts)).toEqual(["POST /text a", "POST /url a", "PUT /request b"]);
  });

  it("rejects what is no request, as fetch does, and never throws", async () => {
    await expect(createMock(echo, silent).fetch("/without-a-host")).rejects.toThrow(TypeError);
  });

  it("fails as the responder fails: there is nobody else to answer", async () => {
    const { fetch } = createMock(() => Promise.reject(new Error("a bug")), silent);
    await expect(fetch("http://a.test/")).rejects.toThrow("a bug");
  });
});

describe("the server of a mock", () => {
  it("answers what the fetch answers, on a free port or the one that is named", async () => {
    const { listen } = createMock(echo, silent);
    let port: number;
    {
      await using server = await listen();
      port = Number(new URL(server.url).port);
      expect(await (await fetch(`${server.url}/pets`)).text()).toBe("GET /pets ");
    }
    await using again = await listen(port);
    expect(again.url).toBe(`http://127.0.0.1:${port}`);
  });

  it("takes a port of its own where none is named", async () => {
    const { listen } = createMock(echo, silent);
    await using one = await listen();
    await using other = await listen();
    expect(one.url).not.toBe(other.url);
  });

  it.each([
    ["an error, with the place that it came from", new Error("a bug"), /^Error: a bug\n {4}at /],
    ["anything else, in words", "no error", /^no error$/],
  ])("logs a fault of the responder: %s", async (_, fault, line) => {
    const lines: string[] = [];
    const { listen } = createMock(
      () => Promise.reject(fault),
      (text) => lines.push(text),
    );
    await using server = await listen();
    expect((await fetch(server.url)).status).toBe(500);
    expect(lines).toEqual([expect.stringMatching(line)]);
  });
});
