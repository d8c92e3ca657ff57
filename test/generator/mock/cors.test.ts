import { expect, it } from "vitest";
import { corsHeaders, preflight } from "../../../generator/mock/cors.js";

const request = (method: string, headers: Readonly<Record<string, string>>): Request =>
  new Request("http://a.test/", { method, headers });

it("a page of any origin may read the answer and its headers", () => {
  expect(corsHeaders(request("GET", { origin: "https://b.test" }), ["content-type", "retry-after"])).toEqual({
    "access-control-allow-origin": "https://b.test",
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": "content-type, retry-after",
    vary: "origin",
  });
  expect(corsHeaders(request("GET", {}))).toEqual({});
});

it("what a browser asks ahead is allowed", () => {
  const headers = {
    origin: "https://b.test",
    "access-control-request-method": "PUT",
    "access-control-request-headers": "x-mock-fault, content-type",
  };
  const response = preflight(request("OPTIONS", headers));
  expect(response?.status).toBe(204);
  expect(Object.fromEntries(response?.headers ?? [])).toMatchObject({
    "access-control-allow-origin": "https://b.test",
    "access-control-allow-methods": "PUT",
    "access-control-allow-headers": "x-mock-fault, content-type",
  });
  expect(preflight(request("OPTIONS", { origin: "https://b.test" }))).toBeUndefined();
  expect(preflight(request("GET", headers))).toBeUndefined();
});
