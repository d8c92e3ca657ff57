import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { writeMemberNames } from "../../../generator/emit/lower-discriminators.js";
import { objectAt, visitObjects, type MutableObject } from "../../../generator/emit/mutable.js";
import type { JsonObject } from "../../../generator/document/source.js";
import { memberNamesOf } from "../../../generator/model/member-names.js";
import { readStreams } from "../../../generator/model/read-streams.js";
import type { Stream } from "../../../generator/model/model.js";
import { problemsOfClaims } from "../claims.js";
import { chatYaml, documentOf } from "../streams.js";

/** The schemas of a document, with what its discriminators say. */
function lowered(schemas: string, streams: readonly Stream[] = []): MutableObject {
  const root: MutableObject = { components: { schemas: parse(schemas) as MutableObject } };
  const names = memberNamesOf(documentOf(root as JsonObject));
  visitObjects(root, ({ object, isSchema }) => isSchema && delete object["discriminator"]);
  writeMemberNames(root, names, streams);
  return objectAt(root, ["components", "schemas"]);
}

const UNION =
  "{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: {propertyName: k";
const A_IS = { type: "object", required: ["k"], properties: { k: { type: "string", enum: ["a"] } } };

describe("what a discriminator says is written into the members", () => {
  it.each([
    ["the names of the mapping, and else the component's", "{a: A}", "type: string", ["a"], ["B"]],
    ["several names", "{a: A, aa: '#/components/schemas/A', gone: Gone}", "type: string", ["a", "aa"], ["B"]],
  ])("%s", (_, mapping, k, a, b) => {
    const schemas = lowered(`Event: ${UNION}, mapping: ${mapping}}}
A: {type: object, properties: {k: {${k}, description: The kind.}}}
B: {type: object, required: [x, k], properties: {x: {}, k: {type: string}}}`);
    expect(schemas).toEqual({
      Event: { oneOf: [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }] },
      A: { ...A_IS, properties: { k: { description: "The kind.", type: "string", enum: a } } },
      B: { type: "object", required: ["x", "k"], properties: { x: {}, k: { type: "string", enum: b } } },
    });
  });

  it("but not into one that says its name, by a constant or by several, of whatever type", () => {
    const members = "A: {properties: {k: {const: a}}}\nB: {allOf: [{properties: {k: {enum: [b, c]}}}]}";
    expect(lowered(`Event: ${UNION}}}\n${members}`)).toMatchObject(parse(members) as object);
    expect(lowered(`Event: ${UNION}}}\n${members.replace("const: a", "const: 1")}`)).toMatchObject({
      A: { properties: { k: { const: 1 } } },
    });
  });

  it("beside the parts of an allOf, and where there is no such property", () => {
    expect(lowered(`Event: ${UNION}}}\nA: {allOf: [{properties: {x: {}}}]}\nB: {type: object}`)).toMatchObject({
      A: { allOf: [{ properties: { x: {} } }, { ...A_IS, properties: { k: { type: "string", enum: ["A"] } } }] },
      B: { type: "object", required: ["k"], properties: { k: { type: "string", enum: ["B"] } } },
    });
  });

  it("all names of a member of several unions", () => {
    const schemas = lowered(`One: ${UNION}, mapping: {a: A}}}\nOther: ${UNION}, mapping: {aa: A}}}\nA: {}\nB: {}`);
    expect(schemas["A"]).toMatchObject({ properties: { k: { enum: ["a", "aa"] } } });
  });

  it("heirs of a base, which stays as it is", () => {
    const base =
      "Base: {properties: {k: {type: string}}, discriminator: {propertyName: k, mapping: {base: Base, a: A}}}";
    expect(lowered(`${base}\nA: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {x: {}}}]}`)).toEqual({
      Base: { properties: { k: { type: "string" } } },
      A: { allOf: [{ $ref: "#/components/schemas/Base" }, { properties: { x: {} } }, { ...A_IS, type: "object" }] },
    });
  });

  it("OpenAPI 3.2: not into the member that any other name stands for", () => {
    const schemas = lowered(`Event: ${UNION}, defaultMapping: B}}\nA: {}\nB: {properties: {k: {type: string}}}`);
    expect(schemas["B"]).toEqual({ properties: { k: { type: "string" } } });
  });

  it("which of the names that all members list is one's, and none where the listed ones are no strings", () => {
    const members = (k: string): string => `A: {properties: {k: ${k}}}\nB: {properties: {k: ${k}}}`;
    const mapped = `Event: ${UNION}, mapping: {a: A, b: B}}}`;
    const list = `{$ref: '#/components/schemas/K'}\n`;
    const schemas = lowered(`${mapped}\nK: {enum: [a, b, c]}\n${members(list.trim())}`);
    expect(schemas).toMatchObject({
      A: { properties: { k: { enum: ["a"] } } },
      B: { properties: { k: { enum: ["b"] } } },
    });
    for (const k of ["{enum: [1, 2]}", "{enum: [true]}", "{type: integer}", "{enum: [a, x, y]}"]) {
      const { B } = lowered(`${mapped}\n${members(k)}`);
      expect(B).toEqual((parse(members(k)) as MutableObject)["B"]);
    }
  });

  it("into the members of a member that is a union, or into that where the property stands beside its members", () => {
    const outer = `Event: ${UNION}, mapping: {a: A, b: B}}}\nA: {type: object}`;
    const inner = "oneOf: [{$ref: '#/components/schemas/C'}]";
    expect(lowered(`${outer}\nB: {${inner}}\nC: {}`)).toMatchObject({ C: { properties: { k: { enum: ["b"] } } } });
    expect(lowered(`${outer}\nB: {properties: {k: {}}, ${inner}}\nC: {}`)).toMatchObject({
      B: { properties: { k: { enum: ["b"] } } },
      C: {},
    });
    const round = `Event: ${UNION}}}\nA: {type: object}\nB: {oneOf: [{$ref: '#/components/schemas/Event'}]}`;
    expect(lowered(round)["B"]).toEqual({ oneOf: [{ $ref: "#/components/schemas/Event" }] });
  });

  it("into a component that is a reference alone, beside it", () => {
    expect(
      lowered(`Event: ${UNION}, mapping: {a: A}}}\nA: {$ref: '#/components/schemas/C'}\nC: {}\nB: {}`),
    ).toMatchObject({
      A: { allOf: [{ $ref: "#/components/schemas/C" }, { properties: { k: { enum: ["a"] } } }] },
      C: {},
    });
  });

  it("together with the names that a stream has for the same schema", () => {
    const yaml = `Event: ${UNION}, mapping: {aa: A, bb: B}}}
A: {required: [k], properties: {k: {type: string}}}
B: {required: [k], properties: {k: {type: string}}}`;
    const { streams } = readStreams(
      documentOf(parse(chatYaml(`itemSchema: ${UNION}, mapping: {a: A, b: B}}}`, yaml)) as JsonObject),
    );
    const schemas = lowered(
      yaml,
      streams.flatMap(({ stream }) => stream ?? []),
    );
    expect(schemas).toMatchObject({ A: { properties: { k: { enum: ["aa", "a"] } } } });
  });

  it("a discriminator without a property says nothing; one that is no schema's is left alone", () => {
    expect(lowered("Event: {oneOf: [{$ref: '#/components/schemas/A'}], discriminator: {}}\nA: {}")["A"]).toEqual({});
    const data = "A: {example: {discriminator: {propertyName: k}}, properties: {discriminator: {type: string}}}";
    expect(lowered(data)).toEqual(parse(data));
  });
});

it("the types of a discriminated union are told apart, wherever it stands", async () => {
  const yaml = `openapi: 3.1.0
info: {title: T, version: 1.0.0}
paths: {}
components:
  schemas:
    Const: {oneOf: [{$ref: '#/components/schemas/Start'}, {$ref: '#/components/schemas/Stop'}], discriminator: {propertyName: type}}
    Start: {type: object, required: [type], properties: {type: {const: message_start}, text: {type: string}}}
    Stop: {type: object, required: [type], properties: {type: {enum: [message_stop, message_end]}, total: {type: integer}}}
    Outer: {oneOf: [{$ref: '#/components/schemas/Start'}, {$ref: '#/components/schemas/Inner'}], discriminator: {propertyName: type}}
    Inner: {oneOf: [{$ref: '#/components/schemas/Stop'}, {$ref: '#/components/schemas/Pause'}]}
    Pause: {type: object, required: [type], properties: {type: {const: message_pause}}}
    Optional: {oneOf: [{$ref: '#/components/schemas/Null'}, {$ref: '#/components/schemas/Part'}], discriminator: {propertyName: type}}
    Null: {type: object, required: [type], properties: {type: {anyOf: [{const: x}, {type: 'null'}]}}}
    Part: {type: object, required: [type], properties: {type: {allOf: [{$ref: '#/components/schemas/PartName'}]}}}
    PartName: {type: string, enum: [part]}
    Mapped: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: {propertyName: k, mapping: {a: '#/components/schemas/A', b: B}}}
    A: {type: object, required: [k], properties: {k: {type: string}, a: {type: string}}}
    B: {type: object, required: [k], properties: {k: {type: string}, b: {type: string}}}
    Holder: {type: object, required: [mapped], properties: {mapped: {allOf: [{$ref: '#/components/schemas/Mapped'}], nullable: true}}}
    Pet: {type: object, required: [kind], properties: {kind: {type: string}, name: {type: string}}, discriminator: {propertyName: kind, mapping: {cat: Cat}}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {lives: {type: integer}}}]}
    Nested: {oneOf: [{$ref: '#/components/schemas/Box/properties/one'}, {$ref: '#/components/schemas/Box/properties/two'}], discriminator: {propertyName: k, mapping: {uno: '#/components/schemas/Box/properties/one'}}}
    Box: {type: object, properties: {one: {type: object, properties: {k: {type: string}}}, two: {type: object, properties: {k: {enum: [2]}}}}}
`;
  const claims = `
type S = components["schemas"];
same<S["Start"]["type"], "message_start">(true);
same<S["Stop"]["type"], "message_stop" | "message_end">(true);
const event = null as unknown as S["Const"];
if (event.type === "message_stop") same<typeof event.total, number | undefined>(true);
same<S["Outer"]["type"], "message_start" | "message_stop" | "message_end" | "message_pause">(true);
same<S["Null"]["type"], "x" | null>(true);
same<S["Part"]["type"], "part">(true);
const mapped = null as unknown as NonNullable<S["Holder"]["mapped"]>;
if (mapped.k === "a") same<typeof mapped.a, string | undefined>(true);
else same<typeof mapped.b, string | undefined>(true);
same<S["Cat"]["kind"], "cat">(true);
same<S["Cat"]["name"], string | undefined>(true);
same<S["Nested"]["k"], "uno" | 2 | undefined>(true);
`;
  const stream = chatYaml(
    `itemSchema: ${UNION}, mapping: {a: A, b: B}}}`,
    `Other: ${UNION}, mapping: {aa: A, bb: B}}}
A: {type: object, required: [k], properties: {k: {type: string}, a: {type: integer}}}
B: {type: object, required: [k], properties: {k: {type: string}, b: {$ref: '#/components/schemas/Other'}}}`,
  );
  const ofEvents = `
same<StreamEvents["chat"]["a"]["k"], "a">(true);
same<components["schemas"]["Other"]["k"], "a" | "aa" | "b" | "bb">(true);
`;
  const cases = { unions: { yaml, claims }, stream: { yaml: stream, claims: ofEvents } };
  expect(await problemsOfClaims(cases)).toEqual([]);
});
