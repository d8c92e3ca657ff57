import { expect, it } from "vitest";
import { schemaAction } from "../../../generator/model/schema-action.js";
import { applyOverlays } from "../../../generator/overlay/overlay.js";
import { useFolder } from "../documents.js";
import { at } from "../streams.js";

const { read } = useFolder();

it.each([
  ["", "$"],
  ["components: {responses: {}}", "$.components"],
  ["components: {schemas: {}}", "$.components.schemas"],
  ["components: {schemas: {A: {}}}", "$.components.schemas"],
])("adds schemas to a document with %j: its target is %s", (components, target) => {
  const document = read("openapi.yaml", `openapi: 3.2.0\n${components}\n`);
  const action = schemaAction(document, ["ChatEvent", "LogEvent"]);
  expect(action.split("\n")[0]).toBe(`- target: ${target}`);
  const overlay = `overlay: 1.0.0\ninfo: {title: T, version: 1.0.0}\nactions:\n${action}\n`;
  const merged = applyOverlays(document, [read("a.overlay.yaml", overlay)]);
  for (const name of ["ChatEvent", "LogEvent"]) {
    expect(at(merged, `#/components/schemas/${name}`).value).toEqual({
      type: "object",
      properties: { type: { type: "string" } },
    });
  }
});
