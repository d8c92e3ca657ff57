import { getEventListeners } from "node:events";
import { expect, test, vi } from "vitest";
import { listen } from "../../templates/runtime/listen.js";

test("all are called back, those that stopped are not, and nothing is left", () => {
  const controller = new AbortController();
  const { signal } = controller;
  const listeners = (): number => getEventListeners(signal, "abort").length;
  const callbacks = Array.from({ length: 20 }, () => vi.fn());
  const stops = callbacks.map((callback) => listen(signal, callback));
  expect(listeners()).toBe(1);
  stops[0]!();
  stops[0]!();
  callbacks[1]!.mockImplementation(stops[1]!);
  controller.abort();
  expect(callbacks.map(({ mock }) => mock.calls.length)).toEqual([0, ...Array(19).fill(1)]);
  for (const stop of stops) stop();
  expect(listeners()).toBe(0);
});

test("listening begins anew after all have stopped", () => {
  const controller = new AbortController();
  const callback = vi.fn();
  listen(controller.signal, callback)();
  listen(controller.signal, callback);
  controller.abort();
  expect(callback).toHaveBeenCalledOnce();
});

test("signals are kept apart", () => {
  const [first, second] = [new AbortController(), new AbortController()];
  const callback = vi.fn();
  listen(first.signal, callback);
  listen(second.signal, vi.fn());
  second.abort();
  expect(callback).not.toHaveBeenCalled();
});
