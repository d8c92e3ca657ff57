import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readBase } from "../../../generator/review/base.js";
import { problemsOf, useFolder } from "../documents.js";
import { makeRepository } from "./repository.js";

const document = (title: string): string => `openapi: 3.1.0\ninfo: {title: ${title}, version: 1.0.0}\npaths: {}\n`;
const OVERLAY = `overlay: 1.0.0
info: {title: Pets, version: 1.0.0}
actions: [{target: $.info, update: {version: 2.0.0}}]
`;

const folder = useFolder();

describe("a base in a repository", () => {
  const repository = makeRepository({ "api/openapi.yaml": document("Pets"), "api/a.overlay.yaml": OVERLAY });
  const short = repository.git("rev-parse", "HEAD").slice(0, 7);
  repository.write({ "api/openapi.yaml": document("Cats"), "new/openapi.yaml": document("Dogs") });
  afterAll(() => repository[Symbol.dispose]());
  const at = (path: string): string => join(repository.path, path);

  it("is the commit where the main branch is, with the files of the request as they were", () => {
    const { name, revision } = readBase({ folder: at("api") }, undefined);
    expect(name).toBe(`main (${short})`);
    expect(revision?.config).toMatchObject({ name: "pets", version: "2.0.0" });
  });

  it("is found from the document as well, where no folder is given", () => {
    expect(readBase({ spec: at("api/openapi.yaml") }, "main").revision?.config.name).toBe("pets");
  });

  it("names its files as git does, and no others", () => {
    const { revision, fileName } = readBase({ folder: at("api") }, short);
    expect(fileName(revision?.inputs.spec.file ?? "")).toBe(`${short}:api/openapi.yaml`);
    expect(fileName("elsewhere.yaml")).toBe("elsewhere.yaml");
  });

  it("is no client where the files were not there yet", () => {
    expect(readBase({ folder: at("new") }, undefined)).toMatchObject({ name: `main (${short})`, revision: undefined });
  });

  it("that is no client itself is an error in files that are named as git does", () => {
    const bad = repository.commit({ "api/openapi.yaml": "openapi: 3.1.0\nopenapi: 3.1.0\n" }).slice(0, 7);
    const problems = problemsOf(() => readBase({ folder: at("api") }, bad));
    const places = [...problems.matchAll(/(\S*openapi\.yaml\S*) - /g)].map(([, place]) => place);
    expect(places).toEqual([`${bad}:api/openapi.yaml:2:1`, `${bad}:api/openapi.yaml:1:1`]);
    expect(problems).toContain(`No client can be generated from ${bad}, so there is nothing to compare with`);
  });
});

describe("a base on disk", () => {
  const write = (path: string, text: string): string => folder.write(path, text).replaceAll("\\", "/");

  it("is another folder, with its own Overlays and under its own names", () => {
    const old = write("old/openapi.yaml", document("Old")).replace("/openapi.yaml", "");
    const { name, revision, fileName } = readBase({ spec: write("openapi.yaml", document("New")), overlays: [] }, old);
    expect([name, revision?.config.name, fileName("a")]).toEqual([old, "old", "a"]);
  });

  it("is another document, under what the request says beside it", () => {
    const spec = write("base/old.yaml", document("Old"));
    const overlay = write("a.overlay.yaml", OVERLAY);
    const { name, revision } = readBase({ spec: "unread.yaml", overlays: [overlay] }, spec);
    expect(name).toBe(spec);
    expect(revision?.config).toMatchObject({ name: "old", version: "2.0.0" });
  });

  it("that is no client itself is an error in its own files", () => {
    const spec = write("wrong/openapi.yaml", "openapi: 3.1.0\n- a\n");
    const problems = problemsOf(() => readBase({ spec, overlays: [] }, spec));
    expect(problems).toMatch(/^wrong\/openapi\.yaml:2:1 - error: /);
    expect(problems).toContain(`No client can be generated from ${spec}`);
  });

  it("is needed where there is no repository, and named by what is not there", () => {
    const spec = write("alone/openapi.yaml", document("Alone"));
    expect(problemsOf(() => readBase({ spec }, undefined))).toMatch(/^error: These files are in no git repository/);
    expect(problemsOf(() => readBase({ spec }, "nowhere"))).toMatch(/^error: There is no file or folder nowhere, and/);
  });
});
