import { expect, it } from "vitest";
import { buildModel } from "../../../generator/model/build-model.js";
import { endsOf, hasNoEnd, lacksSentinel, matchText } from "../../../generator/model/stream-end.js";
import { useFolder } from "../documents.js";
import { chatYaml } from "../streams.js";

const { read } = useFolder();

const JSON_DATA = "schema: {type: object, properties: {text: {type: string}}}";
const NAMED = ["a", "b"].map((name) => `{type: object, required: [t], properties: {t: {const: ${name}}}}`);
const TOLD = `schema: {oneOf: [${NAMED.join(", ")}]}`;
const ENVELOPE =
  "itemSchema: {properties: {event: {const: a}, data: {contentMediaType: application/json, contentSchema: {type: object, properties: {text: {type: string}}}}}}";

it.each([
  ["JSON", chatYaml(JSON_DATA), true],
  ["JSON with names", chatYaml(TOLD), true],
  ["JSON before a sentinel", chatYaml(`${JSON_DATA}\nx-event-stream: {sentinel: '[DONE]'}`), false],
  // A text without a name is one more unknown event there.
  ["events that have their names beside JSON", chatYaml(ENVELOPE), false],
  ["text", chatYaml("itemSchema: {properties: {data: {type: string}}}"), false],
  ["JSON Lines", chatYaml(JSON_DATA).replace("text/event-stream", "application/x-ndjson"), false],
])("a last text such as [DONE] is what a stream has no place for: %s", (_, text, expected) => {
  expect(buildModel(read("openapi.yaml", text)).model.streams.map(lacksSentinel)).toEqual([expected]);
});

it.each([
  ["nothing", TOLD, []],
  ["an event", `${TOLD}\nx-event-stream: {end: b}`, ["`z`"]],
  ["a value", `${TOLD}\nx-event-stream: {end: {where: /t, is: b}}`, ['`/t` is `"b"`']],
  ["a text", `${TOLD}\nx-event-stream: {sentinel: '[DONE]'}`, ["the data `[DONE]`"]],
])("a stream ends with %s", (_, text, expected) => {
  const [stream] = buildModel(read("openapi.yaml", chatYaml(text))).model.streams;
  expect(stream && endsOf(stream, new Map([["b", "z"]]))).toEqual(expected);
  expect(stream && hasNoEnd(stream)).toBe(expected.length === 0);
});

it.each([
  [["error"], undefined, "`/error` is present"],
  [["a/b", "~c"], true, "`/a~1b/~0c` is `true`"],
  [["state"], "`over`", '`/state` is ``"`over`"``'],
])("%j, %j: %s", (where, is, text) => {
  expect(matchText({ where, is })).toBe(text);
});
