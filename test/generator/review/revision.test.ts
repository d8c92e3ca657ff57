import { describe, expect, it } from "vitest";
import { routeOf } from "../../../generator/model/find-streams.js";
import { operationsOf, readRevision } from "../../../generator/review/revision.js";
import { problemsOf, useFolder } from "../documents.js";
import { petchat, revisionOf, type Editable } from "./petchat.js";

const folder = useFolder();
const PATHS = `paths:
  /pets: {get: {operationId: pets, responses: {"204": {description: Done.}}}}
`;
const SPEC = `openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
${PATHS}`;
const OVERLAY = `overlay: 1.0.0
info: {title: Pets, version: 1.0.0}
actions:
  - {target: $.info, update: {title: Cats}}
  - {target: "$.paths['/pets'].get", update: {operationId: cats}}
`;

function read(name: string, files: Readonly<Record<string, string>>): ReturnType<typeof readRevision> {
  const [first = ""] = Object.entries(files).map(([file, text]) => folder.write(`${name}/${file}`, text));
  return readRevision({ folder: first.replace(/[^/\\]*$/, "") });
}

describe("a revision", () => {
  it("is the document under its Overlays, and both as they were read", () => {
    const { document, inputs, config } = read("merged", { "openapi.yaml": SPEC, "a.overlay.yaml": OVERLAY });
    expect(document.value).toMatchObject({ info: { title: "Cats" } });
    expect(inputs.spec.value).toMatchObject({ info: { title: "Pets" } });
    expect(inputs.overlays).toHaveLength(1);
    expect(config.name).toBe("cats");
  });

  it("has the name and version of client.yaml, or else those of the document", () => {
    const { config } = read("config", { "openapi.yaml": SPEC, "client.yaml": "name: dogs\n" });
    expect([config.name, config.version]).toEqual(["dogs", "1.0.0"]);
  });

  it("is not read where no client can be generated", () => {
    const stream = `openapi: 3.2.0
info: {title: Pets, version: 1.0.0}
paths: {/pets: {get: {responses: {"200": {description: Pets., content: {text/event-stream: {}}}}}}}
`;
    expect(problemsOf(() => read("wrong", { "openapi.yaml": stream }))).toContain("untyped");
    const bad = { "openapi.yaml": SPEC, "client.yaml": "name: Dogs!\n" };
    expect(problemsOf(() => read("badly", bad))).toContain("badly/client.yaml:1:7");
  });
});

describe("the operations of a document", () => {
  it("are in its order, each with its id, if it has one, and its stream", () => {
    const document = petchat();
    delete document.paths["/pets"].post.operationId;
    const found = operationsOf(revisionOf(document));
    expect(found.map((one) => [routeOf(one), one.operationId, one.stream?.name])).toEqual([
      ["POST /chat", "chat", "chat"],
      ["GET /pets", "listPets", undefined],
      ["POST /pets", undefined, undefined],
    ]);
  });

  it("stand where their paths lead, and take an empty id for none", () => {
    const item: Editable = { get: { operationId: "", responses: {} } };
    const document = {
      ...petchat(),
      paths: { "/a": { $ref: "#/components/pathItems/A" } },
      components: { pathItems: { A: item } },
    };
    const [operation] = operationsOf(revisionOf(document));
    expect(operation).toMatchObject({ path: "/a", operationId: undefined });
    expect(operation?.node.path).toEqual(["components", "pathItems", "A", "get"]);
  });

  it("of one path are told apart by their methods", () => {
    const document = petchat();
    document.paths["/chat"].get = { responses: { "204": { description: "Done." } } };
    const found = operationsOf(revisionOf(document)).filter(({ path }) => path === "/chat");
    expect(found.map((one) => [routeOf(one), one.stream?.name])).toEqual([
      ["GET /chat", undefined],
      ["POST /chat", "chat"],
    ]);
  });
});
