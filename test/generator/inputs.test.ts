import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readClientConfig } from "../../generator/client-config.js";
import { formatDiagnostic } from "../../generator/diagnostics/diagnostics.js";
import { generate } from "../../generator/generate.js";
import { printMerged } from "../../generator/merged-document.js";
import { readMerged } from "../../generator/merged-inputs.js";
import { inputFiles, outputFolder, readInputs, readLicense, type Request } from "../../generator/inputs.js";
import { problemsOf, useFolder } from "./documents.js";
import { documentOf, problemsOfPromise } from "./streams.js";

const { write } = useFolder();
// The files of a request are the user's, relative to the working directory: here they are given whole.
const at = (name: string): string => resolve(process.cwd(), name);
const overlay = (reference?: string): string =>
  `overlay: 1.0.0\n${reference === undefined ? "" : `extends: ${reference}\n`}`;

function read(request: Request): readonly (string | undefined)[] {
  const { spec, overlays, client } = readInputs(request);
  return [spec.file, ...overlays.map(({ file }) => file), client?.file];
}

describe("which files are read", () => {
  it("a folder: its document, its overlays by name, its client.yaml", () => {
    for (const name of ["b.overlay.yaml", "a.overlay.json", "c.overlay.yml"]) write(`one/${name}`, "{}");
    write("one/openapi.json", "{}");
    write("one/client.yaml", "name: a");
    write("one/notes.yaml", ": {");
    expect(read({ folder: at("one") })).toEqual([
      "one/openapi.json",
      "one/a.overlay.json",
      "one/b.overlay.yaml",
      "one/c.overlay.yml",
      "one/client.yaml",
    ]);
  });

  it("extends names the document, from where the overlay stands", () => {
    write("vendored/api.yaml", "{}");
    write("two/x.overlay.yaml", overlay("../vendored/api.yaml"));
    expect(read({ folder: at("two") })).toEqual(["vendored/api.yaml", "two/x.overlay.yaml", undefined]);
    expect(inputFiles({ folder: at("two") })).toEqual([
      ...["openapi.yaml", "openapi.yml", "openapi.json", "client.yaml", "x.overlay.yaml"].map((name) =>
        at(`two/${name}`),
      ),
      at("vendored/api.yaml"),
    ]);
  });

  it("files that the document refers to are inputs as well", () => {
    write("four/openapi.yaml", "components: {schemas: {A: {$ref: schemas/a.yaml}, B: {$ref: gone.yaml}}}");
    write("four/schemas/a.yaml", "{type: string}");
    expect(readInputs({ folder: at("four") }).spec.value).toMatchObject({
      components: { schemas: { A: { type: "string" } } },
    });
    expect(inputFiles({ folder: at("four") }).at(-1)).toMatch(/four\/schemas\/a\.yaml$/);
  });

  it("flags: each in the stead of what stands beside the document", () => {
    write("three/client.yaml", "name: other");
    write("three/y.overlay.yaml", overlay());
    const spec = write("three/any.yaml", "{}");
    expect(read({ spec })).toEqual(["three/any.yaml", "three/y.overlay.yaml", "three/client.yaml"]);
    expect(read({ spec, overlays: [], client: at("one/client.yaml") })).toEqual(["three/any.yaml", "one/client.yaml"]);
  });
});

describe("what is refused", () => {
  it("a folder without a document", () => {
    mkdirSync(at("empty"));
    expect(problemsOf(() => readInputs({ folder: at("empty") })).replaceAll(process.cwd(), ".")).toMatchInlineSnapshot(`
      "error: There is no OpenAPI document in ./empty.

        Put it there as openapi.yaml, openapi.yml, openapi.json, name it in the \`extends\` of an Overlay, or point at it with --spec."
    `);
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
    for (const run of [readMerged, generate, printMerged]) {
      const refusal = await problemsOfPromise(Promise.resolve().then((): unknown => run({ spec, overlays: [other] })));
      expect(refusal).toMatch(/^seven\/other\.overlay\.yaml:2:10 - warning: This Overlay extends [^]* - error: /);
    }
  });

  it("a URL, wherever a file is wanted", () => {
    const spec = "https://user:secret@example.com/openapi.yaml";
    expect(problemsOf(() => readInputs({ spec, overlays: ["http://example.com/a.overlay.yaml"] })))
      .toMatchInlineSnapshot(`
      "error: A URL is not read, and a file is wanted: https://***@example.com/openapi.yaml.

        The published document is kept beside the Overlay, so that a change of it shows in review. Download it, such as with \`curl --fail --location --output spec/openapi.yaml <URL>\`, and name the file.

      error: A URL is not read, and a file is wanted: http://example.com/a.overlay.yaml.

        The published document is kept beside the Overlay, so that a change of it shows in review. Download it, such as with \`curl --fail --location --output spec/openapi.yaml <URL>\`, and name the file."
    `);
    expect(problemsOf(() => readInputs({ folder: "https://example.com/openapi.yaml" }))).toContain(
      "error: A URL is not read, and a file is wanted: https://example.com/openapi.yaml.",
    );
  });

  it("all files that cannot be read, at once", () => {
    const broken = write("five/openapi.yaml", "a: [");
    write("five/client.yaml", "name: [");
    const overlays = [at("five/nowhere.yaml"), at("five")];
    expect(problemsOf(() => readInputs({ spec: broken, overlays }))).toMatchInlineSnapshot(`
      "error: there is no file five/nowhere.yaml.

      error: five is a folder, where a file is wanted.

      five/client.yaml:1:8 - error: invalid YAML: flow sequence in block collection must be sufficiently indented and end with a ].

      > 1 | name: [
          |        ^

      five/openapi.yaml:1:5 - error: invalid YAML: flow sequence in block collection must be sufficiently indented and end with a ].

      > 1 | a: [
          |     ^"
    `);
  });
});

it("the output folder: the flag, client.yaml, else generated", () => {
  const config = (out?: string): ReturnType<typeof readClientConfig> => ({
    ...readClientConfig(undefined, documentOf({})),
    out,
  });
  const inputs = readInputs({ folder: at("one") });
  expect([
    outputFolder({ out: "x" }, inputs, config("../y")),
    outputFolder({ out: "" }, inputs, config()),
    outputFolder({}, inputs, config("../y")).replaceAll("\\", "/"),
    outputFolder({}, inputs, config("..")),
    outputFolder({}, inputs, config()),
  ]).toEqual(["x", ".", "y", ".", "generated"]);
});

it("the license is read from beside client.yaml, with LF", () => {
  write("LICENSE", "MIT\r\n");
  const inputs = readInputs({ folder: at("one") });
  const config = { ...readClientConfig(undefined, documentOf({})), licenseFile: at("LICENSE") };
  expect(readLicense(inputs, config)).toBe("MIT\n");
  expect(readLicense(inputs, { ...config, licenseFile: undefined })).toBeUndefined();
});
