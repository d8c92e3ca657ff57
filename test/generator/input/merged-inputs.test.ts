import { expect, it } from "vitest";
import { generate } from "../../../generator/generate.js";
import { applyInputs, merge, readMerged } from "../../../generator/input/merged-inputs.js";
import { readInputs } from "../../../generator/input/inputs.js";
import { problemsOf, useFolder } from "../documents.js";
import { chatYaml } from "../streams.js";
import { DONE, ENVELOPE, TOKEN } from "../model/chat.js";

const { read, write } = useFolder();

const EVENT =
  "Event: {properties: {id: {type: integer}}, oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Done'}]}";
const EMPTY = "overlay: 1.0.0\ninfo: {title: T, version: 1.0.0}\nactions: []\n";

it("what the other verbs read is what generate takes", async () => {
  const spec = write(
    "api/openapi.yaml",
    chatYaml(ENVELOPE, `${EVENT}\n${TOKEN.replace("[type, text]", "text")}\n${DONE}\nLost: {$ref: '#/nowhere'}`),
  );
  const refused = problemsOf(() => readMerged({ spec }));
  expect(refused).toContain("The reference leads nowhere: #/nowhere");
  expect(refused).toContain("`required` must be an array");
  await expect(generate({ spec })).rejects.toThrow(refused.trim().slice(0, 60));
});

it("each event of a union is whole, and what generate warns of is not said again", () => {
  const spec = write("api/openapi.yaml", chatYaml(ENVELOPE, `${EVENT}\n${TOKEN}\n${DONE}\nLoose: {unknown: 1}`));
  const { document, warnings } = readMerged({ spec });
  expect(JSON.stringify(document.value)).toContain("EventBase");
  expect(warnings).toEqual([]);
  expect(JSON.stringify(applyInputs(readInputs({ spec })).value)).not.toContain("EventBase");
});

it("an Overlay that is yet to be written changes nothing, where it is only to be drafted", () => {
  const spec = read("openapi.yaml", chatYaml(ENVELOPE, `${EVENT}\n${TOKEN}\n${DONE}`));
  const overlay = read("a.overlay.yaml", EMPTY);
  expect(merge(spec, [overlay]).value).toEqual(merge(spec, []).value);
  expect(problemsOf(() => applyInputs({ spec, overlays: [overlay], client: undefined, warnings: [] }))).toContain(
    "`actions` holds no action",
  );
});
