import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { StreamError } from "../../templates/runtime/errors.js";
import { envelopeItem, textItem } from "../../templates/runtime/items.js";
import { jsonLines } from "../../templates/runtime/json-lines.js";
import { jsonTextSequence } from "../../templates/runtime/json-text-sequence.js";
import { where } from "../../templates/runtime/where.js";
import { collectGarbage, events, operation, PLAIN, read, rejection } from "./reading.js";

describe("JSON items", () => {
  test("are the payload, told apart by the discriminator", async () => {
    const stream = await read(operation(), [events({ type: "word", text: "a" }, { type: "end" })]);
    expect(await stream.collect()).toEqual([{ type: "word", text: "a" }, { type: "end" }]);
  });

  test("without a discriminator may be anything", async () => {
    const stream = await read(PLAIN, ["data: 1\n\ndata: null\n\nevent: other\ndata: []\n\n"]);
    expect(await stream.collect()).toEqual([1, null, []]);
  });

  test("with empty data are ignored: the heartbeat of some servers", async () => {
    const onUnknownEvent = vi.fn();
    const stream = await read(operation(), ["data:\n\ndata\n\n", events({ type: "end" })], { onUnknownEvent });
    expect(await stream.collect()).toEqual([{ type: "end" }]);
    expect(onUnknownEvent).not.toHaveBeenCalled();
  });

  test("named like what objects inherit are safe", async () => {
    const descriptor = operation({
      events: Object.fromEntries([
        ["constructor", "yield"],
        ["__proto__", "end"],
      ]) as Record<string, "yield" | "end">,
    });
    const onUnknownEvent = vi.fn();
    const items = [{ type: "constructor" }, { type: "toString" }, { type: "__proto__" }];
    const stream = await read(descriptor, [events(...items)], { onUnknownEvent });
    expect(await stream.collect()).toEqual([{ type: "constructor" }, { type: "__proto__" }]);
    expect(onUnknownEvent).toHaveBeenCalledExactlyOnceWith({ event: "", data: '{"type":"toString"}', id: "" }, "talk");
  });
});

describe("an envelope", () => {
  test.each(["throw", "end"] as const)("of a name that is to %s, with empty data, is no heartbeat", async (role) => {
    const roles = { message: "yield", note: "yield", done: role } as const;
    const stream = await read({ ...PLAIN, item: envelopeItem, events: roles }, [
      "event: note\ndata:\n\nevent: done\ndata:\n\n",
    ]);
    expect(await rejection(stream.collect())).toMatchObject({
      kind: "decode",
      message: expect.stringMatching(/^Event 1 has no data: ""/),
    });
  });

  const descriptor = {
    ...PLAIN,
    operationId: "talk",
    item: envelopeItem,
    events: { message: "yield", note: "yield", done: "end" },
    textEvents: ["note"],
  } as const;

  test("holds the event's name and its data, JSON or text, and the last event ID", async () => {
    const text = 'data: {"a":1}\n\nid: 5\nevent: note\ndata: {"a\ndata: b\n\nevent: done\ndata: 0\n\n';
    expect(await (await read(descriptor, [text])).collect()).toEqual([
      { event: "message", data: { a: 1 } },
      { event: "note", data: '{"a\nb', id: "5" },
      { event: "done", data: 0, id: "5" },
    ]);
  });

  test("of an unknown name is skipped before its data is parsed", async () => {
    const onUnknownEvent = vi.fn();
    const stream = await read(descriptor, ["id: 1\nevent: new\ndata: {broken\n\nevent: done\ndata: 0\n\n"], {
      onUnknownEvent,
    });
    expect(await stream.collect()).toEqual([{ event: "done", data: 0, id: "1" }]);
    const unknown = { event: "new", data: "{broken", id: "1" };
    expect(onUnknownEvent).toHaveBeenCalledExactlyOnceWith(unknown, "talk");
  });

  test("with empty data is ignored where JSON is expected, and yielded where text is", async () => {
    const stream = await read(descriptor, ["data:\n\nevent: note\ndata:\n\nevent: done\ndata: 0\n\n"]);
    expect(await stream.collect()).toEqual([
      { event: "note", data: "" },
      { event: "done", data: 0 },
    ]);
  });
});

test("data that is empty and has no name is a heartbeat, also where all events have names", async () => {
  const onUnknownEvent = vi.fn();
  const descriptor = { ...PLAIN, item: envelopeItem, events: { note: "yield", done: "end" } } as const;
  const text = "data:\n\nevent: ping\ndata:\n\nevent: done\ndata: 0\n\n";
  const stream = await read(descriptor, [text], { onUnknownEvent });
  expect(await stream.collect()).toEqual([{ event: "done", data: 0 }]);
  expect(onUnknownEvent).toHaveBeenCalledExactlyOnceWith({ event: "ping", data: "", id: "" }, "plain");
});

test("a text item holds its data, and its event and id where they were sent", async () => {
  const stream = await read({ ...PLAIN, item: textItem }, ["data: {x\n\nevent: e\nid: 1\ndata:\n\n"]);
  expect(await stream.collect()).toEqual([{ data: "{x" }, { data: "", event: "e", id: "1" }]);
});

test.each([
  ["JSON Lines", jsonLines, "application/jsonl", ['{"type":"word"}\n{"ty', 'pe":"end"}']],
  ["a JSON text sequence", jsonTextSequence, "application/json-seq", ['\x1e{"type":"word"}\n\x1e{"ty', 'pe":"end"}\n']],
])("%s promises the same", async (_name, format, mediaType, pieces) => {
  const descriptor = operation({ format, mediaType });
  expect(await (await read(descriptor, pieces)).collect()).toEqual([{ type: "word" }, { type: "end" }]);
  const error = await rejection((await read(descriptor, [pieces[0]!.replace(/\n.*/s, "\n")])).collect());
  expect(error).toMatchObject({ kind: "truncated", eventsReceived: 1 });
  const cut = await rejection((await read(descriptor, [pieces[0]!])).collect());
  expect(cut).toMatchObject({ kind: "truncated", eventsReceived: 1, partial: [{ type: "word" }] });
  expect((cut as Error).message).toContain("The connection closed in the middle of an event (events: 1, unknown: 0)");
  expect((cut as Error).cause).toBeInstanceOf(SyntaxError);
  const whole = await rejection((await read(descriptor, [pieces[0]!, "\n", "x\n\x1e"])).collect());
  expect(whole).toMatchObject({ kind: "decode", eventsReceived: 1 });
});

describe("completion", () => {
  test("by the sentinel, compared whole and not yielded", async () => {
    const descriptor = operation({ discriminator: undefined!, events: {}, sentinel: "[DONE]" });
    const stream = await read(descriptor, ['data: "a [DONE] b"\n\ndata: [DONE]\n\ndata: "late"\n\n']);
    expect(await stream.collect()).toEqual(["a [DONE] b"]);
  });

  test("by a value in the item", async () => {
    const descriptor = { ...PLAIN, end: where([["done"], true]) };
    const stream = await read(descriptor, [events({ done: false }, { done: true }, { done: "late" })]);
    expect(await stream.collect()).toEqual([{ done: false }, { done: true }]);
  });

  test("by closing, where nothing else is declared", async () => {
    expect(await (await read(PLAIN, [events(1, 2)])).collect()).toEqual([1, 2]);
    expect(await (await read(PLAIN, [events(1, 2), ": bye\n"])).collect()).toEqual([1, 2]);
  });

  test.each([
    ["an end event", operation()],
    ["a sentinel", { ...PLAIN, sentinel: "[DONE]" }],
    ["a value", { ...PLAIN, end: where([["done"]]) }],
  ])("is missed where %s is declared and none came", async (_name, descriptor) => {
    const error = await rejection((await read(descriptor, [events({ type: "word" }, { type: "word" })])).collect());
    expect(error).toMatchObject({ kind: "truncated", eventsReceived: 2 });
  });

  test.each(["data: 2\n", "data: ", "event: e\n", ': c\n{"detail":"busy"}'])(
    "is missed inside an event, also where closing is completing: %j",
    async (rest) => {
      const error = await rejection((await read(PLAIN, [events(1), rest])).collect());
      expect(error).toMatchObject({ kind: "truncated", partial: [1] });
    },
  );

  test("is told with what was skipped", async () => {
    const stream = await read(operation(), [events({ type: "word" }, { type: "new" })]);
    const { message } = (await rejection(stream.collect())) as Error;
    expect(message).toBe("The connection closed before the stream's end (events: 2, unknown: 1): POST /plain");
  });
});

describe("an error event", () => {
  test("by name is thrown, typed, and never yielded", async () => {
    const event = { type: "error", message: "hoarse" };
    const error = await rejection((await read(operation(), [events({ type: "word" }, event)])).collect());
    expect(error).toBeInstanceOf(StreamError);
    expect(error).toMatchObject({ kind: "event", event, eventsReceived: 2, partial: [{ type: "word" }] });
  });

  test("by a value, whose absence or null is none, is thrown", async () => {
    const descriptor = { ...PLAIN, error: where([["error"]]) };
    const stream = await read(descriptor, [events({ error: null }, { ok: 1 }, { error: { code: 1 } })]);
    expect(await rejection(stream.collect())).toMatchObject({ kind: "event", event: { error: { code: 1 } } });
  });

  test("wins over the end", async () => {
    const descriptor = operation({ error: where([["failed"], true]) });
    const stream = await read(descriptor, [events({ type: "end", failed: true })]);
    expect(await rejection(stream.collect())).toMatchObject({ kind: "event" });
  });
});

describe("what is not as the document says is a decode error", () => {
  const text = { word: ["content"] };
  test.each([
    ["data: {broken\n\n", operation(), 'Event 2 is not JSON: "{broken"'],
    [events([1]), operation(), 'Event 2 has no string at /type, where its fields are 0: "[1]"'],
    [events("word"), operation(), 'Event 2 has no string at /type, where its fields are none: "\\"word\\""'],
    [events(null), operation({ text }), "Event 2 has no string at /type, where its fields are none: "],
    [events({ kind: "word", n: 1 }), operation(), "Event 2 has no string at /type, where its fields are kind, n: "],
    [events({ type: 1 }), operation(), "Event 2 has no string at /type, where its fields are type: "],
    [
      events({ type: "word", text: "x" }),
      operation({ text }),
      "Event 2 has no string at /content, where its fields are type, text: ",
    ],
    [
      events({ type: "word", content: 1 }),
      operation({ text }),
      "Event 2 has no string at /content, where its fields are type, content: ",
    ],
  ])("%j", async (bad, descriptor, message) => {
    const good = events({ type: "word", content: "x" });
    const error = await rejection((await read(descriptor, [good + bad])).collect());
    expect(error).toBeInstanceOf(StreamError);
    expect(error).toMatchObject({ kind: "decode", eventsReceived: 1, partial: [{ type: "word", content: "x" }] });
    expect((error as Error).message.startsWith(message)).toBe(true);
    expect((error as Error).message.endsWith(": POST /plain")).toBe(true);
  });

  test("a character of a text is no field of it", async () => {
    const error = await rejection((await read(operation({ discriminator: "0" }), [events("word")])).collect());
    expect((error as Error).message).toContain("Event 1 has no string at /0, where its fields are none: ");
  });

  test("broken JSON carries the parser's error, and only the start of long data", async () => {
    const error = await rejection((await read(PLAIN, [`data: ${"x".repeat(5000)}\n\n`])).collect());
    expect((error as Error).cause).toBeInstanceOf(SyntaxError);
    expect((error as Error).message.length).toBeLessThan(200);
  });

  test("names so many fields as fit into a message", async () => {
    const fields = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`field${index}`, index]));
    const error = await rejection((await read(operation(), [events(fields)])).collect());
    expect((error as Error).message.length).toBeLessThan(500);
  });

  test("an event that lacks its text completes no stream, though it is the end: the failure stays", async () => {
    const descriptor = operation({ text: { end: ["content"] } });
    const iterator = (await read(descriptor, [events({ type: "end" })]))[Symbol.asyncIterator]();
    const error = await rejection(iterator.next());
    expect(error).toMatchObject({ kind: "decode" });
    expect(await rejection(iterator.next())).toBe(error);
  });

  test("in JSON Lines, too", async () => {
    const descriptor = { ...PLAIN, format: jsonLines, mediaType: "application/jsonl" };
    expect(await rejection((await read(descriptor, ["1\n{\n"])).collect())).toMatchObject({ kind: "decode" });
  });
});

describe("an unknown event", () => {
  const byContent = operation({ end: where([["done"], true]), error: where([["error"]]) });

  test("that is an error by its content is thrown", async () => {
    const stream = await read(byContent, [events({ type: "fatal", error: "x" })]);
    expect(await rejection(stream.collect())).toMatchObject({
      kind: "event",
      event: { error: "x" },
      eventsReceived: 1,
    });
  });

  test("that has no name, and is an error or the end by its content, is that", async () => {
    const failed = await read(byContent, [events({ type: "word" }, { error: "x" })]);
    expect(await rejection(failed.collect())).toMatchObject({
      kind: "event",
      event: { error: "x" },
      eventsReceived: 2,
    });
    const ended = await read(byContent, [events({ type: "word" }, { done: true })]);
    expect(await ended.collect()).toEqual([{ type: "word" }]);
    expect(await rejection((await read(byContent, [events({})])).collect())).toMatchObject({ kind: "decode" });
  });

  test("that is the end stays the end when its callback cancels", async () => {
    const stream = await read(byContent, [events({ type: "fin", done: true })], {
      onUnknownEvent: () => void stream.cancel(),
    });
    expect(await stream.collect()).toEqual([]);
  });

  test("that is the end by its content completes the stream", async () => {
    const onUnknownEvent = vi.fn();
    const stream = await read(byContent, [events({ type: "word" }, { type: "fin", done: true })], { onUnknownEvent });
    expect(await stream.collect()).toEqual([{ type: "word" }]);
    expect(onUnknownEvent).toHaveBeenCalledOnce();
  });

  test("is skipped, and handed over raw", async () => {
    const onUnknownEvent = vi.fn();
    const text = 'event: e\nid: 1\ndata: {"type":"new"}\n\n' + events({ type: "end" });
    const stream = await read(operation(), [text], { onUnknownEvent });
    expect(await stream.collect()).toEqual([{ type: "end" }]);
    const unknown = { event: "e", data: '{"type":"new"}', id: "1" };
    expect(onUnknownEvent).toHaveBeenCalledExactlyOnceWith(unknown, "talk");
  });

  test("whose callback throws ends the loop with that", async () => {
    const thrown = new Error("mine");
    const onUnknownEvent = (): never => {
      throw thrown;
    };
    const stream = await read(operation(), [events({ type: "new" })], { onUnknownEvent });
    expect(await rejection(stream.collect())).toBe(thrown);
  });

  test("whose callback throws nothing at all ends it with that", async () => {
    const onUnknownEvent = (): never => {
      throw undefined;
    };
    const stream = await read(operation(), [events({ type: "new" }, { type: "end" })], { onUnknownEvent });
    expect(await rejection(stream.collect())).toBeUndefined();
  });

  test("whose callback cancels the stream ends the loop", async () => {
    const stream = await read(operation(), [events({ type: "new" }, { type: "word" })], {
      onUnknownEvent: () => void stream.cancel(),
    });
    const seen: unknown[] = [];
    for await (const event of stream) seen.push(event);
    expect(seen).toEqual([]);
  });
});

describe("maxEventSize", () => {
  test.each([
    ["in one piece", [`data: "${"x".repeat(200)}"\n\n`]],
    ["in many", Array.from({ length: 100 }, () => "data: xxxx\n")],
    ["without a line end", Array.from({ length: 100 }, () => "xxxxxxxxxxx")],
  ])("bounds an event %s", async (_name, pieces) => {
    const error = await rejection((await read(PLAIN, ["data: 1\n\n", ...pieces], { maxEventSize: 100 })).collect());
    expect(error).toMatchObject({ kind: "overflow", eventsReceived: 1, partial: [1] });
  });

  test("does not bound the stream", async () => {
    const stream = await read(
      PLAIN,
      Array.from({ length: 50 }, () => 'data: "0123456789"\n\n'),
      { maxEventSize: 30 },
    );
    expect(await stream.collect()).toHaveLength(50);
  });

  test("does not bound the heartbeats before an event, wherever they are cut", async () => {
    const beats = Array.from({ length: 50 }, () => ": beat\n");
    for (const pieces of [beats, [beats.join("")]]) {
      const stream = await read(PLAIN, [...pieces, "data: 1\n\n"], { maxEventSize: 30 });
      expect(await stream.collect()).toEqual([1]);
    }
  });
});

describe("a text of many events", () => {
  test.each([
    ["server-sent events", PLAIN, (data: string) => `data: ${data}\n\n`],
    ["server-sent events that end in CR", PLAIN, (data: string) => `data: ${data}\r\r`],
    ["JSON Lines", { ...PLAIN, format: jsonLines }, (data: string) => `${data}\n`],
    ["a JSON text sequence", { ...PLAIN, format: jsonTextSequence }, (data: string) => `\x1e${data}\n`],
  ])("comes to all of them, whatever their lengths: %s", async (_name, descriptor, print) => {
    const size = fc.oneof(fc.nat(50), fc.nat(10_000), fc.integer({ min: 8_150, max: 8_200 }));
    const lengths = fc.array(size, { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(lengths, async (all) => {
        const items = all.map((length, index) => ({ index, text: "x".repeat(length) }));
        const stream = await read(descriptor, [items.map((item) => print(JSON.stringify(item))).join("")]);
        expect(await stream.collect()).toEqual(items);
      }),
      { numRuns: 30 },
    );
  });

  test("holds none that was read while it waits for more", async () => {
    const text = new TextEncoder().encode(events(...Array.from({ length: 20 }, () => ({ type: "word" }))));
    const stream = await read(operation(), new ReadableStream({ start: (controller) => controller.enqueue(text) }));
    const iterator = stream[Symbol.asyncIterator]();
    const next = async (): Promise<WeakRef<object>> => new WeakRef((await iterator.next()).value as object);
    const seen = await Promise.all(Array.from({ length: 20 }, next));
    const waiting = iterator.next();
    await collectGarbage();
    expect(seen.filter((event) => event.deref() !== undefined)).toEqual([]);
    await stream.cancel();
    expect(await waiting).toEqual({ value: undefined, done: true });
  });
});
