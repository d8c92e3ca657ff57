import { describe, expect, test, vi } from "vitest";
import { StreamError } from "../../templates/runtime/errors.js";
import { body, collectGarbage, events, operation, PLAIN, read, rejection } from "./reading.js";

const WORDS = operation({ text: { word: ["text"] } });
const HELLO = [{ type: "word", text: "Hel" }, { type: "word", text: "lo" }, { type: "end" }];

/** Every way of reading a stream. */
const readings: Readonly<Record<string, (stream: Awaited<ReturnType<typeof read>>) => Promise<unknown>>> = {
  async loop(stream) {
    const seen: unknown[] = [];
    for await (const event of stream) seen.push(event);
    return seen;
  },
  collect: (stream) => stream.collect(),
  async toReadableStream(stream) {
    const seen: unknown[] = [];
    for await (const event of stream.toReadableStream()) seen.push(event);
    return seen;
  },
};

describe.each(Object.entries(readings))("%s", (_name, reading) => {
  test.each([
    ["whole", [events(...HELLO)]],
    ["one character at a time", [...events(...HELLO)]],
  ])("has every event of a body that comes %s", async (_cut, pieces) => {
    expect(await reading(await read(WORDS, pieces))).toEqual(HELLO);
  });

  test("fails with the stream", async () => {
    expect(await rejection(reading(await read(WORDS, [events(HELLO[0])])))).toMatchObject({ kind: "truncated" });
  });
});

describe("text", () => {
  test("joins the text of the events that carry it", async () => {
    expect(await (await read(WORDS, [events(...HELLO)])).text()).toBe("Hello");
  });

  test("by one pointer joins what is there, and what is not adds nothing", async () => {
    const descriptor = { ...PLAIN, text: ["choices", "0", "delta"] };
    const items = [{ choices: [{ delta: "a" }] }, { choices: [] }, { choices: [{ delta: null }] }, { usage: 1 }];
    expect(await (await read(descriptor, [events(...items, { choices: [{ delta: "b" }] })])).text()).toBe("ab");
  });

  test("leaves what was joined on the error", async () => {
    const error = await rejection((await read(WORDS, [events(HELLO[0], HELLO[1])])).text());
    expect(error).toMatchObject({ kind: "truncated", partial: "Hello" });
  });

  test("is not there where the document names none", async () => {
    expect((await read(PLAIN, [events(1)])).text).toBeUndefined();
  });
});

describe("a stream is read once", () => {
  const again = "This stream was read already: keep its events with collect(), or call again";

  test("whatever way it is read", async () => {
    const stream = await read(PLAIN, [events(1)]);
    await stream.collect();
    expect(() => stream[Symbol.asyncIterator]()).toThrow(new TypeError(again));
    expect(() => stream.toReadableStream()).toThrow(new TypeError(again));
    expect(await rejection(stream.collect())).toEqual(new TypeError(again));
  });

  test("but its iterator goes on where it was", async () => {
    const stream = await read(PLAIN, [events(1, 2, 3)]);
    const iterator = stream[Symbol.asyncIterator]();
    expect(await iterator.next()).toEqual({ value: 1, done: false });
    const rest: unknown[] = [];
    for await (const event of iterator) rest.push(event);
    expect(rest).toEqual([2, 3]);
    expect(await iterator.next()).toEqual({ value: undefined, done: true });
  });
});

describe("overlapping calls of next()", () => {
  test("are answered in order", async () => {
    const iterator = (await read(PLAIN, [...events(1, 2, 3)]))[Symbol.asyncIterator]();
    const results = await Promise.all(Array.from({ length: 5 }, () => iterator.next()));
    expect(results.map(({ value }) => value)).toEqual([1, 2, 3, undefined, undefined]);
    expect(results.map(({ done }) => done)).toEqual([false, false, false, true, true]);
  });

  test("all reject with the failure, and so do later ones", async () => {
    const iterator = (await read(PLAIN, [..."data: {\n\n"]))[Symbol.asyncIterator]();
    const errors = await Promise.all([rejection(iterator.next()), rejection(iterator.next())]);
    expect(errors[0]).toBeInstanceOf(StreamError);
    expect(errors[1]).toBe(errors[0]);
    expect(await rejection(iterator.next())).toBe(errors[0]);
  });

  test("end when the loop is left meanwhile", async () => {
    const iterator = (await read(PLAIN, new ReadableStream()))[Symbol.asyncIterator]();
    const pending = [iterator.next(), iterator.next()];
    expect(await iterator.return?.("x")).toEqual({ value: "x", done: true });
    expect(await Promise.all(pending)).toEqual([
      { value: undefined, done: true },
      { value: undefined, done: true },
    ]);
  });
});

describe("cancel", () => {
  test("reaches the body, and ends a loop", async () => {
    const onCancel = vi.fn();
    const stream = await read(PLAIN, body([events(1, 2)], onCancel));
    const seen: unknown[] = [];
    for await (const event of stream) {
      seen.push(event);
      await stream.cancel("enough");
    }
    expect(seen).toEqual([1]);
    expect(onCancel).toHaveBeenCalledExactlyOnceWith("enough");
  });

  test("does not pass a part for the whole: collect() and text() reject with the reason", async () => {
    const reason = new Error("enough");
    for (const reading of ["collect", "text"] as const) {
      const stream = await read({ ...PLAIN, text: ["t"] }, new ReadableStream());
      const pending = rejection(stream[reading]());
      await stream.cancel(reason);
      expect(await pending).toBe(reason);
    }
  });

  test("of the readable stream reaches the body", async () => {
    const onCancel = vi.fn();
    const stream = await read(PLAIN, body([events(1, 2)], onCancel));
    const reader = stream.toReadableStream().getReader();
    expect(await reader.read()).toEqual({ value: 1, done: false });
    await reader.cancel("enough");
    expect(onCancel).toHaveBeenCalledExactlyOnceWith("enough");
  });

  test("is what `await using` does", async () => {
    const onCancel = vi.fn();
    const stream = await read(PLAIN, body([events(1, 2)], onCancel));
    await stream[Symbol.asyncDispose]();
    expect(onCancel).toHaveBeenCalledOnce();
  });

  test("of the rest, when it is too much to drain, is none of the stream", async () => {
    const pieces = [events(...HELLO), ": rest ".repeat(10_000), ": more"];
    for (const way of ["text", "collect"] as const) {
      const whole = new ReadableStream<Uint8Array>({
        start(controller) {
          for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
        },
      });
      expect(await (await read(WORDS, whole))[way]!()).toEqual(way === "text" ? "Hello" : HELLO);
    }
  });

  test("at any moment leaves no timer", async () => {
    const arm = vi.spyOn(globalThis, "setInterval");
    const clear = vi.spyOn(globalThis, "clearTimeout");
    for (let moment = 0; moment < 40; moment++) {
      const stream = await read(PLAIN, Array(8).fill(": hello\n\n"));
      const ended = stream.collect().catch(() => {});
      for (let turn = 0; turn < moment; turn++) await undefined;
      await stream.cancel();
      await ended;
    }
    const cleared = new Set<unknown>(clear.mock.calls.map(([timer]) => timer));
    expect(arm.mock.results.filter(({ value }) => !cleared.has(value))).toEqual([]);
    vi.restoreAllMocks();
  });

  test("after the end is nothing", async () => {
    const stream = await read(PLAIN, [events(1)]);
    await stream.collect();
    await expect(stream.cancel("late")).resolves.toBeUndefined();
  });
});

describe.each([
  ["break", (): "break" => "break"],
  [
    "throw",
    (): never => {
      throw new Error("mine");
    },
  ],
])("%s", (_name, leave) => {
  test("in the loop cancels the body", async () => {
    const onCancel = vi.fn();
    const stream = await read(PLAIN, body([events(1, 2)], onCancel));
    const loop = async (): Promise<void> => {
      for await (const event of stream) if (event !== undefined && leave() === "break") break;
    };
    await loop().catch((error: Error) => expect(error.message).toBe("mine"));
    expect(onCancel).toHaveBeenCalledOnce();
  });
});

test("pieces without an event are not kept while one is waited for", async () => {
  let left = 200_000;
  const comment = new TextEncoder().encode(": hello\n\n");
  let heap = 0;
  const comments = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (left-- > 0) return controller.enqueue(comment);
        await collectGarbage();
        heap = process.memoryUsage().heapUsed;
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const stream = await read(PLAIN, comments);
  await collectGarbage();
  const before = process.memoryUsage().heapUsed;
  expect(await stream.collect()).toEqual([]);
  expect(heap - before).toBeLessThan(4e6);
});

test("a body of anything but bytes is cancelled, and the error told", async () => {
  const onCancel = vi.fn();
  const source = {
    pull: (controller: ReadableStreamDefaultController) => controller.enqueue("text"),
    cancel: onCancel,
  };
  const stream = await read(PLAIN, new ReadableStream(source));
  const error = await rejection(stream.collect());
  expect(error).toBeInstanceOf(TypeError);
  expect(onCancel).toHaveBeenCalledExactlyOnceWith(error);
});

test("nothing is read before it is asked for", async () => {
  let pulled = 0;
  const source = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        pulled++;
        controller.enqueue(new TextEncoder().encode(events(pulled)));
      },
    },
    { highWaterMark: 0 },
  );
  const stream = await read(PLAIN, source);
  expect(pulled).toBe(0);
  const reader = stream.toReadableStream().getReader();
  await reader.read();
  await reader.read();
  expect(pulled).toBe(2);
  await reader.cancel();
});

test("the last event ID is the stream's, at the time of the error", async () => {
  const error = await rejection((await read(WORDS, ['id: 1\ndata: {"type":"word","text":""}\n\nid: 2\n\n'])).collect());
  expect(error).toMatchObject({ kind: "truncated", lastEventId: "2" });
});
