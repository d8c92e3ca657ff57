import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { streamOperations } from "../../templates/operations.js";
import { createCall, type Call } from "../../templates/runtime/call.js";
import { ApiError, StreamError } from "../../templates/runtime/errors.js";
import { splitInit } from "../../templates/runtime/options.js";
import type { StreamOperation } from "../../templates/runtime/stream-operation.js";
import { operation } from "./reading.js";

const response = new Response(null, { status: 418, headers: { "set-cookie": "secret=1" } });
const FIELDS = { kind: "network", eventsReceived: 2, lastEventId: "7" } as const;

function callOf(descriptor: StreamOperation): Call {
  return Object.assign(createCall(descriptor, splitInit({})[0]), { response });
}

const echo = callOf(streamOperations.echo);

describe("ApiError", () => {
  const error = new ApiError(echo, "It is a teapot", { status: 418, body: { message: "short and stout" } });

  test("carries the answer", () => {
    expect(error).toMatchObject({ name: "ApiError", operationId: "echo", status: 418 });
    expect(error.message).toBe("It is a teapot: POST /echo");
    expect(error.body).toEqual({ message: "short and stout" });
    expect(error.response).toBe(response);
    expect(error.headers).toBe(response.headers);
  });

  test("belongs to the method that threw it", () => {
    expect(error.is("echo")).toBe(true);
    expect(
      new ApiError(callOf(operation({ operationId: "echo" })), "", { status: 418, body: undefined }).is("echo"),
    ).toBe(false);
  });
});

describe("StreamError", () => {
  test("carries where the stream was", () => {
    const cause = new Error("reset");
    const error = new StreamError(echo, "It broke", { ...FIELDS, cause });
    expect(error).toMatchObject({ ...FIELDS, name: "StreamError", operationId: "echo", cause, response });
  });

  test("without a cause has none, not even undefined", () => {
    expect(Object.hasOwn(new StreamError(echo, "It broke", FIELDS), "cause")).toBe(false);
  });

  test("belongs to the method that threw it", () => {
    expect(new StreamError(echo, "", FIELDS).is("echo")).toBe(true);
    expect(new StreamError(callOf(operation()), "", FIELDS).is("echo")).toBe(false);
  });

  test.each(["constructor", "__proto__", "toString"])("does not take %s for a method", (name) => {
    expect(new StreamError(callOf(operation({ operationId: name })), "", FIELDS).is(name as "echo")).toBe(false);
  });
});

test("a logged error prints no headers", () => {
  for (const error of [new ApiError(echo, "", { status: 418, body: undefined }), new StreamError(echo, "", FIELDS)]) {
    expect(inspect(error)).not.toContain("secret");
    expect(JSON.stringify(error)).not.toContain("secret");
  }
});
