import { expect, it } from "vitest";
import { sampleOf } from "../../../generator/emit/sample.js";
import type { JsonValue } from "../../../generator/document/source.js";
import { documentOf } from "../streams.js";

const document = documentOf({
  components: {
    schemas: {
      Node: {
        type: "object",
        required: ["name", "children", "next"],
        properties: {
          name: { type: "string" },
          children: { type: "array", items: { $ref: "#/components/schemas/Node" } },
          next: { $ref: "#/components/schemas/Node" },
        },
      },
    },
  },
});

it.each<[JsonValue, JsonValue]>([
  [{ type: "string" }, "..."],
  [{ type: "string", example: "hi" }, "hi"],
  [{ type: "string", examples: ["one", "two"] }, "one"],
  [{ type: "integer", default: 0 }, 0],
  [{ enum: ["a", "b"] }, "a"],
  [{ const: null }, null],
  [{ type: ["null", "number"] }, 1],
  [{ type: "boolean" }, true],
  [{ type: "array", items: { type: "integer" } }, [1]],
  [{ type: "array" }, []],
  [{ oneOf: [{ type: "null" }, { type: "string" }] }, "..."],
  [{ type: "object", required: ["a"], properties: { a: { const: "x" }, b: {} } }, { a: "x" }],
  [{ properties: { a: {} } }, {}],
  [{ $ref: "#/components/schemas/Node" }, { name: "...", children: [], next: null }],
  [{ $ref: "#/nowhere" }, null],
])("of %j is %j", (schema, expected) => {
  expect(sampleOf(document, { value: schema, path: [] })).toEqual(expected);
});
