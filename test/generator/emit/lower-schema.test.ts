import { describe, expect, it } from "vitest";
import { lowerSchema } from "../../../generator/emit/lower-schema.js";
import type { MutableObject } from "../../../generator/emit/mutable.js";
import { problemsOfClaims } from "../claims.js";
import { documentOf } from "../streams.js";

const DOCUMENT = documentOf({
  components: {
    schemas: {
      A: { type: "object", properties: { a: { type: "string" } } },
      Middle: { allOf: [{ $ref: "#/components/schemas/A" }] },
      Nullable: { type: ["object", "null"], properties: { a: { type: "string" } } },
    },
  },
});

function lowered(schema: MutableObject, isOld = false): MutableObject {
  const copy = structuredClone(schema);
  lowerSchema(DOCUMENT, copy, isOld);
  return copy;
}

const A = { $ref: "#/components/schemas/A" };
const MIDDLE = { $ref: "#/components/schemas/Middle" };
const NULLABLE = { $ref: "#/components/schemas/Nullable" };

describe("a schema is said in other words", () => {
  it.each<[string, MutableObject, MutableObject]>([
    ["what stands beside a reference", { ...A, required: ["a"] }, { allOf: [A], required: ["a"] }],
    ["with allOf of its own", { ...A, allOf: [MIDDLE] }, { allOf: [A, MIDDLE] }],
    ["a constant null", { const: null, title: "N" }, { type: "null", title: "N" }],
    ["a constant that may be null", { const: 1, nullable: true }, { enum: [1], nullable: true }],
    ["anyOf beside properties", { properties: {}, anyOf: [A] }, { properties: {}, oneOf: [A] }],
    ["anyOf beside oneOf", { oneOf: [A], anyOf: [MIDDLE] }, { oneOf: [A], allOf: [{ anyOf: [MIDDLE] }] }],
    ["branches that say nothing of the type", { type: "string", oneOf: [{ format: "uri" }, A] }, { type: "string" }],
    ["a type that all branches narrow", { type: "string", oneOf: [{ const: "a" }] }, { oneOf: [{ const: "a" }] }],
    ["true and false in a list", { anyOf: [true, false, A] }, { anyOf: [{}, { not: {} }, A] }],
    [
      "what all other properties are, beside declared ones",
      { properties: { a: { type: "string" }, b: A, c: A }, additionalProperties: { type: "integer" } },
      {
        properties: { a: { type: "string" }, b: A, c: A },
        additionalProperties: { anyOf: [{ type: "integer" }, { type: "string" }, A] },
      },
    ],
    [
      "what properties of a pattern are, beside declared ones",
      { properties: { a: A }, patternProperties: { "^x-": { type: "integer" } }, additionalProperties: false },
      {
        properties: { a: A },
        patternProperties: { "^x-": { type: "integer" } },
        additionalProperties: { anyOf: [A] },
      },
    ],
    ["items without a type", { items: A }, { type: "array", items: A }],
    ["listed items without a type", { prefixItems: [A] }, { type: "array", prefixItems: [A] }],
    ["definitions", { type: "object", $defs: { A } }, { type: "object" }],
    [
      "what is required of a property that is declared deep inside",
      { allOf: [MIDDLE], required: ["a", "gone"] },
      { allOf: [MIDDLE], required: ["a", "gone"], properties: { a: { type: "string" } } },
    ],
    [
      "what a part requires of a property that another declares",
      { allOf: [MIDDLE, { required: ["b"] }, { properties: { b: { const: 1 } } }] },
      {
        allOf: [MIDDLE, { required: ["b"] }, { properties: { b: { const: 1 } } }],
        required: ["b"],
        properties: { b: { const: 1 } },
      },
    ],
    [
      "what is required of a property of what may be null",
      { allOf: [NULLABLE, { required: ["a"] }] },
      {
        allOf: [{ anyOf: [NULLABLE] }, { required: ["a"] }],
        required: ["a"],
        properties: { a: { type: "string" } },
      },
    ],
  ])("%s", (_, schema, expected) => {
    expect(lowered(schema)).toEqual(expected);
  });

  it.each<[string, MutableObject]>([
    ["words beside a reference", { ...A, description: "Ours.", deprecated: true, default: {} }],
    ["anyOf alone", { anyOf: [A, { type: "null" }], title: "T" }],
    ["branches of a schema without a type", { oneOf: [{ description: "Anything." }, A] }],
    ["oneOf beside properties", { properties: {}, oneOf: [A] }],
    [
      "what is required of a property that is declared near",
      { allOf: [A, { properties: { b: {} } }], required: ["a"] },
    ],
    ["items beside other types", { items: A, anyOf: [A, { type: "array" }] }],
    [
      "other properties of any type",
      { properties: { a: A }, additionalProperties: true, patternProperties: { "^x": A } },
    ],
    ["other properties of which nothing is said", { properties: { a: A }, additionalProperties: {} }],
    ["other properties alone", { additionalProperties: A, patternProperties: { "^x": A } }],
    ["a type beside objects", { type: "object", oneOf: [A] }],
  ])("not %s", (_, schema) => {
    expect(lowered(schema)).toEqual(schema);
  });

  it("in OpenAPI 3.0, nothing beside a reference but nullable", () => {
    expect(lowered({ ...A, required: ["a"] }, true)).toEqual({ ...A, required: ["a"] });
    expect(lowered({ ...A, nullable: true }, true)).toEqual({ allOf: [A], nullable: true });
  });
});

const YAML = `openapi: 3.1.0
info: {title: T, version: 1.0.0}
paths:
  /a: {get: {responses: {'200': {description: '', content: {application/json: {schema: {type: array, items: {type: object, required: [n], properties: {n: {type: integer}}}}}}}}}}
  /b#one: {$ref: '#/components/pathItems/B'}
  /b?two=2: {get: {operationId: twice, responses: {'200': {description: '', content: {application/json: {$ref: '#/components/mediaTypes/M'}}}}}}
  /c: {get: {operationId: twice, responses: {'200': {description: '', content: {application/json: {schema: {type: integer}}}}}}}
components:
  pathItems:
    B: {post: {responses: {'2XX': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}
  mediaTypes:
    M: {schema: {$ref: '#/components/schemas/A'}}
  schemas:
    A: {type: object, required: [a], properties: {a: {type: string}}}
    B: {type: object, properties: {b: {type: string}}}
    RefRequired: {$ref: '#/components/schemas/B', required: [b]}
    RefNullable: {$ref: '#/components/schemas/A', nullable: true}
    RefMore: {$ref: '#/components/schemas/A', type: object, properties: {more: {type: integer}}, required: [more]}
    ConstNull: {const: null}
    ConstNullable: {const: x, nullable: true}
    AnyRequired: {type: object, properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}
    AnyBeside: {type: object, required: [id], properties: {id: {type: string}}, anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
    AnyAndOne: {oneOf: [{$ref: '#/components/schemas/A'}], anyOf: [{$ref: '#/components/schemas/B'}, {type: object, required: [c], properties: {c: {type: string}}}]}
    Formats: {type: string, anyOf: [{format: uri}, {format: email}]}
    Annotated: {type: string, oneOf: [{const: a, title: One}, {const: b}]}
    Deep: {allOf: [{$ref: '#/components/schemas/Middle'}], required: [b]}
    Middle: {allOf: [{$ref: '#/components/schemas/B'}]}
    OrNull: {type: [object, 'null'], properties: {b: {type: string}}}
    NotNull: {allOf: [{$ref: '#/components/schemas/OrNull'}], required: [b]}
    PartNotNull: {allOf: [{$ref: '#/components/schemas/OrNull'}, {required: [b]}]}
    Free: {type: object}
    Defs: {type: object, required: [n], properties: {n: {$ref: '#/components/schemas/Defs/$defs/N'}}, $defs: {N: {type: integer}}}
    Item: {$ref: '#/components/schemas/List/items'}
    List: {type: array, items: {type: object, properties: {next: {$ref: '#/components/schemas/List/items'}, value: {type: string}}}}
    Answered: {$ref: '#/paths/~1a/get/responses/200/content/application~1json/schema/items'}
    Property: {$ref: '#/components/schemas/A/properties/a'}
    Names: {type: object, required: [constructor, toString, __proto__], properties: {constructor: {type: string}, toString: {type: integer}, __proto__: {type: boolean}}}
    Others: {type: object, required: [a], properties: {a: {type: string}}, additionalProperties: {type: integer}}
    Items: {items: {type: string}}
    Text: {type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/A'}}
`;

const CLAIMS = `
type S = components["schemas"];
same<S["RefRequired"]["b"], string>(true);
same<null extends S["RefNullable"] ? true : false, true>(true);
same<NonNullable<S["RefNullable"]>["a"], string>(true);
same<S["RefMore"]["a"], string>(true);
same<S["RefMore"]["more"], number>(true);
same<S["ConstNull"], null>(true);
same<S["ConstNullable"], "x" | null>(true);
same<S["AnyRequired"]["a"], string | undefined>(true);
same<S["AnyBeside"]["id"], string>(true);
const beside = null as unknown as S["AnyBeside"];
if ("a" in beside) same<typeof beside.a, string>(true);
same<S["AnyAndOne"]["a"], string>(true);
const both = null as unknown as S["AnyAndOne"];
if ("c" in both) same<typeof both.c, string>(true);
same<S["Formats"], string>(true);
same<S["Annotated"], "a" | "b">(true);
same<S["Deep"]["b"], string>(true);
same<NonNullable<S["NotNull"]>["b"], string>(true);
same<NonNullable<S["PartNotNull"]>["b"], string>(true);
same<S["Free"], Record<string, unknown>>(true);
same<keyof S["Defs"], "n">(true);
same<S["Defs"]["n"], number>(true);
same<NonNullable<NonNullable<S["Item"]["next"]>["next"]>["value"], string | undefined>(true);
same<S["Answered"]["n"], number>(true);
same<S["Property"], string>(true);
same<S["Names"]["constructor"], string>(true);
same<S["Names"]["toString"], number>(true);
same<S["Names"]["__proto__"], boolean>(true);
export const others: S["Others"] = { a: "", b: 1 };
same<S["Others"]["a"], string>(true);
same<S["Items"], string[]>(true);
same<S["Text"], string>(true);
export async function call(): Promise<void> {
  const one = await client.POST("/b#one");
  same<typeof one.data, S["A"] | undefined>(true);
  const two = await client.GET("/b?two=2");
  same<typeof two.data, S["A"] | undefined>(true);
  const three = await client.GET("/c");
  same<typeof three.data, number | undefined>(true);
}
`;

it("the types are those of the document, where openapi-typescript's alone are not", async () => {
  expect(await problemsOfClaims({ schemas: { yaml: YAML, claims: CLAIMS } })).toEqual([]);
});
