import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BANNER } from "../../../generator/emit/generated-file.js";
import { OWNED_LIST, readFolder } from "../../../generator/output/owned-folder.js";
import { put } from "../command.js";
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
  { path: "types.ts", text: `${BANNER}types\n` },
];

describe("a folder to write to", () => {
  it("is new, empty, or has the list of what is ours", () => {
    expect(readFolder(folder, files)).toEqual({ existing: [], owned: new Set() });
    mkdirSync(join(folder, "empty"), { recursive: true });
    put(folder, { "node_modules/a/index.js": "theirs" });
    expect(readFolder(folder, files)).toEqual({ existing: [], owned: new Set() });
    put(folder, { [OWNED_LIST]: "types.ts\r\n../x\n", "types.ts": "", "a/my.ts": "" });
    expect(readFolder(folder, files)).toEqual({
      existing: [OWNED_LIST, "a/my.ts", "types.ts"],
      owned: new Set([OWNED_LIST, "types.ts"]),
    });
  });

  it("may be a link to one", () => {
    put(root, { [`real/${OWNED_LIST}`]: "types.ts\n", "real/types.ts": "" });
    symlinkSync("real", folder);
    expect(readFolder(folder, files).existing).toEqual([OWNED_LIST, "types.ts"]);
    put(root, { "real/others/a.txt": "theirs" });
    rmSync(folder);
    symlinkSync("real/others", folder);
    expect(problemsOf(() => readFolder(folder, files))).toContain("did not write, such as a.txt");
  });
});

describe("what is refused", () => {
  it("a client whose list is gone", () => {
    put(folder, { "API.md": "ours", "types.ts": `${BANNER.replaceAll("\n", "\r\n")}older\r\n` });
    expect(problemsOf(() => readFolder(folder, files))).toBe(
      `error: The folder ${folder} holds a client, and the list of its files, ${OWNED_LIST}, is missing.

  Only what it lists is ever replaced. Restore it, such as by \`git checkout -- ${folder}/${OWNED_LIST}\`, or remove the folder, if nothing in it is yours.`,
    );
  });

  it("a link to nothing", () => {
    symlinkSync("nowhere", folder);
    expect(problemsOf(() => readFolder(folder, files))).toContain(`${folder} is a symbolic link to what is not there.`);
  });

  it("what the system does not let be read, with the reason", () => {
    const long = join(root, "x".repeat(300));
    expect(problemsOf(() => readFolder(long, files))).toMatch(
      /^error: The folder \S+ cannot be read: ENAMETOOLONG[^]*Choose a new or an empty folder/,
    );
  });

  it("the root of a disk, without reading all of it", () => {
    expect(problemsOf(() => readFolder("/", files))).toContain("The folder / holds files that openapi-stream did not");
  });

  it("another team's folder", () => {
    put(folder, { "a.txt": "theirs", "b.txt": "theirs" });
    expect(problemsOf(() => readFolder(folder, files))).toBe(
      `error: The folder ${folder} holds files that openapi-stream did not write, such as a.txt.

  Choose a new or an empty folder with \`out\` in client.yaml or with --out.`,
    );
  });

  it("a file", () => {
    put(root, { out: "" });
    expect(problemsOf(() => readFolder(folder, files))).toBe(
      `error: ${folder} is not a folder.\n\n  Choose another one with --out.`,
    );
  });

  it("links, all of them at once", () => {
    put(folder, { [OWNED_LIST]: "types.ts\n", "types.ts": "" });
    put(root, { "precious.ts": "mine" });
    rmSync(join(folder, "types.ts"));
    symlinkSync(join(root, "precious.ts"), join(folder, "types.ts"));
    symlinkSync(root, join(folder, "sub"));
    const problem = (name: string): string =>
      `error: ${join(folder, name)} is a symbolic link.\n\n  What is written here must stay here: remove the link.`;
    expect(
      problemsOf(() => readFolder(folder, files))
        .split("\n\nerror")
        .sort(),
    ).toEqual(`${problem("sub")}\n\n${problem("types.ts")}`.split("\n\nerror").sort());
    expect(readFileSync(join(root, "precious.ts"), "utf8")).toBe("mine");
  });
});
