import { expect, it } from "vitest";
import { branchesOf, heirsOf } from "../../../generator/document/schema-unions.js";
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
