import { describe, expect, it } from "vitest";
import { SchemaReader } from "../../../generator/review/alternatives.js";
import type { JsonValue } from "../../../generator/document/source.js";
import { documentOf } from "../streams.js";
import type { Editable } from "./petchat.js";

const SHARED = {
  Name: { type: "string", minLength: 1 },
  Loop: { oneOf: [{ $ref: "#/components/schemas/Loop" }, { type: "integer" }] },
  Left: { oneOf: [{ $ref: "#/components/schemas/Right" }, { type: "string" }] },
  Right: { oneOf: [{ $ref: "#/components/schemas/Left" }, { type: "boolean" }] },
  Two: { oneOf: [{ properties: { a: {} } }, { properties: { b: {} } }] },
  Base: { type: "object", properties: { a: { type: "string" } } },
  Heir: { allOf: [{ $ref: "#/components/schemas/Base" }, { properties: { b: { type: "string" } } }] },
};

/** What a schema allows: `kind`, its values, the component that it is, and how many parts say so. */
function read(schema: JsonValue, schemas: Editable = SHARED): string {
  const document = documentOf({ components: { schemas } });
  const found = new SchemaReader(document).alternativesOf([{ value: schema, path: ["schema"] }]);
  if (found === undefined) return "too many";
  return found
    .map(({ kind, integer, values, component, parts }) => {
      const type = integer ? "integer" : kind;
      return [type, ...(values ?? []), component, parts.length > 0 ? `(${parts.length})` : undefined]
        .filter(Boolean)
        .join(" ");
    })
    .join(", ");
}

describe("what a schema allows", () => {
  it.each<[JsonValue, string]>([
    [{}, "null, boolean, number, string, array, object"],
    [true, "null, boolean, number, string, array, object"],
    [false, ""],
    [{ type: "string" }, "string"],
    [{ type: ["integer", "null"] }, "integer, null"],
    [{ type: "string", nullable: true }, "string, null"],
    [{ type: "string", format: "date" }, "string (1)"],
    [{ type: "string", description: "Words.", "x-a": 1 }, "string"],
    [{ enum: ["a", 1, null] }, 'null null, number 1, string "a"'],
    [{ type: "string", enum: ["a", null] }, 'string "a"'],
    [{ const: "a" }, 'string "a"'],
    [{ type: "boolean", enum: [true, false] }, "boolean"],
    [{ properties: { a: {} } }, "object (1)"],
    [{ items: {} }, "array (1)"],
    [{ $ref: "#/components/schemas/Name" }, "string Name (1)"],
    [{ allOf: [{ $ref: "#/components/schemas/Name" }], description: "A name." }, "string Name (1)"],
    [{ $ref: "#/components/schemas/Name", maxLength: 5 }, "string (2)"],
    [{ oneOf: [{ $ref: "#/components/schemas/Name" }, { type: "null" }] }, "null, string Name (1)"],
    [{ type: "object", oneOf: [{ $ref: "#/components/schemas/Base" }, { type: "string" }] }, "object Base (1)"],
    [{ allOf: [{ type: ["string", "integer"] }, { type: ["integer", "null"] }] }, "integer"],
    [{ allOf: [{ enum: ["a", "b"] }, { enum: ["b", "c"] }] }, 'string "b"'],
    [{ allOf: [{ type: "number" }, { type: "integer" }] }, "integer"],
    [{ $ref: "#/components/schemas/Heir" }, "object Heir (2)"],
    [{ $ref: "#/components/schemas/Loop" }, "integer Loop"],
    [{ $ref: "#/components/schemas/Left" }, "boolean Right, string Left"],
    [{ $ref: "#/components/schemas/Right" }, "boolean Right, string Left"],
    [{ $ref: "#/components/schemas/Two" }, "object (1), object (1)"],
    [{ $ref: "#/nowhere" }, "null, boolean, number, string, array, object"],
  ])("of %j is %s", (schema, expected) => {
    expect(read(schema)).toBe(expected);
  });

  it("is the same whichever of two schemas that refer to each other is read first", () => {
    const document = documentOf({ components: { schemas: SHARED } });
    const reader = new SchemaReader(document);
    const kinds = (name: string): unknown =>
      reader
        .alternativesOf([{ value: { $ref: `#/components/schemas/${name}` }, path: [] }])
        ?.map(({ kind }) => kind)
        .toSorted();
    for (const name of ["Left", "Right", "Left"]) expect(kinds(name)).toEqual(["boolean", "string"]);
  });

  it("is too much to say of unions of unions that multiply", () => {
    const union = (index: number): Editable => ({
      oneOf: Array.from({ length: 9 }, (_, at) => ({ properties: { [`p${index}_${at}`]: {} } })),
    });
    expect(read({ allOf: [0, 1, 2, 3].map(union) })).toBe("too many");
    expect(read({ allOf: [0, 1].map(union) }).split(", ")).toHaveLength(81);
  });

  it("is read in good time where references fork at every step", () => {
    const name = (index: number): Editable => ({ $ref: `#/components/schemas/S${index}` });
    const chain = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`S${index}`, { allOf: [name(index + 1), name(index + 1)] }]),
    );
    expect(read(name(0), { ...chain, S60: { type: "string" } })).toBe("string S60");
  });
});
