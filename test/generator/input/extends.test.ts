import { resolve } from "node:path";
import { expect, it } from "vitest";
import { formatDiagnostic } from "../../../generator/diagnostics/diagnostics.js";
import { generate } from "../../../generator/generate.js";
import { inputFiles, readInputs } from "../../../generator/input/inputs.js";
import { mergedReport } from "../../../generator/input/merged-inputs.js";
import { readMerged } from "../../../generator/input/merged-inputs.js";
import { problemsOf, useFolder } from "../documents.js";
import { problemsOfPromise } from "../streams.js";

const { write } = useFolder();
// The files of a request are the user's, relative to the working directory: here they are given whole.
const at = (name: string): string => resolve(process.cwd(), name);
const overlay = (reference: string): string => `overlay: 1.0.0\nextends: ${reference}\n`;

it("names the document, from where the overlay stands", () => {
  write("vendored/api.yaml", "{}");
  write("two/x.overlay.yaml", overlay("../vendored/api.yaml"));
  expect(readInputs({ folder: at("two") }).spec.file).toBe("vendored/api.yaml");
  expect(inputFiles({ folder: at("two") })).toEqual([
    ...["openapi.yaml", "openapi.yml", "openapi.json", "client.yaml", "x.overlay.yaml"].map((name) =>
      at(`two/${name}`),
    ),
    at("vendored/api.yaml"),
  ]);
});

it("a document that is far away, or that is two", () => {
  write("four/a.overlay.yaml", overlay("https://example.com/api.yaml"));
  write("four/b.overlay.yaml", overlay("../vendored/api.yaml"));
  expect(problemsOf(() => readInputs({ folder: at("four") }))).toMatchInlineSnapshot(`
    "four/a.overlay.yaml:2:10 - error: \`extends\` is a URL, and a file is wanted: https://example.com/api.yaml.

      1 | overlay: 1.0.0
    > 2 | extends: https://example.com/api.yaml
        |          ^

      The published document is kept beside the Overlay, so that a change of it shows in review. Save it there, and name the file.

    four/b.overlay.yaml:2:10 - error: Two overlays of one folder extend different documents.

      1 | overlay: 1.0.0
    > 2 | extends: ../vendored/api.yaml
        |          ^

      One folder is one API. Move one of them to a folder of its own.

      four/a.overlay.yaml:2:10 - The first of the two.

        1 | overlay: 1.0.0
      > 2 | extends: https://example.com/api.yaml
          |          ^"
  `);
});

it("an Overlay for another document of the folder is left to that one", () => {
  const first = write("eight/first.yaml", "{}");
  write("eight/second.yaml", "{}");
  const third = write("eight/third.yaml", "{}");
  for (const name of ["first", "second"]) write(`eight/${name}.overlay.yaml`, overlay(`./${name}.yaml`));
  write("eight/third.overlay.yaml", "overlay: 1.0.0\n");
  const named = (spec: string): readonly string[] => readInputs({ spec }).overlays.map(({ file }) => file);
  expect(named(first)).toEqual(["eight/first.overlay.yaml", "eight/third.overlay.yaml"]);
  expect(readInputs({ spec: first }).warnings).toEqual([]);
  // It cannot be a new version of both.
  expect([named(third), readInputs({ spec: third }).warnings]).toEqual([["eight/third.overlay.yaml"], []]);
  const alone = readInputs({ spec: third, isNamed: true });
  expect([alone.overlays.map(({ file }) => file), alone.warnings]).toEqual([["eight/third.overlay.yaml"], []]);
  write("eight/typo.overlay.yaml", overlay("./thrid.yaml"));
  expect(readInputs({ spec: third, isNamed: true }).warnings).toHaveLength(1);
  // Of one it can.
  write("nine/first.yaml", "{}");
  write("nine/first.overlay.yaml", overlay("./first.yaml"));
  expect(named(write("nine/next.yaml", "{}"))).toEqual(["nine/first.overlay.yaml"]);
});

it("an Overlay for another document than the one that is named: a warning, which a refusal begins with", async () => {
  const spec = write("seven/openapi.yaml", "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths: {}\n");
  const actions = (target: string): string =>
    `info: {title: T, version: 1.0.0}\nactions: [{target: ${target}, update: {}}]\n`;
  const gone = write("seven/gone.overlay.yaml", overlay("./gone.yaml") + actions("$.info"));
  const other = write("seven/other.overlay.yaml", overlay("../vendored/api.yaml") + actions("$.nowhere"));
  const told = readInputs({ spec, overlays: [gone, other] }).warnings.map((one) => formatDiagnostic(one));
  expect(told.join("\n\n").replaceAll(spec, "seven/openapi.yaml")).toMatchInlineSnapshot(`
    "seven/gone.overlay.yaml:2:10 - warning: This Overlay extends ./gone.yaml, a file that is not there, but is applied to seven/openapi.yaml, as the command line says.

      1 | overlay: 1.0.0
    > 2 | extends: ./gone.yaml
        |          ^
      3 | info: {title: T, version: 1.0.0}
      4 | actions: [{target: $.info, update: {}}]

      Let \`extends\` name seven/openapi.yaml, by its path from the Overlay.

    seven/other.overlay.yaml:2:10 - warning: This Overlay extends ../vendored/api.yaml, but is applied to seven/openapi.yaml, as the command line says.

      1 | overlay: 1.0.0
    > 2 | extends: ../vendored/api.yaml
        |          ^
      3 | info: {title: T, version: 1.0.0}
      4 | actions: [{target: $.nowhere, update: {}}]"
  `);
  expect((await generate({ spec, overlays: [gone] })).warnings[0]?.message).toContain("gone.yaml");
  for (const run of [readMerged, generate, mergedReport]) {
    const refusal = await problemsOfPromise(Promise.resolve().then((): unknown => run({ spec, overlays: [other] })));
    expect(refusal).toMatch(/^seven\/other\.overlay\.yaml:2:10 - warning: This Overlay extends [^]* - error: /);
  }
});
