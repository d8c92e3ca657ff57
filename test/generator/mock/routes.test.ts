import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { Problem } from "../../../generator/mock/problem.js";
import { findRoute, routesOf } from "../../../generator/mock/routes.js";
import { documentOf } from "../streams.js";

const PATHS = [
  "/pets",
  "/pets/{id}",
  "/pets/mine",
  "/pets/{id}/toys/{toy}.json",
  "/pets/{id}:feed",
  "/chat/",
  "/messages",
  "/messages?beta=true",
  "/files/ü b",
  "/a.b(c)",
];

function routes(servers: JsonValue = []) {
  const paths = Object.fromEntries(PATHS.map((path) => [path, { get: { operationId: path }, post: {} }]));
  return routesOf(documentOf({ servers, paths: { ...paths, "/only": { delete: { operationId: "" } } } }), {
    streams: [],
    eventTypes: [],
  });
}

function found(path: string, method = "GET", servers?: JsonValue): string {
  try {
    const { route, parameters } = findRoute(routes(servers), method, new URL(`http://a.test${path}`));
    return `${route.operationId} ${JSON.stringify([...parameters])}`;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return `${error.status} ${error.message}${error.headers["allow"] === undefined ? "" : ` [${error.headers["allow"]}]`}`;
  }
}

describe("the route of a request", () => {
  it.each([
    ["/pets", "/pets []"],
    ["/pets?x=1", "/pets []"],
    ["/pets/7", '/pets/{id} [["id","7"]]'],
    ["/pets/a%2Fb", '/pets/{id} [["id","a%2Fb"]]'],
    ["/pets/mine", "/pets/mine []"],
    ["/pets/7/toys/ball.json", '/pets/{id}/toys/{toy}.json [["id","7"],["toy","ball"]]'],
    ["/pets/7:feed", '/pets/{id}:feed [["id","7"]]'],
    ["/messages", "/messages []"],
    ["/messages?beta=true", "/messages?beta=true []"],
    ["/messages?beta=false", "/messages []"],
    ["/files/ü b", "/files/ü b []"],
    ["/a.b(c)", "/a.b(c) []"],
  ])("%s is %s", (path, expected) => {
    expect(found(path)).toBe(expected);
  });

  it("may begin with the path of a server, or not", () => {
    const servers = [
      { url: "https://api.test/v{version}/", variables: { version: { default: "2" } } },
      { url: "/base" },
      { url: "https://{}:x" },
      { url: "https://{tenant}.test/open" },
    ];
    expect(
      ["/v2/pets", "/base/pets", "/open/pets", "/pets", "/v3/pets"].map((path) => found(path, "GET", servers)),
    ).toEqual([
      "/pets []",
      "/pets []",
      "/pets []",
      "/pets []",
      "404 The document has no path /v3/pets: did you mean /pets?",
    ]);
  });

  it("without an operationId, or with an empty one, is called by its method and path", () => {
    expect([found("/pets", "POST"), found("/only", "DELETE")]).toEqual(["POST /pets []", "DELETE /only []"]);
  });
});

describe("a request without a route is told", () => {
  it.each([
    ["GET", "/pest", "404 The document has no path /pest: did you mean /pets?"],
    ["GET", "/chat", "404 The document has no path /chat: did you mean /chat/?"],
    ["GET", "/pets/7/", "404 The document has no path /pets/7/: did you mean /pets/{id}?"],
    ["GET", "/nothing-like-it", "404 The document has no path /nothing-like-it"],
    ["PATCH", "/pets/mine", "405 /pets/mine has no PATCH operation: GET, POST only [GET, POST]"],
    ["GET", "/only", "405 /only has no GET operation: DELETE only [DELETE]"],
  ])("%s %s: %s", (method, path, expected) => {
    expect(found(path, method)).toBe(expected);
  });
});
