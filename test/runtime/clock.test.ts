import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createClock } from "../../templates/runtime/clock.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("tells when it is waited for too long", () => {
  const onTimeout = vi.fn();
  createClock(100, onTimeout).start();
  vi.advanceTimersByTime(99);
  expect(onTimeout).not.toHaveBeenCalled();
  vi.advanceTimersByTime(5);
  expect(onTimeout).toHaveBeenCalledOnce();
});

test("does not run between the waits, and adds them up", () => {
  const onTimeout = vi.fn();
  const clock = createClock(100, onTimeout);
  for (let wait = 0; wait < 3; wait++) {
    clock.start();
    vi.advanceTimersByTime(30);
    clock.stop();
    vi.advanceTimersByTime(1000);
  }
  expect(onTimeout).not.toHaveBeenCalled();
  clock.start();
  vi.advanceTimersByTime(15);
  expect(onTimeout).toHaveBeenCalledOnce();
});

test("begins anew when what was waited for has come", () => {
  const onTimeout = vi.fn();
  const clock = createClock(100, onTimeout);
  for (let wait = 0; wait < 5; wait++) {
    clock.restart();
    clock.start();
    vi.advanceTimersByTime(90);
    clock.stop();
  }
  expect(onTimeout).not.toHaveBeenCalled();
});

test("lets a process that was busy look for bytes first", () => {
  const onTimeout = vi.fn();
  const clock = createClock(100, onTimeout);
  clock.start();
  // The timer is due, and so are bytes, which come right after.
  vi.advanceTimersByTime(100);
  clock.stop();
  vi.advanceTimersByTime(1000);
  expect(onTimeout).not.toHaveBeenCalled();
});

test("leaves no timer when it is closed", () => {
  const clock = createClock(100, () => {});
  clock.start();
  expect(vi.getTimerCount()).toBe(1);
  clock.close();
  expect(vi.getTimerCount()).toBe(0);
});

test("arms one timer for many waits", () => {
  const arm = vi.spyOn(globalThis, "setTimeout");
  const clock = createClock(100, () => {});
  for (let wait = 0; wait < 1000; wait++) {
    clock.restart();
    clock.start();
    clock.stop();
  }
  expect(arm).toHaveBeenCalledOnce();
});

test("without a limit there is no timer", () => {
  createClock(0, () => {}).start();
  createClock(Infinity, () => {}).start();
  expect(vi.getTimerCount()).toBe(0);
});

test("a limit beyond what setTimeout takes does not fire at once", () => {
  const onTimeout = vi.fn();
  createClock(2 ** 40, onTimeout).start();
  vi.advanceTimersByTime(10_000);
  expect(onTimeout).not.toHaveBeenCalled();
});
