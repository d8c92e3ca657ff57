import { expect, it } from "vitest";
import { lowerReferences } from "../../../generator/emit/lower-references.js";
import type { MutableObject } from "../../../generator/emit/mutable.js";
import type { JsonObject } from "../../../generator/document/source.js";
import { documentOf } from "../streams.js";

function lowered(value: JsonObject): JsonObject {
  const root = structuredClone(value) as MutableObject;
  lowerReferences(documentOf(value), root);
  return root as JsonObject;
}

it("schemas inside of others and of operations become components, once", () => {
  const item = "#/paths/~1a/get/responses/200/content/text~1event-stream/itemSchema";
  const next = "#/components/schemas/List/items";
  const value = {
    paths: {
      "/a": { get: { responses: { "200": { content: { "text/event-stream": { itemSchema: { type: "object" } } } } } } },
      "/b": {
        parameters: [{ schema: { $ref: item } }],
        get: { requestBody: { content: { x: { schema: { $ref: item } } } } },
      },
    },
    components: {
      schemas: {
        ListItems: { type: "string" },
        List: { type: "array", items: { properties: { next: { $ref: next } }, example: { $ref: next } } },
      },
    },
  };
  const reference = { $ref: "#/components/schemas/AGetResponses200TextEventStreamItemSchema" };
  const list = { properties: { next: { $ref: "#/components/schemas/ListItems2" } }, example: { $ref: next } };
  expect(lowered(value)).toEqual({
    paths: {
      "/a": value.paths["/a"],
      "/b": { parameters: [{ schema: reference }], get: { requestBody: { content: { x: { schema: reference } } } } },
    },
    components: {
      schemas: {
        ListItems: { type: "string" },
        List: { type: "array", items: list },
        AGetResponses200TextEventStreamItemSchema: { type: "object" },
        ListItems2: list,
      },
    },
  });
});

it("a mapping is from then on to the components", () => {
  const inner = "#/components/schemas/Box/properties/one";
  const schemas = {
    Box: { properties: { one: {} } },
    Event: { oneOf: [{ $ref: inner }], discriminator: { propertyName: "k", mapping: { one: inner, box: "Box" } } },
  };
  expect(lowered({ components: { schemas } })).toMatchObject({
    components: {
      schemas: {
        Event: {
          oneOf: [{ $ref: "#/components/schemas/BoxOne" }],
          discriminator: { mapping: { one: "#/components/schemas/BoxOne", box: "Box" } },
        },
      },
    },
  });
});

it("references to components, to what is no schema, and to nothing stay as they are", () => {
  const value = {
    paths: {
      "/a": { $ref: "#/paths/~1b" },
      "/b": { get: { responses: { "200": { $ref: "#/components/responses/R" } } } },
    },
    components: {
      schemas: { A: { $ref: "#/components/schemas/B" }, B: { items: { $ref: "#/nowhere/at/all" } }, C: { $ref: "#" } },
      responses: { R: {} },
    },
  };
  const { paths, components } = lowered(value) as typeof value;
  expect(paths).toEqual(value.paths);
  expect(components.schemas).toMatchObject({ A: value.components.schemas.A, B: value.components.schemas.B });
});
