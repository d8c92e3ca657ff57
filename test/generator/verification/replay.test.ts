import { expect, it } from "vitest";
import { toOperation } from "../../../generator/recording/client-runtime.js";
import { buildModel } from "../../../generator/model/build-model.js";
import { parseDocument } from "../../../generator/document/source.js";
import type { Recording } from "../../../generator/recording/recording.js";
import { replay } from "../../../generator/verification/replay.js";
import { chatYaml } from "../streams.js";

const YAML = chatYaml(
  "itemSchema: {type: object, properties: {data: {type: string}}}\nx-event-stream: {sentinel: '[DONE]'}",
);
const [stream] = buildModel(parseDocument("openapi.yaml", YAML)).model.streams;

/** What a client's loop yields of a recording, and what it fails with. */
async function replayed(body: string, more: Partial<Recording> = {}) {
  const events: unknown[] = [];
  const recording: Recording = {
    request: { operationId: "chat", method: "POST", url: "/chat", headers: {} },
    response: { status: 200, headers: { "content-type": "text/event-stream" }, ms: 0 },
    chunks: [{ text: body, ms: 0 }],
    end: { end: "closed", ms: 0 },
    ...more,
  };
  const listener = { onEvent: (event: unknown) => events.push(event), onUnknownEvent: () => {} };
  const failure = await replay(toOperation(stream!), recording, listener);
  return { events, failure: failure?.kind, message: failure?.message };
}

it("a recording is read as the client reads the stream", async () => {
  expect(await replayed("data: a\n\ndata: [DONE]\n\ndata: b\n\n")).toMatchObject({
    events: [{ data: "a" }],
    failure: undefined,
  });
});

it("a client's failure is told, and not of a request that was never sent", async () => {
  const { events, failure } = await replayed("data: a\n\n");
  expect({ events, failure }).toMatchObject({ events: [{ data: "a" }], failure: "truncated" });
  const refused = await replayed("{}", { response: { status: 404, headers: {}, ms: 0 } });
  expect(refused).toMatchObject({ failure: "status", message: "The server answered with status 404" });
});

it("a stream that failed fails at the same place", async () => {
  const end = { end: "failed", error: { kind: "network", message: "reset" }, ms: 1 } as const;
  expect(await replayed("data: a\n\n", { end })).toMatchObject({ events: [{ data: "a" }], failure: "network" });
});

it("an answer without a body has none", async () => {
  const response = { status: 204, headers: {}, ms: 0 };
  expect(await replayed("", { response, chunks: [] })).toMatchObject({ events: [], failure: "content-type" });
});
