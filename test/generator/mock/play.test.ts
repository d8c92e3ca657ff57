import { describe, expect, it } from "vitest";
import { ConnectionReset, play } from "../../../generator/mock/play.js";
import { wholeScript, type Script } from "../../../generator/mock/script.js";

const never = new AbortController().signal;
const piece = (text: string, at: number): Script["pieces"][number] => ({ bytes: Buffer.from(text), at });
const script = (changes: Partial<Script>): Script => ({ ...wholeScript(200, "text/plain", ""), ...changes });

it("sends the head, then each piece, then closes, none before its time", async () => {
  const start = performance.now();
  const response = await play(script({ headAt: 20, pieces: [piece("a", 40), piece("b", 60)], endAt: 80 }), never);
  const times = [performance.now() - start];
  const texts: string[] = [];
  for await (const bytes of response.body as ReadableStream<Uint8Array>) {
    texts.push(Buffer.from(bytes).toString());
    times.push(performance.now() - start);
  }
  times.push(performance.now() - start);
  expect(texts).toEqual(["a", "b"]);
  expect(times.map((time, index) => time >= [20, 40, 60, 80][index]!)).toEqual([true, true, true, true]);
});

it("has no body where the status allows none", async () => {
  const response = await play(wholeScript(204, "text/plain", ""), never);
  expect([response.status, response.body, response.headers.get("content-type")]).toEqual([204, null, "text/plain"]);
});

it("a reset fails the body after what came before", async () => {
  const response = await play(script({ pieces: [piece("a", 0)], end: "reset" }), never);
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  expect((await reader.read()).value).toEqual(Buffer.from("a"));
  await expect(reader.read()).rejects.toBeInstanceOf(ConnectionReset);
});

it("a stall keeps the process, as a connection would, until it is left", async () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  const reader = (await play(script({ end: "stalled" }), never)).body!.getReader();
  void reader.read();
  await new Promise(setImmediate);
  expect(timers()).toBe(before + 1);
  await reader.cancel();
  expect(timers()).toBe(before);
});

describe("what is waited for ends at once", () => {
  const reason = new Error("gone home");
  const waiting: readonly (readonly [string, Partial<Script>])[] = [
    ["for the head", { headAt: 60_000 }],
    ["for a piece", { pieces: [piece("a", 60_000)] }],
    ["in a stall", { end: "stalled" }],
  ];

  it.each(waiting)("when the signal aborts: %s", async (_name, changes) => {
    const controller = new AbortController();
    const text = play(script(changes), controller.signal).then((response) => response.text());
    setTimeout(() => controller.abort(reason), 10);
    await expect(text).rejects.toBe(reason);
  });

  it.each(waiting.slice(1))("when the body is cancelled: %s", async (_name, changes) => {
    const { body } = await play(script(changes), never);
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    const read = reader.read();
    await reader.cancel();
    expect(await read).toEqual({ done: true, value: undefined });
  });

  it("when the signal has aborted already", async () => {
    await expect(play(script({}), AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
