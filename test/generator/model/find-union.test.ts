import { describe, expect, it } from "vitest";
import { placeOfEvents } from "../../../generator/model/find-union.js";
import { readStreams } from "../../../generator/model/read-streams.js";
import { useFolder } from "../documents.js";
import { chatYaml } from "../streams.js";

const { read } = useFolder();

const A = "{type: object, properties: {type: {const: a}}}";
const B = "{type: object, properties: {type: {const: b}}}";
const MEDIA_TYPE = "paths//chat/post/responses/200/content/text/event-stream";

describe("the place of a stream's events", () => {
  it.each([
    ["the list in the item's schema", `itemSchema: {oneOf: [${A}, ${B}]}`, "{}", `${MEDIA_TYPE}/itemSchema/oneOf`],
    [
      "the list of a component",
      "schema: {$ref: '#/components/schemas/Event'}",
      `Event: {anyOf: [${A}, ${B}]}`,
      "components/schemas/Event/anyOf",
    ],
    [
      "the list in the data",
      `itemSchema: {properties: {data: {contentMediaType: application/json, contentSchema: {oneOf: [${A}, ${B}]}}}}`,
      "{}",
      `${MEDIA_TYPE}/itemSchema/properties/data/contentSchema/oneOf`,
    ],
    [
      "the item's schema, where heirs of a schema are the events",
      "itemSchema: {$ref: '#/components/schemas/Base'}",
      `Base: {type: object, required: [type], properties: {type: {type: string}}, discriminator: {propertyName: type}}
A: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {x: {type: string}}}]}
B: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {y: {type: string}}}]}`,
      `${MEDIA_TYPE}/itemSchema`,
    ],
    ["the one schema", `schema: ${A}`, "{}", `${MEDIA_TYPE}/schema`],
  ])("is %s", (_, mediaType, schemas, expected) => {
    const document = read("openapi.yaml", chatYaml(mediaType, schemas));
    const [one] = readStreams(document).streams;
    expect(placeOfEvents(document, one!.stream!).join("/")).toBe(expected);
  });
});
