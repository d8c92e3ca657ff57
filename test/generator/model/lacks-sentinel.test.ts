import { expect, it } from "vitest";
import { buildModel } from "../../../generator/model/build-model.js";
import { lacksSentinel } from "../../../generator/model/lacks-sentinel.js";
import { useFolder } from "../documents.js";
import { chatYaml } from "../streams.js";

const { read } = useFolder();

const JSON_DATA = "schema: {type: object, properties: {text: {type: string}}}";
const NAMED = ["a", "b"].map((name) => `{type: object, required: [t], properties: {t: {const: ${name}}}}`);
const ENVELOPE =
  "itemSchema: {properties: {event: {const: a}, data: {contentMediaType: application/json, contentSchema: {type: object, properties: {text: {type: string}}}}}}";

it.each([
  ["JSON", chatYaml(JSON_DATA), true],
  ["JSON with names", chatYaml(`schema: {oneOf: [${NAMED.join(", ")}]}`), true],
  ["JSON before a sentinel", chatYaml(`${JSON_DATA}\nx-event-stream: {sentinel: '[DONE]'}`), false],
  // A text without a name is one more unknown event there.
  ["events that have their names beside JSON", chatYaml(ENVELOPE), false],
  ["text", chatYaml("itemSchema: {properties: {data: {type: string}}}"), false],
  ["JSON Lines", chatYaml(JSON_DATA).replace("text/event-stream", "application/x-ndjson"), false],
])("a last text such as [DONE] is what a stream has no place for: %s", (_, text, expected) => {
  expect(buildModel(read("openapi.yaml", text)).model.streams.map(lacksSentinel)).toEqual([expected]);
});
