import { expect, it } from "vitest";
import { branchesOf } from "../../../generator/document/schema-unions.js";
import { document, own, ref, schema } from "./schemas.js";

it("the branches of a union are flat, each once, without null", () => {
  expect(branchesOf(document, schema("Union"))?.map(({ value }) => value)).toEqual([ref("A"), ref("B")]);
  expect([branchesOf(document, schema("A")), branchesOf(document, own({ oneOf: [] }))]).toEqual([undefined, []]);
});
