import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { target } from "../../../generator/document/reference.js";
import type { JsonObject, JsonValue } from "../../../generator/document/source.js";
import { distributeUnions } from "../../../generator/model/distribute-unions.js";
import { buildModel } from "../../../generator/model/build-model.js";
import { problemsOfClaims } from "../claims.js";
import { problemsOf } from "../documents.js";
import { chatYaml, documentOf } from "../streams.js";
import { ENVELOPE, useChat } from "./chat.js";

const { read } = useChat();

const MEMBERS = `A: {type: object, required: [type], properties: {type: {const: a}}}
B: {type: object, required: [type], properties: {type: {const: b}, text: {type: string}}}`;
const UNION = "oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]";
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const made = (source: string, ...allOf: readonly JsonObject[]): JsonObject => ({
  allOf,
  "x-made-of": `#/components/schemas/${source}`,
});

/** The schemas of a chat whose events are `Event`, as they are distributed. */
function schemasOf(schemas: string, mediaType = ENVELOPE): JsonObject {
  const document = documentOf(parse(chatYaml(mediaType, schemas)) as JsonValue);
  return target(distributeUnions(document), "#/components/schemas")?.value as JsonObject;
}

describe("what is said of all events of a union is said of each", () => {
  const id = { required: ["id"], properties: { id: { type: "integer" } } };

  it("in components of their own; what was written stays", () => {
    const schemas = `Event: {description: An event., required: [id], properties: {id: {type: integer}}, ${UNION}}\n${MEMBERS}`;
    const written = parse(schemas) as JsonObject;
    expect(schemasOf(schemas)).toEqual({
      ...written,
      EventBase: { ...id, "x-made-of": "#/components/schemas/Event" },
      EventA: made("A", ref("A"), ref("EventBase")),
      EventB: made("B", ref("B"), ref("EventBase")),
      EventEvents: { oneOf: [ref("EventA"), ref("EventB")], "x-made-of": "#/components/schemas/Event" },
    });
    expect(schemasOf(schemas.replace("oneOf", "anyOf"))).toMatchObject({
      EventEvents: { anyOf: [ref("EventA"), ref("EventB")] },
    });
  });

  it("by reference, where what stands around it is a component already", () => {
    const both = "allOf: [{$ref: '#/components/schemas/Union'}, {$ref: '#/components/schemas/Common'}]";
    const discriminator = "discriminator: {propertyName: type}";
    const common = "Common: {properties: {id: {type: integer}}}";
    expect(schemasOf(`Event: {${both}}\nUnion: {${UNION}, ${discriminator}}\n${common}\n${MEMBERS}`)).toMatchObject({
      EventA: made("A", ref("A"), ref("Common")),
      EventEvents: { discriminator: { propertyName: "type" }, "x-made-of": "#/components/schemas/Union" },
    });
  });

  it("an inline member stays one, and says where it was written", () => {
    const schemas = `Event: {properties: {id: {type: integer}}, oneOf: [{properties: {type: {const: c}}}, {$ref: '#/components/schemas/A'}]}\n${MEMBERS}`;
    const inline = made("Event/oneOf/0", { properties: { type: { const: "c" } } }, ref("EventBase"));
    expect(schemasOf(schemas)).toMatchObject({ EventEvents: { oneOf: [inline, ref("EventA")] } });
  });

  it("what is said of a member in its union stays with it", () => {
    const marked = UNION.replace("schemas/B'", "schemas/B', x-ms-sse-terminal-event: true, description: The last.");
    const schemas = schemasOf(`Event: {properties: {id: {type: integer}}, ${marked}}\n${MEMBERS}`);
    const last = { ...ref("EventB"), "x-ms-sse-terminal-event": true, description: "The last." };
    expect(schemas["EventEvents"]).toMatchObject({ oneOf: [ref("EventA"), last] });
  });

  it("a stream refers to them, and every stream of one union to the same", () => {
    const schemas = `Event: {properties: {id: {type: integer}}, ${UNION}}\n${MEMBERS}`;
    const text = chatYaml(ENVELOPE, schemas).replace(
      "components:\n",
      "  /log: {get: {responses: {'200': {description: '', content: {application/jsonl: {schema: {$ref: '#/components/schemas/Event'}}}}}}}\ncomponents:\n",
    );
    const { paths } = distributeUnions(documentOf(parse(text) as JsonValue)).value as { readonly paths: JsonObject };
    expect(JSON.stringify(paths).split('"#/components/schemas/EventEvents"')).toHaveLength(3);
  });

  it("an envelope in an allOf is one, and so is what it holds", () => {
    const item = `itemSchema:
  allOf:
    - {properties: {data: {type: string}}}
    - oneOf: [{properties: {event: {const: a}, data: {contentSchema: {$ref: '#/components/schemas/Event'}}}}, {properties: {event: {const: b}}}]`;
    const schemas = schemasOf(`Event: {properties: {id: {type: integer}}, ${UNION}}\n${MEMBERS}`, item);
    expect(Object.keys(schemas)).toEqual(expect.arrayContaining(["ChatEvents", "EventEvents", "EventA"]));
  });
});

it.each([
  ["where every event has it anyhow", `Event: {required: [type], properties: {type: {type: string}}, ${UNION}}`],
  ["where nothing is beside it but words", `Event: {description: An event., type: object, ${UNION}}`],
  ["where it is no union", "Event: {properties: {type: {const: a}}}"],
  [
    "where nothing tells the events apart",
    `Event: {properties: {id: {type: integer}}, ${UNION.replace("/B'", "/A'")}}`,
  ],
  [
    "where it requires one thing or another",
    "Event: {properties: {a: {}, b: {}}, oneOf: [{required: [a]}, {required: [b]}]}",
  ],
])("a document stays as it is %s", (_, schemas) => {
  const document = documentOf(parse(chatYaml(ENVELOPE, `${schemas}\n${MEMBERS}`)) as JsonValue);
  expect(distributeUnions(document)).toBe(document);
});

it("every value knows where it was written", () => {
  const schemas = `Event: {properties: {id: {type: integer}}, oneOf: [{$ref: '#/components/schemas/A'}, {type: object, properties: {type: {const: c}}}]}\n${MEMBERS}`;
  const written = read("openapi.yaml", chatYaml(ENVELOPE, schemas));
  const document = distributeUnions(written);
  const inSchemas = (...path: readonly (string | number)[]) => ["components", "schemas", ...path];
  const pairs = [
    [inSchemas("EventA"), inSchemas("A")],
    [inSchemas("EventBase", "properties", "id"), inSchemas("Event", "properties", "id")],
    [inSchemas("EventEvents", "oneOf", 1), inSchemas("Event", "oneOf", 1)],
    [inSchemas("Event", "oneOf", 1, "properties"), inSchemas("Event", "oneOf", 1, "properties")],
  ] as const;
  for (const [now, before] of pairs) expect(document.locate(now)).toEqual(written.locate(before));
});

it("the types of the events have all of it, and the names that they had", async () => {
  const schemas = `Event: {required: [id], properties: {id: {type: integer}}, ${UNION}, discriminator: {propertyName: type, mapping: {b: B}}}\n${MEMBERS.replace("{const: b}", "{type: string}")}`;
  const claims = `import type { A } from "./shared/index.js";
const a = {} as StreamEvents["chat"]["a"];
const b = {} as StreamEvents["chat"]["b"];
same<typeof a, A>(true);
a.type satisfies "a";
a.id satisfies number;
b.type satisfies "b";
[b.id, b.text] satisfies [number, string | undefined];
// @ts-expect-error
a.text;`;
  expect(await problemsOfClaims({ shared: { yaml: chatYaml(ENVELOPE, schemas), claims } })).toEqual([]);
});

describe("a stream of events that are whole", () => {
  const distributed = (schemas: string) => distributeUnions(read("openapi.yaml", chatYaml(ENVELOPE, schemas)));

  it("ends with the member that is marked, and has the words of what was written", () => {
    const marked = UNION.replace("schemas/B'", "schemas/B', x-ms-sse-terminal-event: true");
    const members = MEMBERS.replace("A: {", "A: {description: The first., ");
    const { model } = buildModel(distributed(`Event: {properties: {id: {type: integer}}, ${marked}}\n${members}`));
    expect(model.streams[0]?.events.map(({ role }) => role)).toEqual(["yield", "end"]);
    expect(model.eventTypes[0]?.description).toBe("The first.");
  });

  it("is refused where what all share does not allow the name of one, with the action for where that is written", () => {
    const schemas = `Event: {properties: {type: {enum: [a]}, id: {type: integer}}, ${UNION}}\n${MEMBERS}`;
    const told = problemsOf(() => buildModel(distributed(schemas)));
    expect(told).toContain('B is the event "b", and its schema does not allow that as its "type"');
    expect(told).toContain("- target: $.components.schemas.Event.properties.type.enum");
  });
});
