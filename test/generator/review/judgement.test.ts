import { describe, expect, it } from "vitest";
import { judgeClient, type JudgedChange, type Review } from "../../../generator/review/judgement.js";
import { readRevision } from "../../../generator/review/revision.js";
import { placeAt, useFolder } from "../documents.js";

const folder = useFolder();

const SPEC = `openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      operationId: pets
      responses:
        "200":
          description: Pets.
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
    put: {operationId: putPets, responses: {"204": {description: Done.}}}
components:
  schemas:
    Pet:
      type: object
      properties:
        id: {type: string}
        name: {type: string}
`;
const OVERLAY = `overlay: 1.0.0
info: {title: Pets, version: 1.0.0}
actions:
  - target: $.components.schemas.Pet.properties.name
    remove: true
`;

function read(name: string, files: Readonly<Record<string, string>>): ReturnType<typeof readRevision> {
  for (const [file, text] of Object.entries(files)) folder.write(`${name}/${file}`, text);
  return readRevision({ folder: folder.write(`${name}/.keep`, "").replace(/\.keep$/, "") });
}

const base = (files: Readonly<Record<string, string>>) => ({
  name: "main",
  revision: read("base", files),
  fileName: (file: string) => `abc:${file}`,
});

const judge = (name: string, head: Readonly<Record<string, string>>): Review =>
  judgeClient(read(name, head), base({ "openapi.yaml": SPEC }));

const words = ({ verdict, subject, what }: JudgedChange): string => `${verdict}: ${subject} ${what}`;

describe("the changes of a client", () => {
  it("begin with the worst, which is the verdict, and keep the order of the document", () => {
    const text = SPEC.replace("        id: {type: string}\n", "")
      .replace("Pets.", "All pets.")
      .replace("type: string}", "type: integer}")
      .replace("    put:", "    post: {responses: {}}\n    put:");
    const { verdict, changes } = judge("order", { "openapi.yaml": text });
    expect(verdict).toBe("major");
    expect(changes.map(words)).toEqual([
      "major: Pet.id is gone",
      "major: Pet.name `string` became `integer`",
      'minor: client.POST("/pets") is new',
      "patch: GET /pets has another `description`",
    ]);
  });

  it("have what the table says of their rule, and the operations that they concern", () => {
    const { changes } = judge("rule", { "openapi.yaml": SPEC.replace("        id: {type: string}\n", "") });
    expect(changes).toMatchObject([
      {
        rule: "response-removed",
        breaks: "readers",
        why: "code that reads it no longer compiles",
        mend: "stop reading it",
        operations: [{ route: "GET /pets", operationId: "pets" }],
      },
    ]);
  });

  it("are none where nothing changed, and then the version is nobody's concern", () => {
    const { verdict, changes, version } = judge("same", { "openapi.yaml": SPEC });
    expect({ verdict, changes, version }).toEqual({ verdict: "none", changes: [], version: undefined });
  });
});

describe("where a change shows", () => {
  const places = ({ changes: [change] }: Review): Readonly<Record<string, string | undefined>> => ({
    location: change && placeAt(change.location),
    was: change?.was && placeAt(change.was),
    shown: change && placeAt(change.shown),
  });

  it("is where it stands now, and the base's own name for where it stood", () => {
    expect(
      places(judge("now", { "openapi.yaml": SPEC.replace("name: {type: string}", "name: {type: integer}") })),
    ).toEqual({
      location: "now/openapi.yaml:18:22 integer}",
      was: "abc:base/openapi.yaml:18:22 string}",
      shown: "now/openapi.yaml:18:22 integer}",
    });
  });

  it("of what is gone is where it stood, and the nearest place around it that is left", () => {
    expect(places(judge("gone", { "openapi.yaml": SPEC.replace("        name: {type: string}\n", "") }))).toEqual({
      location: "gone/openapi.yaml:17:9 id: {type: string}",
      was: "abc:base/openapi.yaml:18:9 name: {type: string}",
      shown: "abc:base/openapi.yaml:18:9 name: {type: string}",
    });
  });

  it("of what an Overlay takes away is the action that does", () => {
    expect(places(judge("overlay", { "openapi.yaml": SPEC, "a.overlay.yaml": OVERLAY }))).toEqual({
      location: "overlay/a.overlay.yaml:4:13 $.components.schemas.Pet.properties.name",
      was: "abc:base/openapi.yaml:18:9 name: {type: string}",
      shown: "overlay/a.overlay.yaml:4:13 $.components.schemas.Pet.properties.name",
    });
  });

  it("of what is new is there, and nowhere before", () => {
    const text = SPEC.replace("        name:", "        age: {type: integer}\n        name:");
    expect(places(judge("new", { "openapi.yaml": text }))).toEqual({
      location: "new/openapi.yaml:18:9 age: {type: integer}",
      was: undefined,
      shown: "new/openapi.yaml:18:9 age: {type: integer}",
    });
  });
});

describe("a client that was not there before", () => {
  it("is new as a whole, whatever its version", () => {
    const head = read("first", { "openapi.yaml": SPEC });
    const { name, verdict, changes, version } = judgeClient(head, { ...base({}), revision: undefined });
    expect({ name, verdict, version }).toEqual({ name: "pets", verdict: "minor", version: undefined });
    expect(changes.map(words)).toEqual(["minor: pets is new"]);
    expect(changes[0] && placeAt(changes[0].shown)).toBe("first/openapi.yaml:1:1 openapi: 3.1.0");
  });
});

describe("the version", () => {
  const more = SPEC.replace("        name:", "        age: {type: integer}\n        name:");

  it("is the document's, and shown there", () => {
    const { version } = judge("document", { "openapi.yaml": more });
    expect(version).toMatchObject({ base: "1.0.0", head: "1.0.0", needed: "1.1.0", isMissing: true });
    expect(version && placeAt(version.location)).toBe("document/openapi.yaml:2:30 1.0.0}");
  });

  it("is that of client.yaml, where there is one, and shown there", () => {
    const { version } = judge("config", { "openapi.yaml": more, "client.yaml": "name: pets\nversion: 1.1.0\n" });
    expect(version).toMatchObject({ head: "1.1.0", isMissing: false });
    expect(version && placeAt(version.location)).toBe("config/client.yaml:2:10 1.1.0");
  });
});
