import { describe, expect, test, vi } from "vitest";
import { toResponse, type EventStream } from "../../templates/index.js";
import { envelopeItem, jsonItem, objectItem, textItem } from "../../templates/runtime/items.js";
import type { StreamOperation } from "../../templates/runtime/stream-operation.js";
import { body, events, operation, PLAIN, read, rejection } from "./reading.js";

const ENVELOPE = {
  ...PLAIN,
  item: envelopeItem,
  events: { note: "yield", done: "end" },
  textEvents: ["note"],
} as const;

test("is an event stream that no proxy gathers", async () => {
  const { status, headers } = toResponse(await read(PLAIN, []), { status: 202, headers: { "x-own": "1" } });
  expect(status).toBe(202);
  expect(Object.fromEntries(headers)).toEqual({
    "content-type": "text/event-stream",
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
    "x-own": "1",
  });
});

test("sends every cookie", async () => {
  const cookies = ["a=1", "b=2"].map((value): [string, string] => ["set-cookie", value]);
  const { headers } = toResponse(await read(PLAIN, []), { headers: cookies });
  expect(headers.getSetCookie()).toEqual(["a=1", "b=2"]);
});

test.each<[string, StreamOperation, string]>([
  ["JSON", operation(), events({ type: "word" }, { type: "end" })],
  ["an envelope", ENVELOPE, "event: note\nid: 1\ndata: a\ndata: b\n\nevent: done\nid: 1\ndata: {}\n\n"],
  ["text", { ...PLAIN, item: textItem }, "data: a\ndata:\ndata: b\n\nevent: e\nid: 1\ndata: c\n\n"],
  ["objects", { ...PLAIN, item: objectItem }, events({ a: 1 }, { data: { x: 1 }, event: "e", other: 2 })],
  ["an ID that is taken back", { ...PLAIN, item: textItem }, "id: 1\ndata: a\n\nid\ndata: b\n\nid: 1\ndata: c\n\n"],
  ["a sentinel", { ...PLAIN, sentinel: "[DONE]" }, events(1) + "data: [DONE]\n\n"],
])("can be read as the stream can: %s", async (_name, descriptor, text) => {
  const direct = await (await read(descriptor, [text])).collect();
  const forwarded = toResponse(await read(descriptor, [text])).body!;
  expect(await (await read(descriptor, forwarded)).collect()).toEqual(direct);
});

test.each<[string, Partial<StreamOperation>, string]>([
  ["JSON", {}, events({ data: 1 })],
  [
    "envelopes",
    { events: ENVELOPE.events, textEvents: ["note"] },
    "event: note\nid: 1\ndata: a\n\nevent: done\ndata: {}\n\n",
  ],
  ["text", {}, "event: e\ndata: a\n\n"],
])("forwards the streams of another package, whose readers are its own: %s", async (kind, more, text) => {
  const readers = { JSON: jsonItem, envelopes: envelopeItem, text: textItem } as const;
  const reader = readers[kind as keyof typeof readers];
  const foreign = { ...PLAIN, ...more, item: ((raw, reading) => reader(raw, reading)) as StreamOperation["item"] };
  expect(await toResponse(await read(foreign, [text])).text()).toBe(text);
});

test("forwards any stream that keeps the interface, as JSON", async () => {
  const stream = await read(PLAIN, [events({ a: 1 })]);
  const foreign = { response: stream.response, [Symbol.asyncIterator]: () => stream[Symbol.asyncIterator]() };
  expect(await toResponse(foreign as typeof stream).text()).toBe('data: {"a":1}\n\n');
});

test("sends comments while there is no event, which keep the other side from giving up, and leaves no timer", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    let send = (_text: string): void => {};
    const source = new ReadableStream<Uint8Array>({
      start: (controller) => void (send = (text) => controller.enqueue(new TextEncoder().encode(text))),
    });
    const reader = toResponse(await read(PLAIN, source, { idleTimeout: 0 })).body!.getReader();
    const sent = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value);
    for (let beat = 0; beat < 3; beat++) {
      const silent = sent();
      await vi.advanceTimersByTimeAsync(15_000);
      expect(await silent).toBe(":\n");
    }
    const spoken = sent();
    send(events(1, 2));
    expect([await spoken, await sent()]).toEqual([events(1), events(2)]);
    const left = reader.read();
    await reader.cancel();
    expect(await left).toMatchObject({ done: true });
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

describe("what goes wrong", () => {
  test("an error event is forwarded, for the other side to throw", async () => {
    const descriptor = operation({ events: { word: "yield", end: "end", error: "throw" } });
    const text = events({ type: "word" }, { type: "error", message: "hoarse" });
    const forwarded = toResponse(await read(descriptor, [text])).body!;
    const error = await rejection((await read(descriptor, forwarded)).collect());
    expect(error).toMatchObject({ kind: "event", event: { type: "error", message: "hoarse" } });
  });

  test("an error event of another package's stream is forwarded, too", async () => {
    class StreamError extends Error {
      readonly kind = "event";
      readonly event = { type: "error" };
    }
    const { response, collect, toReadableStream, cancel } = await read(PLAIN, []);
    const foreign: EventStream<unknown> = {
      response,
      collect,
      toReadableStream,
      cancel,
      [Symbol.asyncDispose]: cancel,
      async *[Symbol.asyncIterator]() {
        yield { type: "word" };
        throw new StreamError();
      },
    };
    expect(await toResponse(foreign).text()).toBe(events({ type: "word" }, { type: "error" }));
  });

  test("anything else breaks the body, for nobody to take a part for the whole", async () => {
    const response = toResponse(await read(operation(), [events({ type: "word" })]));
    expect(await rejection(response.text())).toMatchObject({ kind: "truncated" });
  });

  test.each(["cancel", "dispose"])("a stream that is cancelled breaks the body: %s", async (way) => {
    const stream = await read({ ...PLAIN, sentinel: "[DONE]" }, [events(1), events(2)]);
    const reader = toResponse(stream).body!.getReader();
    await reader.read();
    await (way === "cancel" ? stream.cancel("shutdown") : stream[Symbol.asyncDispose]());
    const error = await rejection(reader.read());
    if (way === "cancel") expect(error).toBe("shutdown");
    else expect(error).toMatchObject({ name: "AbortError" });
  });

  test.each([{ headers: { "x-own": "\n\0" } }, { status: 204 }])(
    "an init that is wrong leaves the stream: %o",
    async (init) => {
      const stream = await read(PLAIN, [events(1)]);
      expect(() => toResponse(stream, init)).toThrow();
      expect(await stream.collect()).toEqual([1]);
    },
  );

  test("a receiver that leaves cancels the request", async () => {
    const onCancel = vi.fn();
    const reader = toResponse(await read(PLAIN, body([events(1, 2, 3)], onCancel))).body!.getReader();
    await reader.read();
    await reader.cancel("gone");
    expect(onCancel).toHaveBeenCalledExactlyOnceWith("gone");
  });
});
