import { expect, test } from "vitest";
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
  const [settings] = splitInit({ idleTimeout: 1, retries: undefined }, { idleTimeout: 2, retries: 3, eventTimeout: 4 });
  expect(settings).toMatchObject({ idleTimeout: 1, retries: 3, eventTimeout: 4 });
});

test("stream options are taken out, and nothing else", () => {
  const init = { body: 1, idleTimeout: 1, eventTimeout: 1, maxEventSize: 1, retries: 1, maxRetryDelay: 1 };
  const [, rest] = splitInit({ ...init, onUnknownEvent() {} });
  expect(rest).toEqual({ body: 1 });
});
