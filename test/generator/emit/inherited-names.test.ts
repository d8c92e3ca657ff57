import fc from "fast-check";
import { expect, it } from "vitest";
import { renameInheritedNames } from "../../../generator/emit/inherited-names.js";
import type { JsonObject } from "../../../generator/document/source.js";
import { jsonObject } from "../json.js";

it("every name that would stumble goes by another, wherever it is a name", () => {
  const { document, restore } = renameInheritedNames({
    "x-any": { $ref: "file.yaml", externalValue: "file.yaml" },
    components: {
      schemas: {
        toString: {
          required: ["valueOf", "a"],
          properties: { valueOf: { $ref: "#/components/schemas/toString" }, $ref: { type: "string" }, "50%": {} },
          discriminator: { propertyName: "constructor", mapping: { valueOf: "#/components/schemas/toString" } },
          example: { $ref: "constructor" },
          const: "constructor",
          description: "constructor",
        },
      },
    },
  });
  expect(document).toEqual({
    "x-any": { inherited_$ref: "file.yaml", inherited_externalValue: "file.yaml" },
    components: {
      schemas: {
        inherited_toString: {
          required: ["inherited_valueOf", "a"],
          properties: {
            inherited_valueOf: { $ref: "#/components/schemas/inherited_toString" },
            $ref: { type: "string" },
            "50\ue000": {},
          },
          discriminator: {
            propertyName: "inherited_constructor",
            mapping: { inherited_valueOf: "#/components/schemas/inherited_toString" },
          },
          example: { inherited_$ref: "constructor" },
          const: "constructor",
          description: "constructor",
        },
      },
    },
  });
  expect(restore('inherited_valueOf: "inherited_$ref" "50\\uE000"')).toBe('valueOf: "$ref" "50%"');
});

it("takes other marks where the document has these", () => {
  const { document, restore } = renameInheritedNames({ inherited_a: 1, "\ue000": 2, valueOf: 3, "%": 4 });
  expect(document).toEqual({ inherited_a: 1, "\ue000": 2, _inherited_valueOf: 3, "\ue001": 4 });
  expect(restore("inherited_a _inherited_valueOf \ue000 \\uE001")).toBe("inherited_a valueOf \ue000 %");
});

it("restores any document", () => {
  fc.assert(
    fc.property(jsonObject, (value) => {
      const { document, restore } = renameInheritedNames(value as JsonObject);
      expect(JSON.parse(restore(JSON.stringify(document)))).toEqual(value);
    }),
  );
});
