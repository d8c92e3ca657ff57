import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bundle, bundledFiles } from "../../../generator/document/bundle.js";
import { checkDocument } from "../../../generator/document/check-document.js";
import { follow, type Node } from "../../../generator/document/reference.js";
import { isObject, type Document, type JsonValue } from "../../../generator/document/source.js";
import { placeAt, problemsOf, useFolder } from "../documents.js";

const { read, write } = useFolder();

/** Bundles a document and the files beside it. */
function bundled(openapi: string, files: Readonly<Record<string, string>> = {}): Document {
  Object.entries(files).forEach(([name, text]) => write(name, text));
  return bundle(read("openapi.yaml", openapi));
}

describe("what a document refers to in other files", () => {
  it("a document of one file stays what it is", () => {
    const document = read("openapi.yaml", "a: {$ref: '#/b'}\nb: {example: 'c.yaml'}\n");
    expect(bundle(document)).toBe(document);
  });

  it("schemas become components, all else is copied", () => {
    const document = bundled(
      `paths:
  /chat: {$ref: ./paths/chat.yaml, description: Ours.}
  /again: {$ref: ./paths/chat.yaml}
components: {schemas: {Problem: {type: string}}}
`,
      {
        "paths/chat.yaml": `get:
  parameters: [{$ref: ../common.yaml#/components/parameters/Room}]
  responses:
    '200': {$ref: ../common.yaml#/components/responses/Stream}
    '400': {content: {application/json: {schema: {$ref: ../openapi.yaml#/components/schemas/Problem}}}}
`,
        "common.yaml": `components:
  parameters: {Room: {in: query, name: room, schema: {$ref: '#/components/schemas/Room'}}}
  responses: {Stream: {content: {text/event-stream: {itemSchema: {$ref: schemas/event.yaml}}}}}
  schemas: {Room: {type: integer}, Problem: {type: boolean}}
`,
        "schemas/event.yaml": `oneOf: [{$ref: '#/$defs/Token'}, {$ref: done.json}, {$ref: ../common.yaml#/components/schemas/Problem}]
discriminator: {propertyName: type, mapping: {token: '#/$defs/Token', done: ./done.json}, defaultMapping: done.json}
$defs: {Token: {properties: {next: {$ref: '#'}}}}
`,
        "schemas/done.json": '{"items": {"$ref": "../common.yaml#/components/schemas/Room"}}',
      },
    );
    const get = {
      parameters: [{ in: "query", name: "room", schema: { $ref: "#/components/schemas/Room" } }],
      responses: {
        "200": { content: { "text/event-stream": { itemSchema: { $ref: "#/components/schemas/event" } } } },
        "400": { content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } } },
      },
    };
    const token = { properties: { next: { $ref: "#/components/schemas/event" } } };
    expect(document.value).toEqual({
      paths: { "/chat": { description: "Ours.", get }, "/again": { get } },
      components: {
        schemas: {
          Problem: { type: "string" },
          Room: { type: "integer" },
          event: {
            oneOf: [
              { $ref: "#/components/schemas/Token" },
              { $ref: "#/components/schemas/done" },
              { $ref: "#/components/schemas/common_Problem" },
            ],
            discriminator: {
              propertyName: "type",
              mapping: { token: "#/components/schemas/Token", done: "#/components/schemas/done" },
              defaultMapping: "#/components/schemas/done",
            },
            $defs: { Token: token },
          },
          Token: token,
          done: { items: { $ref: "#/components/schemas/Room" } },
          common_Problem: { type: "boolean" },
        },
      },
    });
    expect(placeAt(document.locate(["components", "schemas", "Room", "type"]))).toBe(
      "common.yaml:4:26 integer}, Problem: {type: boolean}}",
    );
    const responses = ["paths", "/again", "get", "responses"];
    expect(placeAt(document.locate([...responses, "200", "content"], "key"))).toMatch(/^common\.yaml:3:24 content/);
    expect(placeAt(document.locate([...responses, "400"], "key"))).toMatch(/^paths\/chat\.yaml:5:5 '400'/);
    expect(placeAt(document.locate(["paths", "/chat", "description"]))).toBe("openapi.yaml:2:49 Ours.}");
  });

  it("a document whose mappings alone refer to files, or to itself by its name", () => {
    const mapping = "{own: 'openapi.yaml#/components/schemas/Own', other: other.yaml, named: Own, v1.json: Own.v1}";
    const document = bundled(`components: {schemas: {Event: {discriminator: {mapping: ${mapping}}}, Own: {}}}`, {
      "other.yaml": "type: object\n",
    });
    expect(document.value).toMatchObject({
      components: {
        schemas: {
          Event: {
            discriminator: {
              mapping: {
                own: "#/components/schemas/Own",
                other: "#/components/schemas/other",
                named: "Own",
                "v1.json": "Own.v1",
              },
            },
          },
          other: { type: "object" },
        },
      },
    });
  });

  it("a component that only refers to a file keeps its name, whoever refers to that file", () => {
    const document = bundled(
      `paths: {/a: {get: {requestBody: {$ref: body.yaml}}}}
components: {schemas: {Event: {$ref: index.yaml#/Event}, Alias: {$ref: index.yaml#/Event}}}
`,
      {
        "body.yaml": "content: {application/json: {schema: {$ref: schemas/event.yaml}}}\n",
        "index.yaml": "Event: {$ref: schemas/event.yaml}\n",
        "schemas/event.yaml": "properties: {next: {$ref: '#'}}\n",
      },
    );
    expect(document.value).toEqual({
      paths: {
        "/a": {
          get: { requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Event" } } } } },
        },
      },
      components: {
        schemas: {
          Event: { properties: { next: { $ref: "#/components/schemas/Event" } } },
          Alias: { $ref: "#/components/schemas/Event" },
        },
      },
    });
  });

  it("maps that stand in a file of their own are read, though no specification says so", () => {
    const document = bundled("paths: {$ref: paths.yaml}\ncomponents: {schemas: {$ref: schemas/index.yaml}}\n", {
      "paths.yaml": "/a: {get: {responses: {$ref: responses.yaml}}}\n",
      "responses.yaml": "'200': {content: {application/json: {schema: {$ref: schemas/index.yaml#/B}}}}\n",
      "schemas/index.yaml": "A: {type: string}\nB: {$ref: '#/A'}\nC: {$ref: c.yaml}\n",
      "schemas/c.yaml": "items: {$ref: index.yaml#/A}\n",
    });
    const schema = { $ref: "#/components/schemas/A" };
    expect(document.value).toEqual({
      paths: { "/a": { get: { responses: { "200": { content: { "application/json": { schema } } } } } } },
      components: { schemas: { A: { type: "string" }, B: schema, C: { items: schema } } },
    });
  });

  it("names all files that are taken in, for whoever watches them", () => {
    write("b.yaml", "$ref: deep/c.yaml\n");
    write("deep/c.yaml", "{}\n");
    const files = bundledFiles(read("openapi.yaml", "components: {schemas: {B: {$ref: b.yaml}}}\n"));
    expect(files.map((file) => file.split("/").slice(-2).join("/"))).toEqual([
      expect.stringMatching(/\/b\.yaml$/),
      "deep/c.yaml",
    ]);
  });
});

describe("what cannot be followed", () => {
  it("stays, and is refused by the check, in the file that it stands in", () => {
    const document = bundled(
      `openapi: 3.1.0
paths:
  /a: {$ref: gone.yaml}
  /b: {$ref: circle.yaml#/b}
components:
  schemas:
    A: {$ref: 'https://example.com/a.yaml'}
    B: {$ref: ../outside.yaml}
    C: {$ref: deep/c.yaml}
    Nope: {type: string}
`,
      {
        "circle.yaml": "b: {$ref: '#/c'}\nc: {$ref: 'circle.yaml#/b'}\n",
        "deep/c.yaml": "properties: {x: {$ref: '#/components/schemas/Nope'}, y: {$ref: d.yaml#/D}}\n",
        "deep/d.yaml": "D: {$ref: '#/E'}\nE: {$ref: '#/D'}\n",
      },
    );
    expect(`\n${problemsOf(() => checkDocument(document))}\n`).toMatchInlineSnapshot(`
      "
      openapi.yaml:3:14 - error: There is no file at the reference gone.yaml.

        1 | openapi: 3.1.0
        2 | paths:
      > 3 |   /a: {$ref: gone.yaml}
          |              ^
        4 |   /b: {$ref: circle.yaml#/b}
        5 | components:

        Save it there, relative to the file that refers to it, or replace the reference in an Overlay.

      circle.yaml:2:11 - error: The reference goes round in a circle: circle.yaml#/b.

        1 | b: {$ref: '#/c'}
      > 2 | c: {$ref: 'circle.yaml#/b'}
          |           ^

        Let one of the two files say what it is.

      openapi.yaml:7:15 - error: The reference leads to the network: https://example.com/a.yaml.

        5 | components:
        6 |   schemas:
      > 7 |     A: {$ref: 'https://example.com/a.yaml'}
          |               ^
        8 |     B: {$ref: ../outside.yaml}
        9 |     C: {$ref: deep/c.yaml}

        A document never makes a request. Save what it refers to in its folder, and refer to that by a relative path.

      openapi.yaml:8:15 - error: The reference leads out of the document's folder: ../outside.yaml.

         6 |   schemas:
         7 |     A: {$ref: 'https://example.com/a.yaml'}
      >  8 |     B: {$ref: ../outside.yaml}
           |               ^
         9 |     C: {$ref: deep/c.yaml}
        10 |     Nope: {type: string}

        Files are read from the folder of the document and below it. Copy the file there, or bundle the document first.

      deep/c.yaml:1:24 - error: The reference leads nowhere: c.yaml#/components/schemas/Nope.

      > 1 | properties: {x: {$ref: '#/components/schemas/Nope'}, y: {$ref: d.yaml#/D}}
          |                        ^

        Its file has no "components" there.

      deep/c.yaml:1:64 - error: The reference goes round in a circle: #/components/schemas/E.

      > 1 | properties: {x: {$ref: '#/components/schemas/Nope'}, y: {$ref: d.yaml#/D}}
          |                                                                ^

        Let one of the two say what the schema is.

      deep/d.yaml:2:11 - error: The reference goes round in a circle: #/components/schemas/E.

        1 | D: {$ref: '#/E'}
      > 2 | E: {$ref: '#/D'}
          |           ^

        Let one of the two say what the schema is.
      "
    `);
  });

  it("copies of copies without end are refused before they fill the memory", () => {
    const levels = Array.from(
      { length: 40 },
      (_, level) => `p${level}: {parameters: [{$ref: '#/p${level + 1}'}, {$ref: '#/p${level + 1}'}]}`,
    );
    const bomb = `${levels.join("\n")}\np40: {in: query, name: q}\n`;
    expect(
      problemsOf(() => bundled("paths: {/a: {$ref: bomb.yaml#/p0}}\n", { "bomb.yaml": bomb })).split("\n")[0],
    ).toMatch(/^bomb\.yaml:\d+:\d+ - error: The references of this document copy too much of other files\.$/);
  });

  it("a file that is no YAML is said at once, with its place", () => {
    expect(
      problemsOf(() => bundled("components: {schemas: {A: {$ref: broken.yaml}}}\n", { "broken.yaml": "a: [\n" })),
    ).toContain("broken.yaml:2:1 - error: Invalid YAML");
  });
});

/** A tree of schemas, with the place where each stands: in line, or in a file. */
interface Tree {
  readonly name: string;
  readonly file: number | undefined;
  readonly properties: readonly Tree[];
}

const tree = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    name: fc.constantFrom("A", "B", "__proto__", "a/b", "~%", "const", "$ref2"),
    file: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
    properties: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constant([]),
      fc.uniqueArray(tie("tree"), { maxLength: 3, selector: ({ name }) => name }),
    ),
  }),
})).tree;

function schemaOf({ name, properties }: Tree): JsonValue {
  return { title: name, properties: Object.fromEntries(properties.map((one) => [one.name, schemaOf(one)])) };
}

/** The schema of a tree, cut into files: a list of schemas in each. */
function cut(one: Tree, files: JsonValue[][], from: number | undefined): JsonValue {
  const home = one.file ?? from;
  const properties = Object.fromEntries(one.properties.map((child) => [child.name, cut(child, files, home)]));
  const schema = { title: one.name, properties };
  if (one.file === undefined) return schema;
  const list = files[one.file] as JsonValue[];
  list.push(schema);
  const pointer = `#/schemas/${list.length - 1}`;
  return { $ref: one.file === from ? pointer : `${one.file}.json${pointer}` };
}

/** A schema with its references followed. */
function whole(document: Document, node: Node): JsonValue {
  const value = follow(document, node)?.value;
  if (!isObject(value)) throw new Error(`nothing at ${JSON.stringify(node.value)}`);
  const properties = Object.entries(value["properties"] as { readonly [name: string]: JsonValue });
  return {
    ...value,
    properties: Object.fromEntries(
      properties.map(([name, child]) => [name, whole(document, { value: child, path: [] })]),
    ),
  };
}

it("schemas cut into files anywhere are whole again", () => {
  fc.assert(
    fc.property(tree, (one) => {
      const files: JsonValue[][] = [[], [], []];
      const root = cut(one, files, undefined);
      files.forEach((schemas, index) => write(`${index}.json`, JSON.stringify({ schemas })));
      const document = bundled(JSON.stringify({ openapi: "3.1.0", components: { schemas: { Root: root } } }));
      checkDocument(document);
      expect(JSON.stringify(document.value)).not.toContain(".json");
      const at: Node = { value: { $ref: "#/components/schemas/Root" }, path: [] };
      expect(whole(document, at)).toEqual(schemaOf(one));
    }),
    { numRuns: 100 },
  );
});
