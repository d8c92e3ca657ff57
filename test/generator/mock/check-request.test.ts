import { describe, expect, it } from "vitest";
import { checkRequest } from "../../../generator/mock/check-request.js";
import { requestErrorText, Problem } from "../../../generator/mock/problem.js";
import { findRoute, routesOf } from "../../../generator/mock/routes.js";
import { createValidator } from "../../../generator/json-schema/validator.js";
import { useFolder } from "../documents.js";

const { read } = useFolder();

const YAML = `openapi: 3.0.3
paths:
  /chat/{id}?v=1:
    post:
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: limit, in: query, schema: {type: integer, maximum: 9}}
        - {name: tags, in: query, schema: {type: array, items: {type: integer}}}
        - {name: X-Key, in: header, required: true, schema: {type: string, minLength: 2}}
        - {name: Authorization, in: header, required: true, schema: {type: string, pattern: never}}
        - {name: odd, in: query, schema: {minimum: {}}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [prompt]
              properties:
                prompt: {type: string}
                "a/b": {type: integer}
          application/x-www-form-urlencoded:
            schema: {properties: {n: {type: integer}, all: {type: array, items: {type: boolean}}}}
`;

async function check(path: string, init: RequestInit = {}): Promise<unknown> {
  const document = read("openapi.yaml", YAML);
  const checks = {
    document,
    json: createValidator(document, "request"),
    text: createValidator(document, "request", true),
  };
  const url = new URL(`http://a.test${path}`);
  const { headers, ...rest } = { method: "POST", body: '{"prompt":"hi"}', ...init };
  const request = new Request(url, {
    headers: { "content-type": "application/json", "x-key": "key", ...headers },
    ...rest,
  });
  try {
    return await checkRequest(
      checks,
      findRoute(routesOf(document, { streams: [], eventTypes: [] }), "POST", url),
      request,
    );
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [`${error.status} ${error.message}`, ...error.errors.map(requestErrorText)];
  }
}

it("a request that the document has nothing against is let through, with its body", async () => {
  expect(await check("/chat/1?v=1&limit=9&tags=1&tags=2")).toEqual({ body: { prompt: "hi" }, notes: [] });
});

it("all parameters that are wrong are told, and where the document says so", async () => {
  expect(await check("/chat/one?v=1&limit=10&tags=1&tags=b", { headers: { "x-key": "k" } })).toEqual([
    "400 The parameters are not what the document says",
    "path id must be integer (openapi.yaml:6:57)",
    "query limit must be <= 9 (openapi.yaml:7:60)",
    "query tags /1 must be integer (openapi.yaml:8:65)",
    "header X-Key must NOT have fewer than 2 characters (openapi.yaml:9:76)",
  ]);
});

it("a parameter that is missing, or wrongly encoded, is told", async () => {
  const headers = { "x-key": "" };
  expect(await check("/chat/%zz?v=1", { headers })).toEqual([
    "400 The parameters are not what the document says",
    "path id cannot be read: URI malformed (openapi.yaml:6:11)",
    "header X-Key must NOT have fewer than 2 characters (openapi.yaml:9:76)",
  ]);
});

it("a parameter that the document does not know is passed over, and noted", async () => {
  expect(await check("/chat/1?v=1&limt=1&limt=2&x[a]=1")).toEqual({
    body: { prompt: "hi" },
    notes: ["the document has no query parameter limt", "the document has no query parameter x[a]"],
  });
});

it("what nothing can be held against is noted", async () => {
  expect(await check("/chat/1?v=1&odd=1")).toEqual({
    body: { prompt: "hi" },
    notes: [expect.stringMatching(/^query odd was not checked: openapi.yaml:11:34: minimum value must be/)],
  });
});

describe("a body", () => {
  it("that breaks its schema is refused with each of its faults", async () => {
    expect(await check("/chat/1?v=1", { body: '{"promt":"hi","a/b":"1"}' })).toEqual([
      "422 The body is not what the document says",
      "body must have required property 'prompt' (openapi.yaml:18:15)",
      "body /a~1b must be integer (openapi.yaml:21:25)",
    ]);
  });

  it("that is a form is read as text, and as a JSON body it is none", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect(await check("/chat/1?v=1", { body: "n=1&all=true", headers })).toEqual({
      body: { n: 1, all: [true] },
      notes: [],
    });
    expect(await check("/chat/1?v=1", { body: "n=one", headers })).toEqual([
      "422 The body is not what the document says",
      "body /n must be integer (openapi.yaml:23:39)",
    ]);
  });
});
