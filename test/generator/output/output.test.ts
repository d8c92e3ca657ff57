import fs, { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BANNER } from "../../../generator/emit/generated-file.js";
import { compareOutput, writeOutputs } from "../../../generator/output/output.js";
import { OWNED_LIST, STAGING } from "../../../generator/output/owned-folder.js";
import { contentsOf, put } from "../command.js";
import { problemsOf } from "../documents.js";

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "openapi-stream-"));
  folder = join(root, "out");
});
afterEach(() => rmSync(root, { recursive: true }));

const files = [
  { path: "index.ts", text: "export {};\n" },
  { path: "runtime/a.ts", text: "a\n" },
  { path: "types.ts", text: `${BANNER}types\n` },
];
const list = "index.ts\nruntime/a.ts\ntypes.ts\n";

function generate(wanted = files): void {
  writeOutputs([{ folder, drifts: compareOutput(folder, wanted).drifts }]);
}

describe("what is written", () => {
  it("is all of it, with the list, into a new folder", () => {
    expect(compareOutput(folder, files).drifts.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      "missing index.ts",
      "missing runtime/a.ts",
      "missing types.ts",
      `missing ${OWNED_LIST}`,
    ]);
    generate();
    expect(contentsOf(folder)).toEqual({
      [OWNED_LIST]: list,
      "index.ts": "export {};\n",
      runtime: "(no file)",
      "runtime/a.ts": "a\n",
      "types.ts": `${BANNER}types\n`,
    });
    expect(compareOutput(folder, files)).toEqual({ drifts: [], foreign: [] });
  });

  it("is only what differs: other files keep their time", () => {
    generate();
    const { mtimeMs } = statSync(join(folder, "index.ts"), { bigint: false });
    generate(files.map((file) => (file.path === "types.ts" ? { ...file, text: `${BANNER}new\n` } : file)));
    expect(readFileSync(join(folder, "types.ts"), "utf8")).toBe(`${BANNER}new\n`);
    expect(statSync(join(folder, "index.ts")).mtimeMs).toBe(mtimeMs);
  });

  it("takes a checkout with CRLF for the same", () => {
    generate();
    for (const { path, text } of files) put(folder, { [path]: text.replaceAll("\n", "\r\n") });
    put(folder, { [OWNED_LIST]: list.replaceAll("\n", "\r\n") });
    expect(compareOutput(folder, files)).toEqual({ drifts: [], foreign: [] });
    expect(compareOutput(folder, files.slice(0, 2)).drifts.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      `stale ${OWNED_LIST}`,
      "stray types.ts",
    ]);
  });
});

describe("what is removed", () => {
  it("is what is listed, and is no longer generated", () => {
    generate();
    put(folder, { "copied.ts": `${BANNER}mine\n`, "notes.md": "mine", "my.ts": "mine", "deep/er/my.ts": "mine" });
    expect(compareOutput(folder, files.slice(0, 1))).toEqual({
      drifts: [
        { path: OWNED_LIST, kind: "stale", before: list, after: "index.ts\n" },
        { path: "runtime/a.ts", kind: "stray", before: "a\n", after: "" },
        { path: "types.ts", kind: "stray", before: `${BANNER}types\n`, after: "" },
      ],
      foreign: ["copied.ts", "deep/er/my.ts", "my.ts", "notes.md"],
    });
    generate(files.slice(0, 1));
    expect(Object.keys(contentsOf(folder))).toEqual([
      OWNED_LIST,
      "copied.ts",
      "deep",
      "deep/er",
      "deep/er/my.ts",
      "index.ts",
      "my.ts",
      "notes.md",
      "runtime",
    ]);
  });

  it("is never a build, an installed package, a repository, nor another client", () => {
    generate();
    const others = {
      "dist/index.ts": BANNER,
      "node_modules/x/index.ts": BANNER,
      ".git/HEAD": "ref",
      [`nested/${OWNED_LIST}`]: "types.ts\n",
      "nested/types.ts": BANNER,
    };
    put(folder, others);
    expect(compareOutput(folder, files)).toEqual({ drifts: [], foreign: [] });
  });

  it("lies in the folder, whatever a tampered list says", () => {
    generate();
    put(root, { "precious.txt": "mine" });
    const { [OWNED_LIST]: _, ...rest } = contentsOf(folder);
    const tampered = `../precious.txt\n${join(root, "precious.txt")}\nruntime/../../precious.txt\n./index.ts\n\n`;
    put(folder, { [OWNED_LIST]: tampered });
    expect(compareOutput(folder, files).drifts).toEqual([
      { path: OWNED_LIST, kind: "stale", before: tampered, after: list },
    ]);
    generate();
    expect(contentsOf(root)).toMatchObject({ "precious.txt": "mine", [`out/${OWNED_LIST}`]: list });
    expect(Object.keys(contentsOf(folder))).toEqual([OWNED_LIST, ...Object.keys(rest)]);
  });
});

describe("what is refused", () => {
  it("a file of one's own by the name of one that is to be generated, all of them at once", () => {
    generate();
    put(folder, { LICENSE: "mine", "new.ts": `${BANNER}mine\n`, "same.ts": "same\r\n" });
    const before = contentsOf(folder);
    const problem = (name: string): string =>
      `error: ${join(folder, name)} is to be generated, and a file that openapi-stream did not write has that name.

  Only what ${OWNED_LIST} lists is ever replaced. Rename the file, or delete it.`;
    const added = ["LICENSE", "new.ts"].map((path) => ({ path, text: "ours\n" }));
    expect(problemsOf(() => generate([...files, ...added]))).toBe(`${problem("LICENSE")}\n\n${problem("new.ts")}`);
    expect(contentsOf(folder)).toEqual(before);
    generate([...files, { path: "same.ts", text: "same\n" }]);
    expect(contentsOf(folder)).toMatchObject({ [OWNED_LIST]: `index.ts\nruntime/a.ts\nsame.ts\ntypes.ts\n` });
  });
});

describe("all or nothing", () => {
  it("takes back what it did when a folder stands where a file should go", () => {
    generate();
    put(folder, { "zzz.ts/mine.txt": "mine" });
    const before = contentsOf(root);
    const wanted = [...files.map(({ path, text }) => ({ path, text: `${text}new\n` })), { path: "zzz.ts", text: "z" }];
    expect(problemsOf(() => generate(wanted))).toMatch(
      new RegExp(`^error: Could not write to ${folder}: E[A-Z]+: .*\\.\n\n  Nothing was changed\\.$`),
    );
    expect(contentsOf(root)).toEqual(before);
  });

  it("leaves no folder behind that it made", () => {
    put(root, { made: "a file" });
    const drifts = compareOutput(folder, files).drifts;
    expect(
      problemsOf(() =>
        writeOutputs([
          { folder, drifts },
          { folder: join(root, "made/out"), drifts },
        ]),
      ),
    ).toMatch(/^error: Could not write to .*made\/out: E/);
    expect(contentsOf(root)).toEqual({ made: "a file" });
  });

  it("takes back the first client when the second fails in the middle", () => {
    generate();
    const second = join(root, "second");
    mkdirSync(join(second, "types.ts"), { recursive: true });
    const before = contentsOf(root);
    const changed = files.map(({ path, text }) => ({ path, text: `${text}new\n` }));
    const outputs = [folder, second].map((one) => ({ folder: one, drifts: compareOutput(one, changed).drifts }));
    expect(problemsOf(() => writeOutputs(outputs))).toMatch(/^error: Could not write to .*second: E/);
    expect(contentsOf(root)).toEqual(before);
    expect(existsSync(join(second, "index.ts"))).toBe(false);
  });
});

describe("a run that did not end", () => {
  const abandoned = `${STAGING}Ab12Cd`;

  it("leaves nothing that is taken for a file of anybody's", () => {
    put(folder, { [`${abandoned}/0.new`]: "half" });
    expect(compareOutput(folder, files).foreign).toEqual([]);
    generate();
    expect(compareOutput(folder, files)).toEqual({ drifts: [], foreign: [] });
  });

  it("is swept up by the next, whatever that changes, but not while it may go on", () => {
    put(folder, { [`${abandoned}/0.new`]: "half" });
    generate();
    expect(existsSync(join(folder, abandoned))).toBe(true);
    utimesSync(join(folder, abandoned), 0, 0);
    generate();
    expect(Object.keys(contentsOf(folder))).toEqual([OWNED_LIST, "index.ts", "runtime", "runtime/a.ts", "types.ts"]);
  });
});

it("is written as well where another run writes in the midst of it", () => {
  generate();
  const wanted = files.map(({ path, text }) => ({ path, text: `${text}new\n` }));
  const { drifts } = compareOutput(folder, wanted);
  const renamed = fs.renameSync;
  vi.spyOn(fs, "renameSync")
    .mockImplementation(renamed)
    .mockImplementationOnce((...call) => {
      writeOutputs([{ folder, drifts }]);
      renamed(...call);
    });
  syncBuiltinESMExports();
  writeOutputs([{ folder, drifts }]);
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  expect(compareOutput(folder, wanted)).toEqual({ drifts: [], foreign: [] });
  expect(Object.keys(contentsOf(folder))).toHaveLength(5);
});
