import { expect, it } from "vitest";
import { startEditing } from "../../../generator/document/edited-document.js";
import {
  copiedReference,
  schemaReference,
  spotOf,
  under,
  type Spot,
} from "../../../generator/document/reference-spot.js";
import { documentOf } from "../streams.js";

const document = documentOf({
  paths: { "/a": { $ref: "a.yaml", description: "Ours." } },
  webhooks: { $ref: "webhooks.yaml" },
  components: {
    parameters: { P: { schema: { $ref: "s.yaml" } } },
    schemas: {
      S: {
        $ref: "s.yaml",
        properties: { $ref: { $ref: "t.yaml" } },
        example: { $ref: "data.yaml" },
        discriminator: { mapping: { a: "A", b: "#/B", c: "c.json", d: "x/d" } },
      },
    },
  },
});
const { root } = startEditing(document);

function at(...path: readonly string[]): Spot {
  return path.reduce<Spot>(under, spotOf(root));
}

it.each([
  [["paths", "/a"], "keyword", false, "a.yaml"],
  [["webhooks"], "name", false, "webhooks.yaml"],
  [["components", "parameters", "P"], "keyword", false, undefined],
  [["components", "parameters", "P", "schema"], "keyword", true, undefined],
  [["components", "schemas", "S"], "keyword", true, undefined],
  [["components", "schemas", "S", "properties"], "name", true, undefined],
  [["components", "schemas", "S", "properties", "$ref"], "keyword", true, undefined],
  [["components", "schemas", "S", "example"], "data", true, undefined],
] as const)("%j has keys of the kind %s, is a schema: %s, and is copied from %s", (path, keys, isSchema, copied) => {
  const spot = at(...path);
  expect({ keys: spot.keys, isSchema: spot.isSchema }).toEqual({ keys, isSchema });
  expect(copiedReference(spot)).toBe(copied);
});

it("a reference under a key of a schema is what it says, in a mapping perhaps a component's name", () => {
  const mapping = at("components", "schemas", "S", "discriminator", "mapping");
  expect(["a", "b", "c", "d", "e"].map((name) => schemaReference(mapping, name, document))).toEqual([
    "#/components/schemas/A",
    "#/B",
    "c.json",
    "x/d",
    undefined,
  ]);
  expect(schemaReference(at("components", "schemas", "S"), "$ref", document)).toBe("s.yaml");
});
