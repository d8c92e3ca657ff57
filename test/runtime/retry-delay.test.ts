import { describe, expect, test } from "vitest";
import { retryDelay } from "../../templates/runtime/retry-delay.js";

function delays(retryAfter: string | undefined, attempt = 0, max = 30_000): readonly (number | undefined)[] {
  const headers = new Headers(retryAfter === undefined ? {} : { "retry-after": retryAfter });
  return Array.from({ length: 200 }, () => retryDelay(headers, attempt, max));
}

function range(values: readonly (number | undefined)[]): readonly [number, number] {
  const numbers = values.map((value) => value ?? NaN);
  return [Math.min(...numbers), Math.max(...numbers)];
}

describe("without Retry-After", () => {
  test.each([
    [0, 500],
    [1, 1000],
    [2, 2000],
  ])("repetition %i waits about %i ms, no two alike", (attempt, delay) => {
    const values = delays(undefined, attempt);
    const [least, most] = range(values);
    expect(least).toBeGreaterThanOrEqual(delay);
    expect(most).toBeLessThanOrEqual(delay * 1.25);
    expect(new Set(values).size).toBeGreaterThan(100);
  });

  test("never longer than the limit", () => {
    expect(range(delays(undefined, 10, 700))).toEqual([700, 700]);
  });
});

describe("Retry-After", () => {
  test("in seconds is obeyed", () => {
    const [least, most] = range(delays("2"));
    expect(least).toBeGreaterThanOrEqual(2000);
    expect(most).toBeLessThanOrEqual(2500);
  });

  test("in fractions of a second is obeyed", () => {
    const [least, most] = range(delays("1.5"));
    expect(least).toBeGreaterThanOrEqual(1500);
    expect(most).toBeLessThanOrEqual(1875);
  });

  test("as a date is obeyed", () => {
    const [least, most] = range(delays(new Date(Date.now() + 5000).toUTCString()));
    expect(least).toBeGreaterThan(3900);
    expect(most).toBeLessThanOrEqual(6250);
  });

  test("of the past, or zero, does not wait", () => {
    expect(range(delays("Wed, 21 Oct 2015 07:28:00 GMT"))).toEqual([0, 0]);
    expect(range(delays("0"))).toEqual([0, 0]);
  });

  test("is not a repetition at once where it is longer than a timer lasts", () => {
    expect(delays("2592000", 0, Infinity)).toEqual(delays("2592000", 0, 0).map(() => undefined));
    expect(range(delays("2147483", 0, Infinity))[1]).toBeLessThan(2 ** 31);
  });

  test("beyond the limit means no repetition", () => {
    expect(new Set(delays("3600"))).toEqual(new Set([undefined]));
    expect(new Set(delays(new Date(Date.now() + 60_000).toUTCString()))).toEqual(new Set([undefined]));
  });

  test.each(["soon", "-5", "1, 1", "1.2.3", "", "10 (busy)", "Sun 06 Nov"])(
    "that is neither is ignored: %j",
    (value) => {
      expect(range(delays(value))[0]).toBeGreaterThanOrEqual(500);
    },
  );
});
