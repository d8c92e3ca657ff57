import { describe, expect, it } from "vitest";
import type { Document } from "../../../generator/document/source.js";
import type { SentItem } from "../../../generator/mock/sent-text.js";
import { sampleError, sampleItems } from "../../../generator/mock/sample-items.js";
import { useFolder } from "../documents.js";
import { chatYaml } from "../streams.js";
import { eventSchema, payloadStream, sampled } from "./sampled.js";

const { read } = useFolder();

function items(document: Document, seed = "1"): readonly SentItem[] {
  return sampleItems(sampled(document, seed));
}

function values(document: Document): readonly Readonly<Record<string, unknown>>[] {
  return items(document).map(({ data }) => JSON.parse(data) as Readonly<Record<string, unknown>>);
}

const UNION = "Event: {oneOf: [{$ref: '#/components/schemas/Word'}, {$ref: '#/components/schemas/End'}]}";
const named = (rules: string, word = "text: {type: string}"): Document =>
  read(
    "openapi.yaml",
    chatYaml(
      payloadStream("Event", rules),
      `${UNION}\nWord: ${eventSchema("word", word)}\nEnd: ${eventSchema("end", "error: {type: string}")}`,
    ),
  );

describe("the items of a stream", () => {
  it("are the words of a sentence, and what completes them", () => {
    const all = values(named("end: end, text: {word: /text}"));
    const text = all.flatMap(({ text: word }) => word ?? []).join("");
    expect(text).toMatch(/^\S.* \S+$/u);
    expect(all.length).toBe(text.split(" ").length + 1);
    expect(all.at(-1)).toMatchObject({ type: "end" });
  });

  it("are never null where a property names them, whatever their schema allows", () => {
    const nullable = named("end: end").value as object;
    const text = JSON.stringify(nullable).replaceAll(
      '"type":"object","required":["type"',
      '"type":["object","null"],"required":["type"',
    );
    expect(values(read("openapi.json", text)).map(({ type }) => type)).toEqual(["word", "end"]);
  });

  it("of an event of several schemas are of one of them", () => {
    const both = chatYaml(
      payloadStream("Event", "text: {word: /text}"),
      `Event: {oneOf: [{$ref: '#/components/schemas/Short'}, {$ref: '#/components/schemas/Long'}], discriminator: {propertyName: type}}
Short: ${eventSchema("word", "text: {type: string}")}
Long: ${eventSchema("word", "text: {type: string}, more: {type: string}")}`,
    );
    const all = values(read("openapi.yaml", both));
    expect(all.every(({ type, text }) => type === "word" && typeof text === "string")).toBe(true);
  });

  it("differ in the word alone", () => {
    const words = values(named("end: end, text: {word: /text}", "text: {type: string}, id: {type: integer}"));
    expect(new Set(words.slice(0, -1).map(({ id }) => id)).size).toBe(1);
  });

  it("are the same for the same seed, and others for another", () => {
    const document = named("end: end", "n: {type: integer}");
    expect(items(document, "a")).toEqual(items(document, "a"));
    expect(items(document, "a")).not.toEqual(items(document, "b"));
  });

  it("end with the sentinel", () => {
    expect(items(named("sentinel: '[DONE]'")).at(-1)).toEqual({ data: "[DONE]" });
  });

  it("carry the name that a mapping gives them", () => {
    const schema = "{type: object, required: [kind], properties: {kind: {type: string}}}";
    const union = `Event: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: {propertyName: kind, mapping: {first: A, second: B}}}`;
    const document = read("openapi.yaml", chatYaml(payloadStream("Event"), `${union}\nA: ${schema}\nB: ${schema}`));
    expect(values(document).map(({ kind }) => kind)).toEqual(["first", "second"]);
  });
});

describe("without names, the last item alone is the end, and none is an error", () => {
  const chunk = (properties: string, rules: string): Document =>
    read(
      "openapi.yaml",
      chatYaml(payloadStream("Chunk", rules), `Chunk: {type: object, required: [done], properties: {${properties}}}`),
    );

  it.each([
    ["done: {type: boolean}", "{where: /done, is: true}", [false, false, false, false, true]],
    ["done: {type: string, nullable: true}", "{where: /done}", [null, null, null, null, expect.any(String)]],
    ["done: {enum: [going, over]}", "{where: /done, is: over}", ["going", "going", "going", "going", "over"]],
  ])("%s", (properties, end, expected) => {
    expect(values(chunk(properties, `end: ${end}`)).map(({ done }) => done)).toEqual(expected);
  });

  it("an error that a pointer finds", () => {
    const document = chunk("done: {type: boolean}, error: {type: string}", "error: {where: /error}");
    expect(values(document).some((value) => "error" in value)).toBe(false);
    const nullable = chunk("done: {type: boolean}, error: {type: string, nullable: true}", "error: {where: /error}");
    expect(values(nullable).map(({ error }) => error)).toEqual(values(nullable).map(() => null));
    const deep = chunk(
      "done: {}, a: {type: array, items: {properties: {b: {type: string}}}}",
      "error: {where: /a/0/b}",
    );
    expect(values(deep).map(({ a }) => (a as readonly unknown[])[0])).toEqual(values(deep).map(() => ({})));
    expect(JSON.parse(sampleError(sampled(document))?.data ?? "")).toMatchObject({
      error: expect.any(String) as string,
    });
  });

  it("a text deep inside", () => {
    const delta =
      "{oneOf: [{type: object, required: [tool], properties: {tool: {type: string}}}, {type: object, required: [content], properties: {content: {type: string}}}]}";
    const properties = `done: {}, choices: {type: array, items: {type: object, properties: {delta: ${delta}}}}`;
    const found = values(chunk(properties, "text: /choices/0/delta/content")) as unknown as readonly {
      readonly choices: readonly [{ readonly delta: object }];
    }[];
    expect(found.map(({ choices: [{ delta: one }] }) => Object.keys(one))).toEqual(found.map(() => ["content"]));
  });
});

describe("other items", () => {
  it("an envelope has its name and its data, as JSON or as text", () => {
    const branch = (name: string, data: string): string => `{properties: {event: {const: ${name}}, data: ${data}}}`;
    const json =
      "{type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/Note'}}";
    const item = `itemSchema: {oneOf: [${branch("word", "{type: string}")}, ${branch("note", json)}]}\nx-event-stream: {text: {word: /data}}`;
    const all = items(
      read("openapi.yaml", chatYaml(item, "Note: {type: object, required: [n], properties: {n: {type: integer}}}")),
    );
    expect(all.at(0)).toEqual({ event: "word", data: expect.stringMatching(/^\S+ $/u) as string });
    expect(all.at(-1)).toEqual({ event: "note", data: expect.stringMatching(/^\{"n":\d+\}$/) as string });
  });

  it("an item that is text is a word", () => {
    const text = "itemSchema: {type: object, required: [data], properties: {data: {type: string}}}";
    expect(items(read("openapi.yaml", chatYaml(text)))[0]).toEqual({
      data: expect.stringMatching(/^\S+ $/u) as string,
    });
  });
});

it("an error is the event that the document throws; where there is none, there is no error", () => {
  expect(sampleError(sampled(named("error: end")))?.data).toMatch(/^\{"type":"end","error":"\w+"\}$/);
  expect(sampleError(sampled(named("end: end")))).toBeUndefined();
});
