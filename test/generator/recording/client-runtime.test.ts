import ts from "typescript";
import { describe, expect, it } from "vitest";
import { emitOperations } from "../../../generator/emit/emit-operations.js";
import { buildModel } from "../../../generator/model/build-model.js";
import type { JsonValue } from "../../../generator/document/source.js";
import {
  matchesAny,
  STREAM_FORMATS,
  toOperation,
  type StreamOperation,
} from "../../../generator/recording/client-runtime.js";
import * as items from "../../../templates/runtime/items.js";
import { where } from "../../../templates/runtime/where.js";
import { useFolder } from "../documents.js";
import { chatYaml } from "../streams.js";

const { read } = useFolder();

const SCHEMAS = `Event: {oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Done'}]}
Token: {type: object, required: [type, text], properties: {type: {const: token}, text: {type: string}}}
Done: {type: object, required: [type], properties: {type: {const: done}, why: {type: string}}}
Plain: {type: object, properties: {done: {type: boolean}, error: {type: string}, text: {type: string}}}`;
const REF = "schema: {$ref: '#/components/schemas/Event'}";
const PLAIN = "schema: {$ref: '#/components/schemas/Plain'}";

const DOCUMENTS: Readonly<Record<string, string>> = {
  "events by name": chatYaml(`${REF}\nx-event-stream: {end: done, text: {token: /text}}`, SCHEMAS),
  "an error, and a sentinel": chatYaml(`${REF}\nx-event-stream: {error: done, sentinel: '[DONE]'}`, SCHEMAS),
  "no names": chatYaml(
    `${PLAIN}\nx-event-stream: {end: {where: /done, is: true}, error: [{where: /error}], text: /text}`,
    SCHEMAS,
    "application/x-ndjson",
  ),
  text: chatYaml("itemSchema: {type: object, properties: {data: {type: string}}}"),
  envelope: chatYaml(
    `itemSchema:
  oneOf:
    - properties: {event: {const: token}, data: {contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/Token'}}}
    - properties: {event: {const: note}, data: {type: string}}`,
    SCHEMAS,
  ),
};

/** The table that `operations.ts` would hold, as it runs. */
function emitted(text: string): Readonly<Record<string, StreamOperation>> {
  const code = ts.transpile(text, { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 });
  const exports: { streamOperations?: Readonly<Record<string, StreamOperation>> } = {};
  // oxlint-disable-next-line no-new-func
  new Function("exports", "require", code)(exports, () => ({ ...STREAM_FORMATS, ...items, where }));
  return exports.streamOperations!;
}

const ITEMS = [{}, { done: true }, { done: false }, { error: "Broken." }, { error: null }, "done"];

/** Functions that look for something differ, though they find the same. */
function comparable({ end, error, ...row }: StreamOperation): object {
  return { ...row, ends: ITEMS.map((item) => end?.(item)), errors: ITEMS.map((item) => error?.(item)) };
}

describe("toOperation", () => {
  it.each(Object.entries(DOCUMENTS))("is the row of the table that is generated: %s", (name, yaml) => {
    const { model } = buildModel(read(`${name}.yaml`, yaml));
    const row = toOperation(model.streams[0]!);
    expect(comparable(row)).toEqual(comparable(emitted(emitOperations(model))["chat"]!));
    expect(row.operationId).toBe("chat");
  });
});

it.each<[JsonValue, JsonValue | undefined, boolean]>([
  [{ done: true }, true, true],
  [{ done: false }, true, false],
  [{ done: false }, undefined, true],
  [{ done: null }, undefined, false],
  [{ done: null }, null, true],
  [{}, undefined, false],
  [1, undefined, false],
])("%j matches {where: /done, is: %j}: %s", (value, is, expected) => {
  expect(matchesAny(value, [{ where: ["done"], is: is as boolean | null | undefined }])).toBe(expected);
});
