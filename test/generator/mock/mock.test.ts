import { describe, expect, it } from "vitest";
import { createClient } from "../../../generated/index.js";
import { mock } from "../../../generator/mock/mock.js";
import { problemsOf } from "../documents.js";
import { serveStreams } from "./served.js";

const INIT = { params: { path: { session_id: 1 } }, body: { prompt: "hi" } };

describe("the client of AISquare Studio, with nothing but its spec", () => {
  it("is answered by the fetch of a mock, without a socket", async () => {
    const client = createClient({ baseUrl: "https://api.test", fetch: mock().fetch });
    const events = await (await client.stream.chatStreamCreate(INIT)).collect();
    expect([...new Set(events.map(({ type }) => type))]).toEqual(["start", "token", "complete", "metadata", "end"]);
    expect(await (await client.stream.chatStreamCreate(INIT)).text()).toMatch(/\S+ \S+/);
  });

  it("is answered by a server on loopback", async () => {
    await using server = await mock({ fault: "error" }).listen();
    const client = createClient({ baseUrl: server.url });
    const failed = client.stream.chatStreamCreate(INIT).then((stream) => stream.text());
    await expect(failed).rejects.toMatchObject({ kind: "event", event: { type: "error" } });
  });

  it("is asked again after 429, and then told", async () => {
    const lines: string[] = [];
    const client = createClient({
      baseUrl: "https://api.test",
      fetch: mock({ fault: "429", log: (line) => lines.push(line) }).fetch,
    });
    await expect(client.stream.chatStreamCreate(INIT)).rejects.toMatchObject({ name: "ApiError", status: 429 });
    expect(lines).toHaveLength(3);
  });

  it("is told what is wrong with its request", async () => {
    const client = createClient({ baseUrl: "https://api.test", fetch: mock().fetch });
    const wrong = client.stream.chatStreamCreate({ ...INIT, body: {} as { prompt: string } });
    await expect(wrong).rejects.toMatchObject({
      status: 422,
      body: {
        errors: [
          {
            in: "body",
            detail: "must have required property 'prompt'",
            declared: expect.stringMatching(/^spec\/openapi.yaml:\d+:\d+$/) as string,
          },
        ],
      },
    });
  });
});

it("options that cannot be are refused at once", () => {
  expect(() => serveStreams({ fault: "ctu" as "cut" })).toThrow(
    new TypeError("There is no fault called ctu: cut, reset, stall, slow, split, malformed, unknown, error, html, 429"),
  );
  expect(() => serveStreams({ speed: 0 })).toThrow(TypeError);
  expect(() => mock({ overlay: ["a.yaml"] } as object)).toThrow(
    new TypeError("There is no option called overlay: folder, spec, overlays, seed, speed, fault, log"),
  );
  expect(problemsOf(() => mock({ folder: "nowhere" }))).toContain("There is no folder nowhere");
});

it("takes a URL and an init as fetch does", async () => {
  const { fetch } = serveStreams();
  const answers = [
    fetch("http://a.test/notes/1"),
    fetch(new URL("http://a.test/notes/1")),
    fetch(new Request("http://a.test/notes/1")),
  ];
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await fetch("http://a.test/notes/1", { method: "PUT" })).status).toBe(405);
});
