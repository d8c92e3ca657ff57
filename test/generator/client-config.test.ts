import { expect, it } from "vitest";
import { formatDiagnostic } from "../../generator/diagnostics/diagnostics.js";
import { readClientConfig, versionWarnings } from "../../generator/client-config.js";
import { problemsOf, useFolder } from "./documents.js";
import { documentOf } from "./streams.js";

const { read } = useFolder();
const NOTHING = {
  license: undefined,
  licenseFile: undefined,
  author: undefined,
  repository: undefined,
  homepage: undefined,
  keywords: undefined,
  publishConfig: undefined,
  out: undefined,
};

it.each([
  [
    { title: "AISquare Studio API", version: "2.1.0", description: "The API.\nMore." },
    "ai-square-studio-api",
    "2.1.0",
    "The API.",
  ],
  [{ title: "Größe & Co.", version: "v1" }, "groe-co", "0.0.0", undefined],
  [{ title: "日本", description: " \n " }, "api-client", "0.0.0", undefined],
  [undefined, "api-client", "0.0.0", undefined],
])("without a client.yaml, %j tells", (info, name, version, description) => {
  const document = documentOf(info === undefined ? {} : { info });
  expect(readClientConfig(undefined, document)).toEqual({ ...NOTHING, name, version, description });
});

it("a version that npm does not take is warned of, unless client.yaml has another", () => {
  const document = read("openapi.yaml", 'openapi: 3.1.0\ninfo: {title: T, version: "1.4"}\n');
  const [warning, ...others] = versionWarnings(undefined, document);
  expect(`\n${formatDiagnostic(warning!)}\n`).toMatchInlineSnapshot(`
    "
    openapi.yaml:2:27 - warning: The document's version is none that npm takes: the package is 0.0.0.

      1 | openapi: 3.1.0
    > 2 | info: {title: T, version: "1.4"}
        |                           ^

      Say another in client.yaml, beside the document: \`version: 1.0.0\`
    "
  `);
  expect(others).toEqual([]);
  expect(versionWarnings(read("client.yaml", "name: a\n"), document)).toHaveLength(1);
  expect(versionWarnings(read("client.yaml", "version: 1.4.0\n"), document)).toEqual([]);
  for (const info of [{}, { version: "1.4.0-rc.1" }]) {
    expect(versionWarnings(undefined, documentOf({ info }))).toEqual([]);
  }
});

it("client.yaml wins, and everything in it is taken", () => {
  const given = {
    name: "@scope/name",
    version: "1.0.0-beta.1+5",
    description: "D",
    license: "MIT",
    licenseFile: "../LICENSE",
    author: { name: "A" },
    repository: "github:a/b",
    homepage: "https://example.com",
    keywords: ["a"],
    publishConfig: { access: "public" },
    out: "../out",
  };
  const config = read("client.yaml", JSON.stringify(given));
  expect(readClientConfig(config, documentOf({ info: { title: "T", version: "9.9.9" } }))).toEqual(given);
});

it("every value that is none is refused, at once", () => {
  const config = read(
    "client.yaml",
    "name: My Client\nversion: 1.0\ndescription: ''\nkeywords: a, b\nauthor: [A]\npublishConfig: public\nout: ''\nscripts: {}\n",
  );
  expect(`\n${problemsOf(() => readClientConfig(config, documentOf({})))}\n`).toMatchInlineSnapshot(`
    "
    client.yaml:1:7 - error: \`name\` must be the name of an npm package, in lower case.

    > 1 | name: My Client
        |       ^
      2 | version: 1.0
      3 | description: ''

    client.yaml:2:10 - error: \`version\` must be a version, such as 1.0.0.

      1 | name: My Client
    > 2 | version: 1.0
        |          ^
      3 | description: ''
      4 | keywords: a, b

    client.yaml:3:14 - error: \`description\` must be a text.

      1 | name: My Client
      2 | version: 1.0
    > 3 | description: ''
        |              ^
      4 | keywords: a, b
      5 | author: [A]

    client.yaml:4:11 - error: \`keywords\` must be a list of texts.

      2 | version: 1.0
      3 | description: ''
    > 4 | keywords: a, b
        |           ^
      5 | author: [A]
      6 | publishConfig: public

    client.yaml:5:9 - error: \`author\` must be a text, or an object with name, email and url.

      3 | description: ''
      4 | keywords: a, b
    > 5 | author: [A]
        |         ^
      6 | publishConfig: public
      7 | out: ''

    client.yaml:6:16 - error: \`publishConfig\` must be an object, as in package.json.

      4 | keywords: a, b
      5 | author: [A]
    > 6 | publishConfig: public
        |                ^
      7 | out: ''
      8 | scripts: {}

    client.yaml:7:6 - error: \`out\` must be the path of the folder to write to, relative to this file.

      5 | author: [A]
      6 | publishConfig: public
    > 7 | out: ''
        |      ^
      8 | scripts: {}

    client.yaml:8:1 - error: Unknown key "scripts".

      6 | publishConfig: public
      7 | out: ''
    > 8 | scripts: {}
        | ^

      The keys are name, version, description, license, licenseFile, author, repository, homepage, keywords, publishConfig, out.
    "
  `);
});

it("a license is one that npm takes, and what is in an author and a repository is text", () => {
  const problems = (yaml: string): readonly string[] =>
    problemsOf(() => readClientConfig(read("client.yaml", yaml), documentOf({}))).match(
      /^client.*|Did you .*|The keys .*/gm,
    ) ?? [];
  expect(problems("license: MIT License\nauthor: {name: [A], mail: a@b.c}\nrepository: {url: 5}\n")).toEqual([
    "client.yaml:1:10 - error: `license` must be an SPDX license expression, such as MIT, or UNLICENSED, or SEE LICENSE IN a file.",
    "client.yaml:2:16 - error: `author.name` must be a text.",
    'client.yaml:2:21 - error: Unknown key "mail".',
    'Did you mean "email"?',
    "client.yaml:3:19 - error: `repository.url` must be a text.",
  ]);
  expect(problems("author: {}\nrepository: {type: git, x: y}\n")).toEqual([
    "client.yaml:1:9 - error: `author` must have `name`.",
    'client.yaml:2:25 - error: Unknown key "x".',
    "The keys are url, type, directory.",
  ]);
  const given = { license: "(MIT OR ISC)", repository: { type: "git", url: "https://a.test/b.git", directory: "c" } };
  expect(readClientConfig(read("client.yaml", JSON.stringify(given)), documentOf({}))).toMatchObject(given);
});

it("an empty file is refused", () => {
  expect(`\n${problemsOf(() => readClientConfig(read("client.yaml", ""), documentOf({})))}\n`).toMatchInlineSnapshot(`
    "
    client.yaml:1:1 - error: The file is empty.
    "
  `);
});
