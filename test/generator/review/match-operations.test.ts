import { expect, it } from "vitest";
import { routeOf } from "../../../generator/model/find-streams.js";
import { matchOperations } from "../../../generator/review/match-operations.js";
import { operationsOf, type Operation } from "../../../generator/review/revision.js";
import { revisionOf } from "./petchat.js";

/** Operations by route, `GET /pets`, with their ids. */
function operations(ids: Readonly<Record<string, string | undefined>>): readonly Operation[] {
  const routes = Object.entries(ids).map(([route, operationId]) => [...route.split(" "), operationId] as const);
  const paths = Object.fromEntries(
    routes.map(([method = "", path = "", operationId]) => [
      path,
      { [method.toLowerCase()]: { ...(operationId === undefined ? {} : { operationId }), responses: {} } },
    ]),
  );
  return operationsOf(revisionOf({ openapi: "3.1.0", info: { title: "Pets", version: "1.0.0" }, paths }));
}

function match(
  base: Parameters<typeof operations>[0],
  head: Parameters<typeof operations>[0],
): Readonly<Record<string, readonly string[]>> {
  const { pairs, gone, added } = matchOperations({ base: operations(base), head: operations(head) });
  return {
    pairs: pairs.map((pair) => `${routeOf(pair.base)} is ${routeOf(pair.head)}`),
    gone: gone.map(routeOf),
    added: added.map(routeOf),
  };
}

it("an operation is the one of the same method and path, whatever it is called", () => {
  expect(match({ "GET /a": "one", "GET /b": "two" }, { "GET /a": "two", "GET /b": "one" })).toEqual({
    pairs: ["GET /a is GET /a", "GET /b is GET /b"],
    gone: [],
    added: [],
  });
});

it("an operation that moved is known by its id", () => {
  expect(match({ "GET /a": "one", "GET /b": "two" }, { "POST /c": "two", "GET /a": "one" })).toEqual({
    pairs: ["GET /b is POST /c", "GET /a is GET /a"],
    gone: [],
    added: [],
  });
});

it("an id that stands at the old route still does not make a new operation of it", () => {
  expect(match({ "GET /a": "one" }, { "GET /b": "one", "GET /a": "old" })).toEqual({
    pairs: ["GET /a is GET /a"],
    gone: [],
    added: ["GET /b"],
  });
});

it("an id does not take an operation from the route where it stands", () => {
  expect(match({ "GET /a": "one", "GET /b": "two" }, { "GET /a": "two" })).toEqual({
    pairs: ["GET /a is GET /a"],
    gone: ["GET /b"],
    added: [],
  });
});

it("operations without ids come and go", () => {
  expect(match({ "GET /a": undefined, "GET /b": undefined }, { "GET /b": undefined, "GET /c": undefined })).toEqual({
    pairs: ["GET /b is GET /b"],
    gone: ["GET /a"],
    added: ["GET /c"],
  });
});

it("an operation is matched once, though two have taken its id", () => {
  expect(match({ "GET /a": "one" }, { "GET /b": "one", "GET /c": "one" })).toEqual({
    pairs: ["GET /a is GET /b"],
    gone: [],
    added: ["GET /c"],
  });
});
