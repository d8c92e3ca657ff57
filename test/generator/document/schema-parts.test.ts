import { expect, it } from "vitest";
import { partsOf } from "../../../generator/document/schema-parts.js";
import { document, own, ref, schema } from "./schemas.js";

it("a schema's parts are itself and all of its allOf, each once", () => {
  expect(partsOf(document, schema("Circle")).map(({ path }) => path.join("/"))).toEqual([
    "components/schemas/Circle",
    "components/schemas/Circle/allOf/1",
    "components/schemas/A",
  ]);
  expect(partsOf(document, own({ allOf: [{ title: "a" }, { allOf: [{ title: "b" }] }] }))).toHaveLength(4);
});

it("what stands beside a reference is a part of its own, before what is referred to", () => {
  expect(partsOf(document, schema("Alias")).map(({ path }) => path.at(-1))).toEqual(["Alias", "A"]);
  expect(partsOf(document, own(ref("A"))).map(({ path }) => path.at(-1))).toEqual(["inline", "A"]);
  expect(partsOf(document, own(ref("Nowhere")))).toEqual([]);
});
