import { expect, test } from "vitest";
import { createClient } from "../../templates/index.js";
import { splitInit } from "../../templates/runtime/options.js";

test("the defaults are those that are documented", () => {
  const [settings] = splitInit({});
  expect(settings).toMatchObject({
    idleTimeout: 60_000,
    eventTimeout: 0,
    maxEventSize: 16_777_216,
    retries: 2,
    maxRetryDelay: 30_000,
  });
});

test("a call's options win over the client's, and undefined is none", () => {
  const [settings] = splitInit(
    { idleTimeout: 1, retries: undefined },
    splitInit({ idleTimeout: 2, retries: 3, eventTimeout: 4 })[0],
  );
  expect(settings).toMatchObject({ idleTimeout: 1, retries: 3, eventTimeout: 4 });
});

test("stream options are taken out, and nothing else", () => {
  const init = { body: 1, idleTimeout: 1, eventTimeout: 1, maxEventSize: 1, retries: 1, maxRetryDelay: 1 };
  const [, rest] = splitInit({ ...init, onUnknownEvent() {} });
  expect(rest).toEqual({ body: 1 });
});

test.each([Number.NaN, -1, -Infinity, "1 s" as unknown as number, {} as number])(
  "a limit of %s is refused, by the client at once, and by a call",
  async (value) => {
    const error = new RangeError(`idleTimeout must be 0 or more, not ${value}`);
    expect(() => createClient({ stream: { idleTimeout: value } })).toThrow(error);
    await expect(createClient().stream.echo({ body: { text: "a" }, idleTimeout: value })).rejects.toThrow(error);
    expect(splitInit({ idleTimeout: 0, maxRetryDelay: Infinity })[0]).toMatchObject({ maxRetryDelay: Infinity });
  },
);
