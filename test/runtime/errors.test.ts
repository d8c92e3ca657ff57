import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { ApiError, StreamError, type StreamErrorFields } from "../../templates/runtime/errors.js";

const response = new Response(null, { status: 418, headers: { "set-cookie": "secret=1" } });
const FIELDS: StreamErrorFields = {
  kind: "network",
  operationId: "echo",
  eventsReceived: 2,
  lastEventId: "7",
  response,
};

describe("ApiError", () => {
  const error = new ApiError("It is a teapot", "echo", response, { message: "short and stout" });

  test("carries the answer", () => {
    expect(error).toMatchObject({ name: "ApiError", message: "It is a teapot", operationId: "echo", status: 418 });
    expect(error.body).toEqual({ message: "short and stout" });
    expect(error.response).toBe(response);
    expect(error.headers).toBe(response.headers);
  });

  test("belongs to the method whose operation it has", () => {
    expect(error.is("echo")).toBe(true);
    expect(new ApiError("", "other", response, undefined).is("echo")).toBe(false);
  });
});

describe("StreamError", () => {
  test("carries where the stream was", () => {
    const cause = new Error("reset");
    const error = new StreamError("It broke", { ...FIELDS, cause });
    expect(error).toMatchObject({ name: "StreamError", kind: "network", operationId: "echo", eventsReceived: 2 });
    expect(error).toMatchObject({ lastEventId: "7", cause, response });
  });

  test("without a cause has none, not even undefined", () => {
    expect(Object.hasOwn(new StreamError("It broke", FIELDS), "cause")).toBe(false);
  });

  test("belongs to the method whose operation it has", () => {
    expect(new StreamError("", FIELDS).is("echo")).toBe(true);
    expect(new StreamError("", { ...FIELDS, operationId: "other" }).is("echo")).toBe(false);
  });

  test.each(["constructor", "__proto__", "toString"])("does not take %s for a method", (name) => {
    expect(new StreamError("", { ...FIELDS, operationId: name }).is(name as "echo")).toBe(false);
  });
});

test("a logged error prints no headers", () => {
  const errors = [new ApiError("", "echo", response, 1), new StreamError("", FIELDS)];
  for (const error of errors) {
    expect(inspect(error)).not.toContain("secret");
    expect(JSON.stringify(error)).not.toContain("secret");
  }
});
