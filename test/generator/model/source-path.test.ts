import { expect, it } from "vitest";
import { sourcePath, writtenOf } from "../../../generator/model/source-path.js";
import { at, documentOf } from "../streams.js";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const schemas = {
  A: { properties: { text: {} } },
  EventA: { allOf: [ref("A")], "x-made-of": "#/components/schemas/A" },
  Event: { allOf: [{}, { oneOf: [{ type: "object" }] }] },
  Events: {
    oneOf: [{ allOf: [{}], "x-made-of": "#/components/schemas/Event/allOf/1/oneOf/0" }],
    "x-made-of": "#/components/schemas/Event/allOf/1",
  },
};
const document = documentOf({ components: { schemas } });

it.each([
  ["#/components/schemas/EventA", "#/components/schemas/A"],
  ["#/components/schemas/A", "#/components/schemas/A"],
  ["#/components/schemas/Events/oneOf/0", "#/components/schemas/Event/allOf/1/oneOf/0"],
])("what %s was made of is %s", (made, written) => {
  expect(writtenOf(document, at(document, made)).path).toEqual(at(document, written).path);
});

it("a schema that was written is itself, also by reference", () => {
  const reference = { value: ref("A"), path: ["x"] };
  expect(writtenOf(document, reference)).toBe(reference);
  expect(writtenOf(document, { value: ref("EventA"), path: ["x"] }).path).toEqual(["components", "schemas", "A"]);
});

it("a path into what was made leads to where an Overlay can name it", () => {
  const path = ["components", "schemas", "Events", "discriminator", "mapping"];
  expect(sourcePath(document, path)).toEqual([
    "components",
    "schemas",
    "Event",
    "allOf",
    1,
    "discriminator",
    "mapping",
  ]);
  expect(sourcePath(document, ["paths", "/a"])).toEqual(["paths", "/a"]);
  expect(sourcePath(document, ["components", "schemas", "A", "properties"])).toEqual([
    "components",
    "schemas",
    "A",
    "properties",
  ]);
});
