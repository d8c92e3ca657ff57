import { expect, it } from "vitest";
import { memberObject, objectAt, visitObjects, type MutableObject } from "../../../generator/emit/mutable.js";

it("visits what OpenAPI and JSON Schema have a meaning for, the outer ones first", () => {
  const root: MutableObject = {
    paths: { "/a": { get: { parameters: [{ schema: {} }], responses: { "200": { content: { "text/x": {} } } } } } },
    components: { schemas: { items: { items: {}, example: { items: {} }, "x-y": {} } } },
  };
  const visited: string[] = [];
  visitObjects(root, ({ path, isSchema, isNamed }) => {
    visited.push(`/${path.join("/")}${isNamed ? " named" : ""}${isSchema ? " schema" : ""}`);
  });
  expect(visited).toEqual([
    "/",
    "/paths//a named",
    "/paths//a/get schema",
    "/paths//a/get/parameters/0",
    "/paths//a/get/parameters/0/schema schema",
    "/paths//a/get/responses/200 named",
    "/paths//a/get/responses/200/content/text/x named",
    "/components schema",
    "/components/schemas/items named schema",
    "/components/schemas/items/items schema",
  ]);
});

it("what a visit adds is visited", () => {
  const root: MutableObject = { components: { schemas: { A: {} } } };
  visitObjects(root, ({ object, path }) => {
    if (path.at(-1) === "A") object["items"] = { type: "string" };
    if (path.at(-1) === "items") object["title"] = "Added.";
  });
  expect(objectAt(root, ["components", "schemas", "A"])).toEqual({ items: { type: "string", title: "Added." } });
});

it("memberObject makes what is not there", () => {
  const root: MutableObject = { a: { b: 1 }, c: 2 };
  expect(memberObject(root, "a")).toEqual({ b: 1 });
  expect(memberObject(root, "c")).toEqual({});
  expect(root).toEqual({ a: { b: 1 }, c: {} });
});
