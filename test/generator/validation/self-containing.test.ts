import { describe, expect, it } from "vitest";

import { selfContaining } from "../../../generator/validation/self-containing.js";
import { documentOf } from "../streams.js";

const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

function faultsOf(schemas: object): readonly string[] {
  const document = documentOf({ components: { schemas } } as never);
  return selfContaining(document).map(({ path, message }) => `${path.slice(2).join("/")}: ${message}`);
}

describe("a schema that is a part of itself", () => {
  it.each<[string, object, readonly string[]]>([
    ["at once", { A: { oneOf: [ref("A")] } }, ["A/oneOf/0: The schema is a part of itself: #/components/schemas/A"]],
    [
      "by another",
      { A: { anyOf: [{ type: "null" }, ref("B")] }, B: { allOf: [ref("A")] } },
      ["B/allOf/0: The schema is a part of itself: #/components/schemas/A"],
    ],
    [
      "by a reference",
      { A: ref("B"), B: { oneOf: [{ allOf: [ref("A")] }] } },
      ["B/oneOf/0/allOf/0: The schema is a part of itself: #/components/schemas/B"],
    ],
  ])("%s", (_, schemas, expected) => {
    expect(faultsOf(schemas)).toEqual(expected);
  });

  it.each<[string, object]>([
    ["a property", { A: { oneOf: [{ properties: { a: ref("A") } }] } }],
    ["an array", { A: { oneOf: [{ items: ref("A") }] } }],
    ["twice the same", { A: { allOf: [ref("B"), ref("B")] }, B: {} }],
    ["what leads nowhere", { A: { allOf: [ref("B")] } }],
  ])("not by %s", (_, schemas) => {
    expect(faultsOf(schemas)).toEqual([]);
  });
});
