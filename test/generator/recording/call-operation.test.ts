import { afterEach, describe, expect, it } from "vitest";
import { setTimeout as sleep } from "node:timers/promises";
import { buildModel } from "../../../generator/model/build-model.js";
import { callOperation, type CallResult } from "../../../generator/recording/call-operation.js";
import { findOperation } from "../../../generator/recording/find-operation.js";
import type { Listener } from "../../../generator/recording/tap.js";
import { serve, type Answer, type TestServer } from "../../runtime/server.js";
import { documentOf } from "../streams.js";

let server: TestServer;
afterEach(() => server.close());

const quiet: Listener = { onRequest: () => {}, onResponse: () => {}, onChunk: () => {} };
const TOKEN = 'data: {"type":"token","text":"a"}\n\n';
const END = 'data: {"type":"end"}\n\n';
const ERROR = 'data: {"type":"error"}\n\n';

const event = (name: string, more: object = {}) => ({
  type: "object",
  required: ["type", ...Object.keys(more)],
  properties: { type: { const: name }, ...more },
});
const document = documentOf({
  openapi: "3.2.0",
  info: { title: "Chat", version: "1.0.0" },
  paths: {
    "/chat": {
      post: {
        operationId: "chat",
        responses: {
          "200": {
            description: "Events.",
            content: {
              "text/event-stream": {
                itemSchema: { oneOf: [event("token", { text: { type: "string" } }), event("end"), event("error")] },
                "x-event-stream": { end: "end", error: "error", text: { token: "/text" } },
              },
            },
          },
        },
      },
    },
  },
});

/** Calls the chat, as it is described or as an operation of which nothing is known. */
async function call(
  answer: Answer,
  { isDescribed = true, signal = new AbortController().signal, listener = quiet, idleTimeout = 5000 } = {},
): Promise<CallResult> {
  server = await serve(answer);
  const stream = isDescribed ? buildModel(document).model.streams[0] : undefined;
  const init = { baseUrl: server.baseUrl, idleTimeout };
  return callOperation(findOperation(document, "chat"), stream, init, listener, signal);
}

function sends(...texts: readonly string[]): Answer {
  return async (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const text of texts) {
      response.write(text);
      await sleep(10);
    }
    response.end();
  };
}

/** Sends texts, and leaves the connection open. */
function keeps(...texts: readonly string[]): Answer {
  return (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    for (const text of texts) response.write(text);
  };
}

function textOf({ exchange }: CallResult): string {
  return exchange.chunks.map((chunk) => ("text" in chunk ? chunk.text : "?")).join("");
}

describe("a stream that is described", () => {
  it("is read as the client reads it, and nothing fails", async () => {
    const result = await call(sends(TOKEN, END));
    expect(textOf(result)).toBe(TOKEN + END);
    expect(result).toMatchObject({ failure: undefined, exchange: { end: { end: "closed" } } });
    expect([...result.unknown]).toEqual([]);
  });

  it("is left soon after its end by a caller whose server keeps the connection", async () => {
    const result = await call(keeps(TOKEN, END));
    expect(result.exchange.end.end).toBe("completed");
    await server.idle();
  });

  it("is left soon after the event that is thrown, which is the failure", async () => {
    const result = await call(keeps(TOKEN, ERROR));
    expect(result.failure).toMatchObject({ kind: "event", event: { type: "error" } });
    expect(result.exchange.end.end).toBe("completed");
  });

  it("is read on where the client would have failed", async () => {
    const wrong = 'data: {"type":"token","txt":"a"}\n\n';
    const result = await call(sends(wrong, TOKEN, END));
    expect(result.failure?.kind).toBe("decode");
    expect(textOf(result)).toBe(wrong + TOKEN + END);
  });

  it("counts the events that the document does not know by their names", async () => {
    const unknown = (type: string): string => `data: {"type":"${type}"}\n\n`;
    const { unknown: counts } = await call(sends(unknown("image"), unknown("ping"), unknown("image"), END));
    expect([...counts]).toEqual([
      ["image", 2],
      ["ping", 1],
    ]);
  });

  it("in which nothing comes for too long has failed by that, and what came is kept", async () => {
    const result = await call(keeps(TOKEN), { idleTimeout: 50 });
    expect(result.failure?.kind).toBe("timeout");
    expect(result.exchange.end).toMatchObject({ end: "failed", error: { kind: "timeout" } });
    expect(textOf(result)).toBe(TOKEN);
  });

  it("that was refused is a failure of the client's, with the answer kept", async () => {
    const result = await call((response) => response.writeHead(400).end("no"));
    expect(result).toMatchObject({ failure: { kind: "status" }, exchange: { response: { status: 400 } } });
  });
});

describe("an operation of which nothing is known", () => {
  it("is called by its method and path, and all of its answer kept", async () => {
    const result = await call(sends(TOKEN, END, TOKEN), { isDescribed: false });
    expect(server.requests).toMatchObject([{ method: "POST", url: "/chat" }]);
    expect(textOf(result)).toBe(TOKEN + END + TOKEN);
    expect(result).toMatchObject({ failure: undefined, exchange: { end: { end: "closed" } } });
  });

  it("is read on for longer than a stream that is over", async () => {
    const result = await call(
      async (response) => {
        keeps(TOKEN, END)(response, server.requests[0]!, 0);
        await sleep(1100);
        response.end(TOKEN);
      },
      { isDescribed: false },
    );
    expect(textOf(result)).toBe(TOKEN + END + TOKEN);
  });

  it("that answers with a failure has failed in no way of the client's", async () => {
    const result = await call((response) => response.writeHead(500).end("no"), { isDescribed: false });
    expect(result).toMatchObject({ failure: undefined, exchange: { response: { status: 500 } } });
    expect(textOf(result)).toBe("no");
  });
});

describe("what the network does wrong", () => {
  it.each([true, false])("is how the exchange ended, and is not thrown (described: %s)", async (isDescribed) => {
    const broken: Answer = (response) => {
      keeps(TOKEN)(response, server.requests[0]!, 0);
      setTimeout(() => response.destroy(), 20);
    };
    const { exchange } = await call(broken, { isDescribed });
    expect(exchange.end).toMatchObject({ end: "failed", error: { kind: "network" } });
    expect(exchange.chunks).toHaveLength(1);
  });

  it.each([true, false])("is not thrown before there is an answer either (described: %s)", async (isDescribed) => {
    const { exchange } = await call((response) => response.destroy(), { isDescribed });
    expect(exchange).toMatchObject({ end: { end: "failed", error: { kind: "network" } } });
    expect(exchange.response).toBeUndefined();
  });
});

describe("a call that is stopped", () => {
  it.each([true, false])("keeps what came until then (described: %s)", async (isDescribed) => {
    const controller = new AbortController();
    const listener = { ...quiet, onChunk: () => controller.abort() };
    const result = await call(keeps(TOKEN), { isDescribed, signal: controller.signal, listener });
    expect(result.exchange.end).toMatchObject({
      end: "failed",
      error: { kind: "stopped", message: "stopped by hand" },
    });
    expect(textOf(result)).toBe(TOKEN);
  });
});

it("an error that is none of the client's is thrown", async () => {
  const listener = {
    ...quiet,
    onRequest: () => {
      throw new RangeError("a fault of the listener");
    },
  };
  await expect(call(sends(END), { listener, isDescribed: false })).rejects.toThrow("a fault of the listener");
});
