import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readClientConfig } from "../../../generator/client-config.js";
import { formatDiagnostic } from "../../../generator/diagnostics/diagnostics.js";
import {
  inputFiles,
  outputFolder,
  readInputs,
  readLicense,
  type InputRequest,
} from "../../../generator/input/inputs.js";
import { problemsOf, useFolder } from "../documents.js";
import { documentOf } from "../streams.js";

const { write } = useFolder();
// The files of a request are the user's, relative to the working directory: here they are given whole.
const at = (name: string): string => resolve(process.cwd(), name);

function read(request: InputRequest): readonly (string | undefined)[] {
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

  it("files that the document refers to are inputs as well", () => {
    write("four/openapi.yaml", "components: {schemas: {A: {$ref: schemas/a.yaml}, B: {$ref: gone.yaml}}}");
    write("four/schemas/a.yaml", "{type: string}");
    expect(readInputs({ folder: at("four") }).spec.value).toMatchObject({
      components: { schemas: { A: { type: "string" } } },
    });
    expect(inputFiles({ folder: at("four") }).at(-1)).toMatch(/four\/schemas\/a\.yaml$/);
  });

  it("flags: each instead of what stands beside the document", () => {
    write("three/client.yaml", "name: other");
    write("three/y.overlay.yaml", "overlay: 1.0.0\n");
    const spec = write("three/any.yaml", "{}");
    expect(read({ spec })).toEqual(["three/any.yaml", "three/y.overlay.yaml", "three/client.yaml"]);
    expect(read({ spec, overlays: [], client: at("one/client.yaml") })).toEqual(["three/any.yaml", "one/client.yaml"]);
  });
});

it("an empty Overlay is one that is yet to be written: a warning", () => {
  write("nine/openapi.yaml", "{}");
  const overlays = [write("nine/a.overlay.yaml", ""), write("nine/b.overlay.yaml", "overlay: 1.0.0\n")];
  for (const request of [{ folder: at("nine") }, { folder: at("nine"), overlays }]) {
    expect(read(request)).toEqual(["nine/openapi.yaml", "nine/b.overlay.yaml", undefined]);
    expect(readInputs(request).warnings.map((one) => formatDiagnostic(one))).toEqual([
      "nine/a.overlay.yaml:1:1 - warning: This Overlay is empty, and changes nothing yet.",
    ]);
  }
});

describe("what is refused", () => {
  it("a folder without a document", () => {
    mkdirSync(at("empty"));
    expect(problemsOf(() => readInputs({ folder: at("empty") })).replaceAll(process.cwd(), ".")).toMatchInlineSnapshot(`
      "error: There is no OpenAPI document in ./empty.

        Put it there as openapi.yaml, openapi.yml, openapi.json, name it in the \`extends\` of an Overlay, or point at it with --spec."
    `);
  });

  it("a folder or a document that is not there, with the one that was meant", () => {
    write("ten/openapi.yaml", "{}");
    const refused = (path: string): string => problemsOf(() => readInputs({ folder: at(path) })).replaceAll(at(""), "");
    expect(refused("ten/openapi.yml")).toMatch(
      /no file \S*ten\/openapi\.yml\.\n\n {2}Did you mean \S*ten\/openapi\.yaml\?/,
    );
    expect(refused("tem")).toMatch(/no folder \S*tem\.\n\n {2}Did you mean \S*ten\?/);
    expect(refused("elsewhere")).toMatch(/no folder \S*elsewhere\.\n\n {2}A folder holds openapi\.yaml/);
    expect(refused("api.json")).toMatch(/no file \S*api\.json\.\n\n {2}Name a document that is there/);
  });

  it("two documents in one folder, of which none is named", () => {
    const [yaml] = ["yaml", "json"].map((ending) => write(`eight/openapi.${ending}`, "{}"));
    expect(problemsOf(() => readInputs({ folder: at("eight") }))).toMatchInlineSnapshot(`
      "eight/openapi.json:1:1 - error: There are two documents in one folder: openapi.yaml and openapi.json.

        One folder is one API. Remove one of them, or name the one that counts: in the \`extends\` of an Overlay, or with --spec."
    `);
    expect(read({ folder: at("eight"), spec: yaml! })[0]).toBe("eight/openapi.yaml");
    write("eight/a.overlay.yaml", "overlay: 1.0.0\nextends: openapi.json\n");
    expect(read({ folder: at("eight") })[0]).toBe("eight/openapi.json");
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

      five/client.yaml:1:8 - error: Invalid YAML: flow sequence in block collection must be sufficiently indented and end with a ].

      > 1 | name: [
          |        ^

      five/openapi.yaml:1:5 - error: Invalid YAML: flow sequence in block collection must be sufficiently indented and end with a ].

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
