import createClient from "openapi-fetch";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../../generator/diagnostics/diagnostics.js";
import { readStreams } from "../../../generator/model/read-streams.js";
import { chatYaml } from "../streams.js";
import { ENVELOPE, SCHEMAS, useChat } from "./chat.js";

const { read } = useChat();

function warnings(operation: string, mediaType = ENVELOPE): readonly Diagnostic[] {
  const text = chatYaml(mediaType, SCHEMAS).replace("operationId: chat", `operationId: chat\n      ${operation}`);
  expect(text).toContain(operation);
  const { streams } = readStreams(read("openapi.yaml", text));
  return streams.flatMap(({ problems }) => problems).filter(({ message }) => message.startsWith("openapi-fetch"));
}

const query = (rest: string): string => `parameters: [{name: q, in: query, ${rest}}]`;
const body = (...mediaTypes: readonly string[]): string =>
  `requestBody: {content: {${mediaTypes.map((one) => `${one}: {schema: {type: object}}`).join(", ")}}}`;

describe("a query that openapi-fetch writes in another way", () => {
  it.each([
    "style: form, explode: false, schema: {type: array, items: {type: string}}",
    "style: pipeDelimited, schema: {type: array, items: {type: string}}",
    "schema: {type: object, properties: {a: {type: string}}}",
    "schema: {type: [object, 'null']}",
    "schema: {allOf: [{type: object}]}",
    "schema: {anyOf: [{type: object}, {type: 'null'}]}",
    "content: {application/json: {schema: {type: string}}}",
  ])("is warned of: %s", (rest) => {
    expect(warnings(query(rest)).map(({ message }) => message)).toEqual([
      "openapi-fetch would write the query of chat in another way than the document has it: q",
    ]);
  });

  it.each([
    "schema: {type: string}",
    "explode: false, schema: {type: integer}",
    "schema: {type: array, items: {type: string}}",
    "style: form, explode: true, schema: {type: array, items: {type: string}}",
    "style: deepObject, schema: {type: object}",
  ])("is not: %s", (rest) => {
    expect(warnings(query(rest))).toEqual([]);
  });
});

it("cookies, which openapi-fetch does not send", () => {
  expect(warnings("parameters: [{name: a, in: cookie}, {name: b, in: cookie}]").map(({ message }) => message)).toEqual([
    "openapi-fetch sends no cookies for chat: a, b",
  ]);
});

describe("a body that openapi-fetch would send as JSON", () => {
  it("is warned of, with what to do", () => {
    expect(warnings(body("application/x-www-form-urlencoded"))).toMatchObject([
      {
        message: "openapi-fetch would send the body of chat as JSON, where application/x-www-form-urlencoded is wanted",
        hint: expect.stringContaining('`headers: {"content-type": "application/x-www-form-urlencoded"}`') as string,
      },
    ]);
    expect(warnings(body("multipart/form-data", "text/plain"))).toMatchObject([
      {
        message: "openapi-fetch would send the body of chat as JSON, where multipart/form-data or text/plain is wanted",
        hint: expect.stringContaining("`bodySerializer`") as string,
      },
    ]);
  });

  it("is not, where JSON is wanted, or nothing", () => {
    expect(warnings(body("multipart/form-data", "application/json"))).toEqual([]);
    expect(warnings(body("application/vnd.api+json; charset=utf-8"))).toEqual([]);
    expect(warnings("requestBody: {content: {}}")).toEqual([]);
    expect(warnings(body("'*/*'"))).toEqual([]);
    expect(warnings(body("'application/*'"))).toEqual([]);
  });
});

it("nothing is said of an operation that does not stream", () => {
  expect(warnings(body("text/plain"), "{}")).toHaveLength(1);
  expect(warnings(`${body("text/plain")}\n      x-event-stream: false`)).toEqual([]);
});

it("openapi-fetch sends requests as the warnings say, and as their hints do", async () => {
  const sent: Request[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    sent.push(request);
    return new Response();
  };
  const client = createClient<Record<string, Record<"post", object>>>({ baseUrl: "http://api.test", fetch });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const params = { query: { list: ["a", "b"], object: { c: "d" } }, cookie: { sid: "s" } };
  const call = (init: object): Promise<unknown> => client.POST("/chat", init as never);
  await call({ params, body: { q: "a b" } });
  await call({
    params: { query: { list: ["a", "b"] } },
    querySerializer: { array: { style: "form", explode: false } },
  });
  await call({ headers, body: { q: "a b" } });
  expect(sent.map(({ url }) => decodeURIComponent(new URL(url).search))).toEqual([
    "?list=a&list=b&object[c]=d",
    "?list=a,b",
    "",
  ]);
  expect(sent[0]!.headers.has("cookie")).toBe(false);
  expect(await Promise.all(sent.map((request) => request.text()))).toEqual(['{"q":"a b"}', "", "q=a+b"]);
});
