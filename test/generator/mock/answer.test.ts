import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { FAULT_HEADER } from "../../../generator/mock/answer.js";
import { mock, type Mock } from "../../../generator/mock/mock.js";
import { recordingText, toChunk, type Recording } from "../../../generator/recording/recording.js";
import { useFolder } from "../documents.js";
import { openStream, serveStreams, SPEC, STREAMS } from "./served.js";

const { write } = useFolder();

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

describe("a stream that was recorded", () => {
  const text = (end: string): string =>
    `: hi\n\ndata: {"type":"word","text":"naïve ${end}"}\n\ndata: {"type":"end"}\n\n`;

  /** A mock of a folder with recordings, one for each text, in chunks that are cut in a character. */
  function serve(...texts: readonly string[]): Mock {
    const folder = dirname(write("recorded/openapi.yaml", readFileSync(SPEC)));
    for (const [index, one] of texts.entries()) {
      const bytes = Buffer.from(one);
      const cut = bytes.indexOf("ï") + 1;
      const recording: Recording = {
        request: { operationId: "named", method: "POST", url: "http://a.test/", headers: {} },
        response: {
          status: 200,
          headers: { "content-type": "text/event-stream", "x-request-id": String(index) },
          ms: 1,
        },
        chunks: [toChunk(bytes.subarray(0, cut), 2), toChunk(bytes.subarray(cut), 3)],
        end: { end: "completed", ms: 4 },
      };
      write(`recorded/recordings/named-${index + 1}.jsonl`, recordingText(recording));
    }
    return mock({ folder });
  }

  it("is played byte for byte, each in its turn", async () => {
    const { fetch } = serve(text("1"), text("2"));
    const answers = [];
    for (let turn = 0; turn < 3; turn++) {
      const response = await fetch("http://a.test/named", { method: "POST" });
      answers.push([response.headers.get("x-request-id"), await response.text()]);
    }
    expect(answers).toEqual([
      ["0", text("1")],
      ["1", text("2")],
      ["0", text("1")],
    ]);
  });

  it("can have a fault", async () => {
    const { fetch } = serve(text("1"), text("2"));
    const stream = await openStream({ fetch }, "named", { headers: { [FAULT_HEADER]: "cut" } });
    await expect(stream.text()).rejects.toMatchObject({ kind: "truncated", partial: "" });
  });
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
