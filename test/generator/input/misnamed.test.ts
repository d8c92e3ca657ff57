import { resolve } from "node:path";
import { expect, it } from "vitest";
import { readInputs, type InputRequest } from "../../../generator/input/inputs.js";
import { useFolder } from "../documents.js";

const { write } = useFolder();

function warnings(request: InputRequest): readonly string[] {
  return readInputs(request).warnings.map(({ message, location }) => `${location?.file}: ${message}`);
}

it("files that are not read for their names are named", () => {
  write("api/openapi.yaml", "openapi: 3.1.0");
  write("api/streaming.yaml", "\uFEFF# What is missing.\n\n---\noverlay: 1.0.0\n");
  write("api/more.json", '{\n  "overlay": "1.0.0"\n}');
  write("api/overlay.yml", "overlay: 1.1.0\r\n");
  write("api/client.yml", "name: a");
  const folder = resolve(process.cwd(), "api");
  expect(warnings({ folder })).toEqual([
    "api/client.yml: client.yml is not read: it has to be called client.yaml",
    "api/more.json: more.json is an Overlay that is not applied: it has to be called more.overlay.json",
    "api/overlay.yml: overlay.yml is an Overlay that is not applied: it has to be called overlay.overlay.yml",
    "api/streaming.yaml: streaming.yaml is an Overlay that is not applied: it has to be called streaming.overlay.yaml",
  ]);
  expect(warnings({ folder, overlays: [resolve(folder, "streaming.yaml")] })).toEqual([]);
});

it("other files are not, and neither is a client.yml beside client.yaml", () => {
  write("other/openapi.yaml", "openapi: 3.1.0");
  write("other/streaming.overlay.yaml", "overlay: 1.0.0");
  write("other/client.yaml", "name: a");
  write("other/client.yml", "name: b");
  write("other/notes.yaml", `#${" ".repeat(5000)}\noverlay: 1.0.0`);
  write("other/schemas.yaml", "overlays: 1");
  write("other/empty.json", "");
  write("other/folder.yaml/a.txt", "");
  write("other/notes.txt", "overlay: 1.0.0");
  expect(warnings({ folder: resolve(process.cwd(), "other") })).toEqual([]);
});
