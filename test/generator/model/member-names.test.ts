import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { JsonValue } from "../../../generator/document/source.js";
import { memberNamesOf, toNamesSchema } from "../../../generator/model/member-names.js";
import { documentOf } from "../streams.js";

function namesIn(schemas: string, others: object = {}) {
  return memberNamesOf(documentOf({ ...others, components: { schemas: parse(schemas) as JsonValue } }));
}

/** `A.k: a, aa by Event/discriminator/mapping`, a line for each property of a member. */
function linesOf(schemas: string): readonly string[] {
  return [...namesIn(schemas).values()].flat().map(({ member, property, names, at }) => {
    return `${member.slice(2).join("/")}.${property}: ${names.join(", ")} by ${at.slice(2).join("/")}`;
  });
}

const A_OR_B = "oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]";

describe("the names of members", () => {
  it("are those of the mapping, else the component's", () => {
    const mapping = "{a: A, aa: '#/components/schemas/A', gone: Gone}";
    const event = `Event: {${A_OR_B}, discriminator: {propertyName: k, mapping: ${mapping}}}`;
    expect(linesOf(`${event}\nA: {}\nB: {properties: {k: {type: string}}}`)).toEqual([
      "A.k: a, aa by Event/discriminator/mapping",
      "B.k: B by Event/discriminator/propertyName",
    ]);
  });

  it("are those of all unions, each once, and by property", () => {
    const union = (property: string, name: string) =>
      `{${A_OR_B}, discriminator: {propertyName: ${property}, mapping: {${name}: A, b: B}}}`;
    expect(
      linesOf(`One: ${union("k", "a")}\nTwo: ${union("k", "aa")}\nThree: ${union("t", "a")}\nA: {}\nB: {}`),
    ).toEqual([
      "A.k: a, aa by One/discriminator/mapping/a",
      "A.t: a by Three/discriminator/mapping/a",
      "B.k: b by One/discriminator/mapping/b",
      "B.t: b by Three/discriminator/mapping/b",
    ]);
  });

  it("are those of heirs, and not of the base that they inherit from", () => {
    const base = "Base: {properties: {k: {}}, discriminator: {propertyName: k, mapping: {base: Base, a: A}}}";
    expect(linesOf(`${base}\nA: {allOf: [{$ref: '#/components/schemas/Base'}]}`)).toEqual([
      "A.k: a by Base/discriminator/mapping/a",
    ]);
  });

  it("are found wherever a union stands, but for data", () => {
    const union = `{${A_OR_B}, discriminator: {propertyName: k}}`;
    expect(linesOf(`Event: {items: {properties: {one: ${union}}}}\nA: {}\nB: {}`)).toEqual([
      "A.k: A by Event/items/properties/one/discriminator/propertyName",
      "B.k: B by Event/items/properties/one/discriminator/propertyName",
    ]);
    expect(linesOf(`Event: {example: ${union}, properties: {discriminator: {type: string}}}\nA: {}\nB: {}`)).toEqual(
      [],
    );
  });

  it.each([
    ["says them itself", "{properties: {k: {enum: [x, y]}}}"],
    ["has a constant that is no text", "{properties: {k: {const: 1}}}"],
    ["is a union itself", "{oneOf: [{type: object}]}"],
  ])("are none of a member that %s", (_, a) => {
    const lines = linesOf(`Event: {${A_OR_B}, discriminator: {propertyName: k}}\nA: ${a}\nB: {}`);
    expect(lines).toEqual(["B.k: B by Event/discriminator/propertyName"]);
  });

  it("are none of the member that any other name stands for (OpenAPI 3.2)", () => {
    const event = `Event: {${A_OR_B}, discriminator: {propertyName: k, defaultMapping: B}}`;
    expect(linesOf(`${event}\nA: {}\nB: {}`)).toEqual(["A.k: A by Event/discriminator/propertyName"]);
  });
});

it("a member's names are a schema that holds for it as well", () => {
  const event = `Event: {${A_OR_B}, discriminator: {propertyName: k, mapping: {a: A, aa: A}}}\nA: {}\nB: {}`;
  const [a] = namesIn(event).get("#/components/schemas/A")!;
  expect(toNamesSchema(a!)).toEqual({
    value: { required: ["k"], properties: { k: { type: "string", enum: ["a", "aa"] } } },
    path: ["components", "schemas", "Event", "discriminator", "mapping", "A"],
  });
});
