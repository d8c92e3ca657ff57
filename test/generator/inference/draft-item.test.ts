import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../generator/document/source.js";
import { countOf, draftItem } from "../../../generator/inference/draft-item.js";
import type { Dialect } from "../../../generator/inference/draft-schema.js";
import { draftLines } from "../../../generator/inference/draft.js";
import { seeStream } from "../../../generator/inference/seen-stream.js";
import { ComponentNames } from "../../../generator/model/component-names.js";
import type { Recording } from "../../../generator/recording/recording.js";
import { documentOf } from "../streams.js";
import { linesOf, recordingOf, Sent } from "./streams.js";

/** The lines of the item, and those of each schema. */
function drafted(recording: Recording, dialect: Dialect = "3.1", taken: readonly string[] = []) {
  const schemas: JsonValue = Object.fromEntries(taken.map((name) => [name, {}]));
  const names = new ComponentNames(documentOf({ components: { schemas } }));
  const draft = draftItem({ prefix: "chat", dialect, names }, seeStream([recording], undefined)!);
  const lines = Object.entries(draft.schemas).map(([name, schema]) => [name, draftLines(schema)] as const);
  return { item: draftLines(draft.item), names: Object.keys(draft.schemas), schemas: Object.fromEntries(lines) };
}

const TYPED = ["start", "word", "word", "tool.call"].map((type) => ({ type }));

describe("draftItem", () => {
  it("is a server-sent event whose data is a string, where that is text", () => {
    const { item, names } = drafted(recordingOf(["So", "it", "goes"]));
    expect(item).toEqual([
      "type: object",
      "required: [data]",
      "properties:",
      "  data:",
      "    type: string # 3 of 3 events",
    ]);
    expect(names).toEqual([]);
  });

  it("is one schema, where nothing names events", () => {
    const { item, schemas } = drafted(linesOf([{ x: 1 }, { x: 2 }]));
    expect(item).toEqual(["$ref: '#/components/schemas/ChatEvent'"]);
    expect(schemas["ChatEvent"]?.[0]).toBe("type: object # 2 of 2 events");
  });

  it.each<[Dialect, string]>([
    ["3.1", ""],
    ["3.0", "x-jsonschema-"],
  ])("says in the words of OpenAPI %s that data is JSON", (dialect, prefix) => {
    expect(drafted(recordingOf([{ x: 1 }, { x: 2 }]), dialect).item.slice(3)).toEqual([
      "  data:",
      "    type: string",
      `    ${prefix}contentMediaType: application/json # 2 of 2 events`,
      `    ${prefix}contentSchema:`,
      "      $ref: '#/components/schemas/ChatEvent'",
    ]);
  });

  it("is a union by a property, each member counted and in the mapping", () => {
    const { names, schemas } = drafted(linesOf(TYPED));
    expect(names).toEqual(["ChatEvent", "ChatStart", "ChatWord", "ChatToolCall"]);
    expect(schemas["ChatEvent"]).toEqual([
      "oneOf:",
      "  - $ref: '#/components/schemas/ChatStart' # 1 of 4 events",
      "  - $ref: '#/components/schemas/ChatWord' # 2 of 4 events",
      "  - $ref: '#/components/schemas/ChatToolCall' # 1 of 4 events",
      "discriminator:",
      "  propertyName: type # a name in 4 of 4 events, 3 of them",
      "  mapping:",
      "    start: '#/components/schemas/ChatStart'",
      "    word: '#/components/schemas/ChatWord'",
      "    tool.call: '#/components/schemas/ChatToolCall'",
    ]);
    expect(schemas["ChatToolCall"]?.at(-1)).toBe("    const: tool.call # 1 of 1 tool.call events");
  });

  it("takes no name that a schema has, nor one for two of its own", () => {
    const events = [...TYPED, { type: "tool_call" }];
    const { names } = drafted(linesOf(events), "3.1", ["chatevent", "ChatWord"]);
    expect(names).toEqual(["ChatEvent2", "ChatStart", "ChatWord2", "ChatToolCall", "ChatToolCall2"]);
  });
});

describe("draftItem: a union by the event field", () => {
  const sent = recordingOf([new Sent("a", { x: 1 }), new Sent("note", "no JSON"), new Sent("a", { x: 2 })]);

  it("has a branch for each name, and a schema where the data is JSON", () => {
    const { item, names, schemas } = drafted(sent);
    expect(item).toEqual([
      "oneOf:",
      "  - type: object",
      "    required: [event, data]",
      "    properties:",
      "      event:",
      "        const: a # 2 of 3 events",
      "      data:",
      "        type: string",
      "        contentMediaType: application/json # 2 of 2",
      "        contentSchema:",
      "          $ref: '#/components/schemas/ChatA'",
      "  - type: object",
      "    required: [event, data]",
      "    properties:",
      "      event:",
      "        const: note # 1 of 3 events",
      "      data:",
      "        type: string # no JSON in 1 of 1",
    ]);
    expect(names).toEqual(["ChatA"]);
    expect(schemas["ChatA"]?.[0]).toBe("type: object # 2 of 3 events");
  });

  it.each<[Dialect, readonly string[]]>([
    ["3.1", ["type: 'null' # 1 of 2 events"]],
    ["3.0", ["enum: [null] # 1 of 2 events", "nullable: true"]],
  ])("says in the words of OpenAPI %s that data is null", (dialect, lines) => {
    const { schemas } = drafted(recordingOf([new Sent("a", { x: 1 }), new Sent("end", null)]), dialect);
    expect(schemas["ChatEnd"]).toEqual(lines);
  });

  it("has a list of one name, where OpenAPI 3.0 has no constant", () => {
    expect(drafted(sent, "3.0").item).toContain("        enum: [a] # 2 of 3 events");
  });
});

it("countOf: all events of all names", () => {
  expect(countOf([])).toBe(0);
  expect(countOf(seeStream([linesOf(TYPED), linesOf(TYPED)], undefined)!.events)).toBe(8);
});
