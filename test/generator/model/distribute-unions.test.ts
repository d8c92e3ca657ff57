import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { children, nodeAt, target } from "../../../generator/document/reference.js";
import { isObject, type JsonValue } from "../../../generator/document/source.js";
import { distributeUnions } from "../../../generator/model/distribute-unions.js";
import { problemsOfClaims } from "../claims.js";
import { chatYaml, documentOf } from "../streams.js";
import { ENVELOPE, useChat } from "./chat.js";

const { read } = useChat();

const MEMBERS = `A: {type: object, required: [type], properties: {type: {const: a}}}
B: {type: object, required: [type], properties: {type: {type: string}, text: {type: string}}}`;
const UNION = "oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]";
const [A, B, BASE] = ["A", "B", "EventBase"].map((name) => ({ $ref: `#/components/schemas/${name}` }));

/** The schemas of a chat whose events are `Event`, as they are distributed. */
function schemasOf(schemas: string, mediaType = ENVELOPE): { readonly [name: string]: JsonValue } {
  const document = documentOf(parse(chatYaml(mediaType, schemas)) as JsonValue);
  const value = target(distributeUnions(document), "#/components/schemas")?.value;
  return isObject(value ?? null) ? (value as { readonly [name: string]: JsonValue }) : {};
}

describe("what is said of all events of a union is said of each", () => {
  const id = { required: ["id"], properties: { id: { type: "integer" } } };

  it("what stands beside it, in a component that each has a part of", () => {
    const schemas = `Event: {description: An event., required: [id], properties: {id: {type: integer}}, ${UNION}}\n${MEMBERS}`;
    expect(schemasOf(schemas)).toMatchObject({
      Event: { description: "An event.", ...id, oneOf: [{ allOf: [A, BASE] }, { allOf: [B, BASE] }] },
      EventBase: id,
    });
    expect(schemasOf(schemas.replace("oneOf", "anyOf"))).toMatchObject({
      Event: { anyOf: [{ allOf: [A, BASE] }, {}] },
    });
  });

  it("what stands around it in an allOf; where that is a component already, it stays one", () => {
    const base = "EventBase: {required: [id], properties: {id: {type: integer}}}";
    const both = "allOf: [{$ref: '#/components/schemas/Union'}, {$ref: '#/components/schemas/EventBase'}]";
    expect(schemasOf(`Event: {${both}}\nUnion: {${UNION}}\n${base}\n${MEMBERS}`)).toEqual({
      Event: { oneOf: [{ allOf: [A, BASE] }, { allOf: [B, BASE] }] },
      Union: { oneOf: [A, B] },
      EventBase: id,
      A: expect.anything(),
      B: expect.anything(),
    });
  });

  it("what stands beside the reference to one of them", () => {
    const union = UNION.replace("schemas/B'", "schemas/B', properties: {type: {const: b}}");
    expect(schemasOf(`Event: {${union}}\n${MEMBERS}`)).toMatchObject({
      Event: { oneOf: [A, { allOf: [{ ...B, properties: { type: { const: "b" } } }] }] },
    });
  });

  it("of a union in a union, that of both", () => {
    const schemas = `Event: {properties: {id: {type: integer}}, oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/Inner'}]}
Inner: {properties: {at: {type: integer}}, oneOf: [{$ref: '#/components/schemas/B'}]}
${MEMBERS}`;
    const inner = { $ref: "#/components/schemas/InnerBase" };
    expect(schemasOf(schemas)).toMatchObject({
      Event: { oneOf: [{ allOf: [A, BASE] }, { oneOf: [{ allOf: [{ allOf: [B, inner] }, BASE] }] }] },
      Inner: { oneOf: [{ allOf: [B, inner] }] },
    });
  });

  it("a single schema in an allOf is that schema", () => {
    const schemas = `Event: {allOf: [{$ref: '#/components/schemas/Union'}]}\nUnion: {${UNION}}\n${MEMBERS}`;
    expect(schemasOf(schemas)["Event"]).toEqual({ oneOf: [A, B] });
  });
});

describe("the discriminator", () => {
  it("means by its mapping the member that stands apart, unless that says its name itself", () => {
    const discriminator =
      "discriminator: {propertyName: type, mapping: {a: A, b: '#/components/schemas/B'}, defaultMapping: B}";
    const schemas = `Event: {properties: {id: {type: integer}}, ${UNION}, ${discriminator}}\n${MEMBERS}`;
    const place = "#/components/schemas/Event/oneOf/1";
    const expected = { propertyName: "type", mapping: { b: place }, defaultMapping: place };
    expect(schemasOf(schemas)).toMatchObject({ Event: { discriminator: expected } });
  });

  it("without a mapping, the component's name stays the name", () => {
    const schemas = `Event: {properties: {id: {type: integer}}, ${UNION}, discriminator: {propertyName: type}}\n${MEMBERS}`;
    const mapping = { B: "#/components/schemas/Event/oneOf/1" };
    expect(schemasOf(schemas)).toMatchObject({ Event: { discriminator: { propertyName: "type", mapping } } });
  });
});

describe("it stays as it is", () => {
  it.each([
    ["where every event has it anyhow", `Event: {required: [type], properties: {type: {type: string}}, ${UNION}}`],
    ["where an event has alternatives", `Event: {properties: {type: {const: a}}, allOf: [{${UNION}}]}`],
    ["where nothing is beside it but words", `Event: {description: An event., type: object, ${UNION}}`],
  ])("%s", (_, schemas) => {
    const document = documentOf(parse(chatYaml(ENVELOPE, `${schemas}\n${MEMBERS}`)) as JsonValue);
    expect(distributeUnions(document)).toBe(document);
  });

  it("one that inherits it, and null", () => {
    const schemas = `Event: {properties: {id: {type: integer}}, oneOf: [{$ref: '#/components/schemas/Heir'}, {type: 'null'}, {$ref: '#/components/schemas/A'}]}
Heir: {allOf: [{properties: {id: {type: integer}}}]}
${MEMBERS}`;
    const heir = { $ref: "#/components/schemas/Heir" };
    expect(schemasOf(schemas)).toMatchObject({ Event: { oneOf: [heir, { type: "null" }, { allOf: [A, BASE] }] } });
  });

  it("a union that holds itself", () => {
    const around = "allOf: [{$ref: '#/components/schemas/Event'}, {properties: {id: {type: integer}}}]";
    const schemas = `Event: {properties: {x: {type: string}}, oneOf: [{${around}}, {$ref: '#/components/schemas/A'}]}\n${MEMBERS}`;
    expect(Object.keys(schemasOf(schemas))).toContain("Event");
  });
});

it("every value knows where it was written", () => {
  const schemas = `Event: {properties: {id: {type: integer}}, oneOf: [{$ref: '#/components/schemas/A'}, {type: object, properties: {type: {const: c}}}]}\n${MEMBERS}`;
  const written = read("openapi.yaml", chatYaml(ENVELOPE, schemas));
  const document = distributeUnions(written);
  const event = ["components", "schemas", "Event"];
  const moved = document.locate([...event, "oneOf", 1, "allOf", 0, "properties", "type", "const"]);
  expect(moved).toEqual(written.locate([...event, "oneOf", 1, "properties", "type", "const"]));
  expect(document.locate([...event, "oneOf", 0])).toEqual(written.locate([...event, "oneOf", 0]));
  const base = document.locate(["components", "schemas", "EventBase", "properties", "id"]);
  expect(base).toEqual(written.locate([...event, "properties", "id"]));
  expect(children(nodeAt(document, [...event, "oneOf"]))).toHaveLength(2);
});

it("the types of the events have all of it", async () => {
  const schemas = `Event: {required: [id], properties: {id: {type: integer}}, ${UNION}, discriminator: {propertyName: type, mapping: {b: B}}}\n${MEMBERS}`;
  const claims = `const a = {} as StreamEvents["chat"]["a"];
const b = {} as StreamEvents["chat"]["b"];
a.type satisfies "a";
a.id satisfies number;
b.type satisfies "b";
[b.id, b.text] satisfies [number, string | undefined];
// @ts-expect-error
a.text;`;
  expect(await problemsOfClaims({ shared: { yaml: chatYaml(ENVELOPE, schemas), claims } })).toEqual([]);
});
