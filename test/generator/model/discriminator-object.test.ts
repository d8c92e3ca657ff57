import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../../../generator/document/source.js";
import {
  discriminatorOf,
  isDefault,
  propertyNameOf,
  readMapping,
  valuesOf,
} from "../../../generator/model/discriminator-object.js";
import { propertiesOf } from "../../../generator/document/schema-properties.js";
import { documentOf } from "../streams.js";

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const own = (value: JsonValue) => ({ value, path: ["own"] });
const base = { discriminator: { propertyName: "kind" }, properties: { kind: { type: "string" } } };
const schemas: JsonObject = {
  Base: base,
  A: { allOf: [ref("Base")] },
  B: { allOf: [ref("Base"), { properties: { kind: { enum: ["b", "bb"] } } }] },
  C: { properties: { kind: { const: "c" } } },
  AB: { oneOf: [ref("A"), ref("B")] },
};
const document = documentOf({ components: { schemas } });
const [a, b, c] = ["A", "B", "C"].map((name) => own(ref(name))) as [
  ReturnType<typeof own>,
  ReturnType<typeof own>,
  ReturnType<typeof own>,
];

describe("the discriminator of a union", () => {
  it("is its own, that beside a reference first", () => {
    const union = { oneOf: [a.value], discriminator: { propertyName: "own" } };
    expect(propertyNameOf(discriminatorOf(document, own(union), [a]))).toBe("own");
    const beside = own({ ...ref("Base"), discriminator: { propertyName: "beside" } });
    expect(propertyNameOf(discriminatorOf(document, beside, []))).toBe("beside");
  });

  it("is that of the base that all branches inherit from", () => {
    expect(propertyNameOf(discriminatorOf(document, own({}), [a, b]))).toBe("kind");
    expect(discriminatorOf(document, own({}), [a, c])).toBeUndefined();
    expect(discriminatorOf(document, own({}), [])).toBeUndefined();
  });

  it("without a name for its property is none", () => {
    expect(propertyNameOf(own({ propertyName: 4 }))).toBeUndefined();
  });
});

describe("the names of a branch", () => {
  const mapping = own({
    propertyName: "kind",
    mapping: { x: "A", y: "#/components/schemas/A", both: "AB", z: "#/nowhere" },
  });

  it("are those that the mapping has for it, or for a union that it is in", () => {
    const namesOf = readMapping(document, mapping);
    expect(namesOf(a)).toEqual(["x", "y", "both"]);
    expect(namesOf(b)).toEqual(["both"]);
    expect(readMapping(document, undefined)(a)).toEqual([]);
  });

  it("are those of a schema that it refers to, or that refers to it, where none is its own", () => {
    const alias = { ...schemas, Alias: ref("A"), Odd: { properties: { "a/b": {}, "c%": {} } } };
    const named = (mapped: JsonObject, branch: JsonObject): readonly string[] =>
      readMapping(documentOf({ components: { schemas: alias } }), own({ mapping: mapped }))(own(branch));
    expect(named({ x: "Alias", y: "A" }, ref("A"))).toEqual(["y"]);
    expect(named({ x: "Alias", y: "A" }, ref("Alias"))).toEqual(["x"]);
    expect(named({ x: "Alias" }, ref("A"))).toEqual(["x"]);
    expect(named({ x: "A" }, ref("Alias"))).toEqual(["x"]);
    const nested = "#/components/schemas/Odd/properties/a~1b";
    const encoded = "#/components/schemas/Odd/properties/c%25";
    expect(named({ x: encoded, y: nested }, { $ref: nested })).toEqual(["y"]);
    expect(named({ x: encoded, y: nested }, { $ref: encoded })).toEqual(["x"]);
  });

  it("are its constant, else the mapping's, else what it lists, else its component's", () => {
    const values = (branch: typeof a, discriminator = own({})) =>
      valuesOf(
        document,
        readMapping(document, discriminator)(branch),
        branch,
        propertiesOf(document, branch).get("kind"),
      );
    expect([values(c, mapping), values(b, mapping), values(b), values(a)]).toEqual([
      ["c"],
      ["both"],
      ["b", "bb"],
      ["A"],
    ]);
  });

  it("are none for the schema of all other names", () => {
    expect(
      ["A", "#/components/schemas/A", "B"].map((name) => isDefault(document, own({ defaultMapping: name }), a)),
    ).toEqual([true, true, false]);
    expect(isDefault(document, undefined, a)).toBe(false);
  });
});
