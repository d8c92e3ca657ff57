import { expect, it } from "vitest";
import { branchesOf, heirsOf, mappedReference } from "../../../generator/document/schema-unions.js";
import { documentOf } from "../streams.js";
import { document, own, ref, schema } from "./schemas.js";

it("the branches of a union are flat, each once, without null", () => {
  expect(branchesOf(document, schema("Union"))?.map(({ value }) => value)).toEqual([ref("A"), ref("B")]);
  expect([branchesOf(document, schema("A")), branchesOf(document, own({ oneOf: [] }))]).toEqual([undefined, []]);
});

it("the heirs of a base are what its mapping names, each once, though it has two names", () => {
  const mapping = { a: "A", first: "#/components/schemas/A", b: "B" };
  const base = own({ discriminator: { propertyName: "kind", mapping } });
  expect(heirsOf(document, base)?.map(({ value }) => value)).toEqual([ref("A"), ref("B")]);
});

it.each([
  ["A", "#/components/schemas/A"],
  ["A.v2", "#/components/schemas/A.v2"],
  ["Page<A>", "#/components/schemas/Page<A>"],
  ["a/b~c", "#/components/schemas/a~1b~0c"],
  ["#/$defs/A", "#/$defs/A"],
  ["./A", "./A"],
  ["a.yaml#/A", "a.yaml#/A"],
  ["a.yaml", "a.yaml"],
])("the value %s of a mapping is the reference %s: a component's name, wherever it can be one", (mapped, reference) => {
  expect(mappedReference(document, mapped)).toBe(reference);
});

it("a component may be called as a file is", () => {
  const named = documentOf({ components: { schemas: { "a.yaml": {} } } });
  expect(mappedReference(named, "a.yaml")).toBe("#/components/schemas/a.yaml");
});
