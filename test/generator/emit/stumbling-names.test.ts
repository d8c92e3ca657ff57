import fc from "fast-check";
import { expect, it } from "vitest";
import { renameStumblingNames } from "../../../generator/emit/stumbling-names.js";
import type { JsonObject } from "../../../generator/document/source.js";
import { jsonObject } from "../json.js";

it("every name that would stumble goes by another, wherever it is a name", () => {
  const { document, restore } = renameStumblingNames({
    components: {
      schemas: {
        "50%": {
          required: ["a%", "b"],
          properties: { "a%": { $ref: "#/components/schemas/50%25" }, $ref: { type: "string" }, b: {} },
          enum: [{ $ref: "100%" }],
          description: "100%",
        },
      },
    },
  });
  expect(document).toEqual({
    components: {
      schemas: {
        "50\ue000": {
          required: ["a\ue000", "b"],
          properties: { "a\ue000": { $ref: "#/components/schemas/50\ue000" }, $ref: { type: "string" }, b: {} },
          enum: [{ data_$ref: "100%" }],
          description: "100%",
        },
      },
    },
  });
  expect(restore('data_$ref: "100%" "50\\uE000"')).toBe('$ref: "100%" "50%"');
});

it("a document without such names is left as it is, and so is its text", () => {
  const document: JsonObject = { paths: { "/a": { get: { description: "100% $ref" } } }, "x-a": { text: "%" } };
  const renamed = renameStumblingNames(document);
  expect(renamed.document).toBe(document);
  expect(renamed.restore("data_$ref \ue000")).toBe("data_$ref \ue000");
});

it.each(["operationId", "name"])("a percent sign in %s alone is seen", (key) => {
  expect(renameStumblingNames({ [key]: "50%" }).document).toEqual({ [key]: "50\ue000" });
});

it("takes other marks where the document has these", () => {
  const { document, restore } = renameStumblingNames({ data_a: 1, "\ue000": 2, enum: [{ $ref: "a" }], "%": 4 });
  expect(document).toEqual({ data_a: 1, "\ue000": 2, enum: [{ _data_$ref: "a" }], "\ue001": 4 });
  expect(restore("data_a _data_$ref \ue000 \\uE001")).toBe("data_a $ref \ue000 %");
});

it("restores any document", () => {
  fc.assert(
    fc.property(jsonObject, (value) => {
      const { document, restore } = renameStumblingNames(value as JsonObject);
      expect(JSON.parse(restore(JSON.stringify(document)))).toEqual(value);
    }),
  );
});
