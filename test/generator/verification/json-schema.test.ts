import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { allowsAnything, toJsonSchema } from "../../../generator/verification/json-schema.js";
import { at, documentOf } from "../streams.js";

function schemaOf(schemas: { readonly [name: string]: JsonValue }) {
  return toJsonSchema(
    documentOf({ components: { schemas } }),
    at(documentOf({ components: { schemas } }), "#/components/schemas/A"),
  );
}

/** Which of the values a schema accepts. */
function accepted(schemas: { readonly [name: string]: JsonValue }, values: readonly JsonValue[]): readonly JsonValue[] {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schemaOf(schemas).schema);
  return values.filter((value) => validate(value));
}

describe("toJsonSchema", () => {
  it("takes along what a schema refers to, in circles too, and leaves out what is no JSON Schema", () => {
    const { schema } = schemaOf({
      A: {
        description: "x",
        discriminator: { propertyName: "a" },
        "x-a": 1,
        properties: { b: { $ref: "#/components/schemas/B" }, example: { type: "string", example: 1 } },
      },
      B: { $ref: "#/components/schemas/C" },
      C: { type: "array", items: { $ref: "#/components/schemas/A" }, xml: {} },
    });
    expect(schema).toEqual({
      properties: { b: { $ref: "#/$defs/0" }, example: { type: "string" } },
      $defs: {
        0: { type: "array", items: { $ref: "#/$defs/1" } },
        1: { properties: { b: { $ref: "#/$defs/0" }, example: { type: "string" } } },
      },
    });
  });

  it("says in its own words what OpenAPI 3.0 says in others", () => {
    expect(accepted({ A: { type: "string", nullable: true } }, [null, "a", 1])).toEqual([null, "a"]);
    expect(accepted({ A: { type: "string", nullable: true, enum: ["a"] } }, [null, "a", "b"])).toEqual([null, "a"]);
    const B: JsonValue = { type: "object", required: ["c"], properties: { c: {} } };
    expect(
      accepted({ A: { nullable: true, allOf: [{ $ref: "#/components/schemas/B" }] }, B }, [null, { c: 1 }, {}]),
    ).toEqual([null, { c: 1 }]);
    expect(accepted({ A: { type: "number", minimum: 1, exclusiveMinimum: true } }, [0, 1, 2])).toEqual([2]);
    expect(accepted({ A: { type: "number", maximum: 1, exclusiveMaximum: false } }, [1, 2])).toEqual([1]);
    expect(accepted({ A: { type: "number", exclusiveMaximum: 2 } }, [1, 2])).toEqual([1]);
  });

  it("takes names for names and data for data", () => {
    const A: JsonValue = {
      type: "object",
      properties: { nullable: { const: { $ref: "#/nowhere", nullable: true } }, default: { type: "string" } },
      required: ["nullable"],
    };
    expect(accepted({ A }, [{ nullable: { $ref: "#/nowhere", nullable: true } }, { nullable: 1 }])).toHaveLength(1);
    expect(accepted({ A }, [{ nullable: { $ref: "#/nowhere", nullable: true }, default: 1 }])).toEqual([]);
  });

  it("knows where each schema stands", () => {
    const { schema, places } = schemaOf({
      A: { oneOf: [{ type: "string" }, { $ref: "#/components/schemas/B" }] },
      B: { properties: { c: { type: "integer", nullable: true } } },
    });
    const found = Object.fromEntries([...places].map(([one, path]) => [path.join("/"), one]));
    expect(found["components/schemas/A"]).toBe(schema);
    expect(found["components/schemas/A/oneOf/0"]).toEqual({ type: "string" });
    expect(found["components/schemas/B/properties/c"]).toEqual({ type: ["integer", "null"] });
  });
});

it("allowsAnything", () => {
  expect([true, {}, { description: "x", "x-y": 1 }].map(allowsAnything)).toEqual([true, true, true]);
  expect([false, null, "x", { type: "string" }].map(allowsAnything)).toEqual([false, false, false, false]);
});
