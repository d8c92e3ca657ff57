import { describe, expect, it } from "vitest";
import { buildModel } from "../../../generator/model/build-model.js";
import { rowOf, type StreamRow } from "../../../generator/model/stream-row.js";
import { useFolder } from "../documents.js";
import { chatYaml } from "../streams.js";

const { read } = useFolder();

function row(mediaType: string, schemas?: string): StreamRow {
  return rowOf(buildModel(read("openapi.yaml", chatYaml(mediaType, schemas))).model.streams[0]!);
}

const TOKEN = "{type: object, required: [type, text], properties: {type: {const: token}, text: {type: string}}}";

describe("rowOf", () => {
  it("names what makes an item: one that is no object is refused where all are objects", () => {
    expect(row("itemSchema: {type: object, properties: {a: {type: string}}}").item).toBe("objectItem");
    expect(row("itemSchema: {type: [object, 'null'], properties: {a: {type: string}}}").item).toBe("jsonItem");
    expect(row("itemSchema: {type: object, properties: {data: {type: string}}}").item).toBe("textItem");
    expect(row("itemSchema: {$ref: '#/components/schemas/Token'}", `Token: ${TOKEN}`).item).toBe("objectItem");
    const among = (other: string): string =>
      `schema: {anyOf: [{type: object, properties: {b: {type: string}}}, ${other}, {type: string, const: '[DONE]'}]}`;
    expect(row(among("{type: object, properties: {a: {type: string}}}")).item).toBe("objectItem");
    expect(row(among("{type: array, items: {type: string}}")).item).toBe("jsonItem");
  });

  it("has what becomes of each event, and what `text()` joins of it", () => {
    const union = "itemSchema: {oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Done'}]}";
    const schemas = `Token: ${TOKEN}\nDone: {type: object, required: [type], properties: {type: {const: done}}}`;
    expect(row(`${union}\nx-event-stream: {end: done, text: {token: /text}}`, schemas)).toMatchObject({
      item: "jsonItem",
      events: { token: "yield", done: "end" },
      text: undefined,
      textByName: { token: ["text"] },
      textEvents: [],
    });
  });
});
