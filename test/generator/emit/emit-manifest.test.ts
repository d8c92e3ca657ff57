import { expect, it } from "vitest";
import { readClientConfig } from "../../../generator/client-config.js";
import { emitManifest, PUBLISHED_FOLDER } from "../../../generator/emit/emit-manifest.js";
import { documentOf } from "../streams.js";
import type { JsonObject } from "../../../generator/document/source.js";

const info = { title: "Chat", version: "1.0.0" };

function manifestOf(client: JsonObject): string {
  return emitManifest(readClientConfig(documentOf(client), documentOf({ openapi: "3.1.0", info, paths: {} })));
}

it("package.json has what client.yaml says, and no key without a value", () => {
  const said = {
    name: "@a/b",
    version: "1.2.3",
    description: "A client.",
    keywords: ["a"],
    homepage: "https://a.test",
    repository: { type: "git", url: "https://a.test/b.git" },
    license: "MIT",
    author: { name: "A" },
    publishConfig: { access: "public" },
  };
  const always = ["type", "sideEffects", "engines", "main", "types", "exports", "files", "scripts"];
  const needed = [...always, "dependencies", "devDependencies"];
  expect(JSON.parse(manifestOf(said))).toMatchObject(said);
  expect(Object.keys(JSON.parse(manifestOf({ name: "a" })) as object)).toEqual(["name", "version", ...needed]);
  expect(Object.keys(JSON.parse(manifestOf(said)) as object).slice(8, -1)).toEqual(needed);
});

it("package.json says nothing of the places that only the generator knows", () => {
  expect(manifestOf({ name: "a", licenseFile: "../LICENSE", out: "../client" })).toBe(manifestOf({ name: "a" }));
});

it("package.json publishes the sources beside what is built of them", () => {
  const { files, main, types } = JSON.parse(manifestOf({})) as {
    files: readonly string[];
    main: string;
    types: string;
  };
  expect(files).toEqual(expect.arrayContaining(["dist", "index.ts", PUBLISHED_FOLDER]));
  expect([main, types].every((file) => files.includes(file.split("/")[1] ?? ""))).toBe(true);
});

it("package.json is text that shows all that is in it, and ends with a line feed", () => {
  const manifest = manifestOf({ description: "a\u202eb" });
  expect(manifest).toContain('"description": "a\\u202eb"');
  expect(manifest).toMatch(/^\{\n {2}"name": "chat",\n[^]*\n\}\n$/);
});
