import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

import { watchInputs } from "../../generator/watch.js";
import { useFolder } from "./documents.js";

const { write } = useFolder();
const at = (name: string): string => join(process.cwd(), name);

let stop: AbortController;
let seen: string[];

beforeEach(() => {
  stop = new AbortController();
  seen = [];
});
afterEach(() => stop.abort());

function startWatching(folder: string): void {
  watchInputs(
    [{ folder: at(folder) }],
    (files) => seen.push(...files.map((file) => relative(process.cwd(), file).replaceAll("\\", "/"))),
    stop.signal,
  );
}

/** Waits until a change of the file was seen; the test's own limit ends a wait for nothing. */
async function untilSeen(file: string): Promise<void> {
  while (!seen.includes(file)) await new Promise((done) => setTimeout(done, 20));
  seen.length = 0;
}

it("sees inputs that are written, come and go, and nothing else", async () => {
  write("a/openapi.yaml", "openapi: 3.1.0");
  startWatching("a");
  write("a/notes.txt", "no input");
  write("a/openapi.yaml", "openapi: [");
  await untilSeen("a/openapi.yaml");
  rmSync(at("a/openapi.yaml"));
  await untilSeen("a/openapi.yaml");
  write("a/openapi.yaml.tmp", "openapi: 3.1.0");
  renameSync(at("a/openapi.yaml.tmp"), at("a/openapi.yaml"));
  await untilSeen("a/openapi.yaml");
  write("a/new.overlay.yaml", "overlay: 1.0.0");
  await untilSeen("a/new.overlay.yaml");
  write("a/notes.txt", "still none");
  write("a/client.yaml", "name: a");
  while (seen.length === 0) await new Promise((done) => setTimeout(done, 20));
  expect(seen).toEqual(["a/client.yaml"]);
});

it("waits for a folder that is not there yet, and for one that went away", async () => {
  mkdirSync(at("b"));
  startWatching("b/deep/spec");
  write("b/deep/spec/openapi.yaml", "openapi: 3.1.0");
  await untilSeen("b/deep/spec/openapi.yaml");
  renameSync(at("b/deep"), at("b/gone"));
  await untilSeen("b/deep/spec/openapi.yaml");
  renameSync(at("b/gone"), at("b/deep"));
  await untilSeen("b/deep/spec/openapi.yaml");
  write("b/deep/spec/openapi.yaml", "openapi: 3.2.0");
  await untilSeen("b/deep/spec/openapi.yaml");
});

it("follows an Overlay to the document that it extends", async () => {
  write("c/a.overlay.yaml", "overlay: 1.0.0");
  write("vendored/api.yaml", "openapi: 3.1.0");
  startWatching("c");
  write("c/a.overlay.yaml", "overlay: 1.0.0\nextends: ../vendored/api.yaml");
  await untilSeen("c/a.overlay.yaml");
  write("vendored/api.yaml", "openapi: 3.2.0");
  await untilSeen("vendored/api.yaml");
});

it("sees what a link leads to, elsewhere", async () => {
  write("published/api.yaml", "openapi: 3.1.0");
  mkdirSync(at("linked"));
  symlinkSync("../published/api.yaml", at("linked/openapi.yaml"));
  startWatching("linked");
  write("published/api.yaml", "openapi: 3.2.0 # changed");
  await untilSeen("linked/openapi.yaml");
});

it("ends when it is told to", async () => {
  write("d/openapi.yaml", "openapi: 3.1.0");
  startWatching("d");
  writeFileSync(at("d/openapi.yaml"), "changed");
  stop.abort();
  await new Promise((done) => setTimeout(done, 300));
  expect(seen).toEqual([]);
});
