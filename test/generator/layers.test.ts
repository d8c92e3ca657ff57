import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/** The sources of a folder, with forward slashes. */
function sourcesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name).replaceAll("\\", "/"))
    .filter((file) => !file.includes("/node_modules/") && !file.includes("/dist/"))
    .sort();
}

/** What a source imports, types included: files of ours by path, packages by name. */
function importsOf(file: string): readonly string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"), true, true);
  return importedFiles.map(({ fileName }) => {
    const isOurs = fileName.startsWith(".");
    return isOurs
      ? normalize(join(dirname(file), fileName))
          .replaceAll("\\", "/")
          .replace(/\.js$/, ".ts")
      : fileName;
  });
}

/** The imports that go round in a circle, one circle at least if there is any. */
function circlesIn(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): readonly string[] => {
    if (way.includes(file)) return [[...way.slice(way.indexOf(file)), file].join(" -> ")];
    if (done.has(file)) return [];
    done.add(file);
    return (imports.get(file) ?? []).flatMap((next) => visit(next, [...way, file]));
  };
  return [...imports.keys()].flatMap((file) => visit(file, []));
}

/** The names that a source's code uses, its comments and strings left out. */
function namesIn(file: string): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    if (ts.isPropertyAccessExpression(node)) names.add(`${node.expression.getText()}.${node.name.text}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true));
  return names;
}

const generator = sourcesOf("generator");
const templates = sourcesOf("templates");
const all = new Map([...generator, ...templates].map((file) => [file, importsOf(file)]));
const main = generator.filter((file) => file.endsWith("/main.ts"));
const cli = generator.filter((file) => file.startsWith("generator/cli/"));

describe("the imports", () => {
  it("are found", () => {
    expect(main).toHaveLength(1);
    expect(templates).toContain("templates/index.ts");
    expect(all.get(main[0] as string)).toContain("commander");
  });

  it("lead to files that are there", () => {
    const known = new Set(all.keys());
    const lost = [...all].flatMap(([file, imports]) =>
      imports
        .filter((one) => one.includes("/") && /^(generator|templates)\//.test(one) && !known.has(one))
        .map((one) => `${file} -> ${one}`),
    );
    expect(lost).toEqual([]);
  });

  it("go round in no circle", () => {
    expect(circlesIn(all)).toEqual([]);
  });

  it("of a room lead to those before it: data flows one way", () => {
    const rooms =
      "diagnostics document overlay validation model json-schema input emit streams output recording verification inference review mock cli".split(
        " ",
      );
    const roomOf = (file: string): number => rooms.indexOf(/^generator\/([^/]+)\//.exec(file)?.[1] ?? "");
    expect(new Set(generator.map(roomOf)).size - 1).toBe(rooms.length);
    const back = generator
      .filter((file) => roomOf(file) !== -1)
      .flatMap((file) => importsOf(file).map((one) => [file, one] as const))
      .filter(([file, one]) => roomOf(one) > roomOf(file));
    expect(back).toEqual([]);
  });

  it("a circle would be found", () => {
    const imports = new Map([
      ["a", ["b", "d"]],
      ["b", ["c"]],
      ["c", ["b"]],
    ]);
    expect(circlesIn(imports)).toEqual(["b -> c -> b"]);
  });

  it("of the templates stay in the templates, but for openapi-fetch", () => {
    const others = templates.flatMap((file) =>
      importsOf(file)
        .filter((one) => !one.startsWith("templates/") && one !== "openapi-fetch")
        .map((one) => `${file} -> ${one}`),
    );
    expect(others).toEqual([]);
  });

  it("of the generator lead to the templates by one door: what makes and checks recordings runs the client itself", () => {
    const others = generator.flatMap((file) =>
      importsOf(file)
        .filter((one) => one.startsWith("templates/"))
        .map((one) => `${file} -> ${one}`),
    );
    const door = "generator/recording/client-runtime.ts";
    const ways =
      "errors items json-lines json-text-sequence open-stream server-sent-events stream-operation utf8 where".split(
        " ",
      );
    expect(others).toEqual(ways.map((name) => `${door} -> templates/runtime/${name}.ts`));
  });

  it("of the page stay in the page, but for the generated client and the types of its data", () => {
    const page = sourcesOf("page");
    expect(page).toContain("page/main.ts");
    const others = page.flatMap((file) =>
      importsOf(file)
        .filter((one) => !one.startsWith("page/") && !["generated-client", "generator/mock/page-data.ts"].includes(one))
        .map((one) => `${file} -> ${one}`),
    );
    expect(others).toEqual([]);
    expect(circlesIn(new Map(page.map((file) => [file, importsOf(file)])))).toEqual([]);
  });

  it("never lead to the command", () => {
    expect([...all].filter(([, imports]) => imports.some((one) => main.includes(one))).map(([file]) => file)).toEqual(
      [],
    );
  });
});

it("nothing but the command loads a verb's flags", () => {
  const importers = [...all].filter(([, imports]) => imports.some((one) => cli.includes(one))).map(([file]) => file);
  expect(importers.filter((file) => !main.includes(file) && !cli.includes(file))).toEqual([]);
});

it("only the command has a console, arguments and exit codes", () => {
  const forbidden = ["console", "process.argv", "process.exit", "process.exitCode", "process.stdout", "process.stderr"];
  const found = [...generator, ...templates]
    .filter((file) => !main.includes(file) && !cli.includes(file))
    .flatMap((file) => forbidden.filter((name) => namesIn(file).has(name)).map((name) => `${file}: ${name}`));
  expect(found).toEqual([]);
  expect(cli.some((file) => namesIn(file).has("console"))).toBe(true);
});
