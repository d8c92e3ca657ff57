import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createClock, type Clock } from "../../templates/runtime/clock.js";
import { collectGarbage } from "./reading.js";

let onTimeout: ReturnType<typeof vi.fn<(limit: string) => void>>;

beforeEach(() => {
  vi.useFakeTimers();
  onTimeout = vi.fn();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function clock(idleTimeout: number, eventTimeout = 0): Clock {
  const created = createClock({ idleTimeout, eventTimeout }, (limit) => {
    onTimeout(limit);
    created.close();
  });
  return created;
}

test("tells when bytes are waited for too long: never early, and within two ticks", () => {
  clock(1000).start();
  vi.advanceTimersByTime(999);
  expect(onTimeout).not.toHaveBeenCalled();
  vi.advanceTimersByTime(401);
  expect(onTimeout).toHaveBeenCalledExactlyOnceWith("idleTimeout");
});

test("is within two ticks also of a limit that is less than one", () => {
  clock(50).start();
  vi.advanceTimersByTime(450);
  expect(onTimeout).toHaveBeenCalledExactlyOnceWith("idleTimeout");
});

test("tells when an event is waited for too long, though bytes come", () => {
  const waiting = clock(1000, 2000);
  for (let chunk = 0; chunk < 24 && onTimeout.mock.calls.length === 0; chunk++) {
    waiting.start();
    vi.advanceTimersByTime(100);
    waiting.stop();
    if (chunk === 17) expect(onTimeout).not.toHaveBeenCalled();
  }
  expect(onTimeout).toHaveBeenCalledExactlyOnceWith("eventTimeout");
});

test("begins anew with every event", () => {
  const waiting = clock(1000, 2000);
  for (let chunk = 0; chunk < 60; chunk++) {
    waiting.start();
    vi.advanceTimersByTime(100);
    waiting.stop();
    if (chunk % 15 === 0) waiting.restart();
  }
  expect(onTimeout).not.toHaveBeenCalled();
});

test("does not run between the waits", () => {
  const waiting = clock(1000, 1500);
  for (let wait = 0; wait < 3; wait++) {
    waiting.start();
    vi.advanceTimersByTime(450);
    waiting.stop();
    vi.advanceTimersByTime(60_000);
  }
  expect(onTimeout).not.toHaveBeenCalled();
});

test("takes a process that was busy, or a machine that slept, for half a limit", () => {
  clock(1000).start();
  vi.advanceTimersByTime(250);
  const now = performance.now.bind(performance);
  vi.spyOn(performance, "now").mockImplementation(() => now() + 3_600_000);
  vi.advanceTimersByTime(700);
  expect(onTimeout).not.toHaveBeenCalled();
});

test("is as exact as the ticks of a hidden tab, which take a second or more", () => {
  const { setInterval } = globalThis;
  vi.spyOn(globalThis, "setInterval").mockImplementation(((tick: () => void) => setInterval(tick, 1000)) as never);
  clock(3000).start();
  vi.advanceTimersByTime(2999);
  expect(onTimeout).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2001);
  expect(onTimeout).toHaveBeenCalledExactlyOnceWith("idleTimeout");
});

test("leaves no timer when it is closed, nor of a stream that nobody reads on", () => {
  const closed = clock(1000);
  closed.start();
  expect(vi.getTimerCount()).toBe(1);
  closed.close();
  expect(vi.getTimerCount()).toBe(0);
  const left = clock(1000);
  left.start();
  left.stop();
  vi.advanceTimersByTime(200);
  expect(vi.getTimerCount()).toBe(0);
});

test("arms one timer for many waits", () => {
  const waiting = clock(1000);
  for (let wait = 0; wait < 1000; wait++) {
    waiting.start();
    waiting.stop();
  }
  expect(vi.getTimerCount()).toBe(1);
});

test("without a limit there is no timer", () => {
  clock(0).start();
  clock(Infinity).start();
  clock(0).rest(false);
  expect(vi.getTimerCount()).toBe(0);
});

test("a stream that nobody reads is held no longer than bytes are waited for", () => {
  const unread = clock(1000, 300);
  unread.rest(false);
  vi.advanceTimersByTime(999);
  expect(onTimeout).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onTimeout).toHaveBeenCalledExactlyOnceWith("idleTimeout");
});

test("a limit beyond what setTimeout takes does not fire at once", () => {
  clock(2 ** 40).rest(false);
  vi.advanceTimersByTime(10_000);
  expect(onTimeout).not.toHaveBeenCalled();
});

test("a stream that nobody reads, and whose body has been read from, is given up though it is garbage", async () => {
  vi.useRealTimers();
  clock(50).rest(true);
  await collectGarbage();
  await vi.waitFor(() => expect(onTimeout).toHaveBeenCalledExactlyOnceWith("idleTimeout"));
});

test("nothing is kept in memory by a stream that nobody reads", async () => {
  vi.useRealTimers();
  const forget = (): WeakRef<Clock> => {
    const unread = clock(60_000);
    unread.rest(false);
    return new WeakRef(unread);
  };
  const reference = forget();
  await collectGarbage();
  expect(reference.deref()).toBeUndefined();
});
