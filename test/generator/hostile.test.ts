import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DiagnosticsError } from "../../generator/diagnostics/diagnostics.js";
import { generate } from "../../generator/generate.js";
import type { JsonValue } from "../../generator/document/source.js";
import { documentWith } from "./hostile/everywhere.js";

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "openapi-stream-"))));
afterAll(() => rmSync(folder, { recursive: true }));

/** The texts of the files that depend on the document. */
async function textsOf(document: JsonValue): Promise<Readonly<Record<string, string>>> {
  const spec = join(folder, "openapi.json");
  writeFileSync(spec, JSON.stringify(document));
  const { files } = await generate({ spec });
  const emitted = files.filter(({ path }) => /^(types|operations)\.ts$|\.md$|^package\.json$/.test(path));
  return Object.fromEntries(emitted.map(({ path, text }) => [path, text]));
}

/** The kinds of all nodes, names and texts of one kind: what code there is, as against what it is called. */
function shapeOf(code: string): string {
  const { diagnostics } = ts.transpileModule(code, { reportDiagnostics: true });
  expect(diagnostics?.map(({ messageText }) => messageText)).toEqual([]);
  const visit = (node: ts.Node): string => {
    if (ts.isIdentifier(node) || ts.isStringLiteral(node) || ts.isComputedPropertyName(node)) return "name";
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return "access";
    const children: string[] = [];
    ts.forEachChild(node, (child) => void children.push(visit(child)));
    return `${ts.SyntaxKind[node.kind]}(${children.join()})`;
  };
  return visit(ts.createSourceFile("x.ts", code, ts.ScriptTarget.ES2022, true));
}

/** What begins each line of Markdown, and the shapes of the code in it. */
function linesOf(markdown: string): readonly string[] {
  const pieces = markdown.split(/^```(?:ts|sh)?\n/m);
  return pieces.flatMap((piece, index) => {
    if (index % 2 === 1) return [piece.startsWith("npm ") ? "npm" : shapeOf(piece)];
    return piece.split("\n").map((line) => /^(#+ |- `|- |\|| +|\d+[.)] |[-+*=_]+|>)?/.exec(line)?.[0] ?? "");
  });
}

function cellsOf(markdown: string): readonly number[] {
  const rows = markdown.split("\n").filter((line) => line.startsWith("|"));
  return rows.map((row) => row.replace(/\\./g, "").split("|").length);
}

const PAYLOADS = [
  "*/ alert(1) /*",
  "*/",
  "//",
  "`",
  "```",
  "```\nalert(1)\n```",
  "${alert(1)}",
  '"; alert(1); "',
  "'",
  "\\",
  '\\"',
  "\n",
  "\r\n",
  "\u2028alert(1)\u2029",
  "‮",
  "\0",
  "\ud800",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "toString",
  "</script>",
  "<!--",
  "]]>",
  "| a | b |",
  "[a](javascript:alert(1))",
  "# h",
  "- item",
  "@deprecated",
  "{@link x}",
  "%0A",
  "%",
  "~1",
  "/",
  "#",
  "é😀",
];

describe("no text of a document becomes code or markup", async () => {
  const benign = await textsOfEarly();
  async function textsOfEarly(): Promise<Readonly<Record<string, string>>> {
    folder = mkdtempSync(join(tmpdir(), "openapi-stream-"));
    const texts = await textsOf(documentWith("x"));
    rmSync(folder, { recursive: true });
    return texts;
  }

  it.each(PAYLOADS.map((payload) => [JSON.stringify(payload), payload]))("%s", async (_, payload) => {
    const texts = await textsOf(documentWith(payload));
    for (const path of ["types.ts", "operations.ts"]) {
      expect(shapeOf(texts[path] ?? "")).toBe(shapeOf(benign[path] ?? ""));
    }
    for (const path of ["README.md", "API.md"]) {
      expect(linesOf(texts[path] ?? "")).toEqual(linesOf(benign[path] ?? ""));
      expect(cellsOf(texts[path] ?? "")).toEqual(cellsOf(benign[path] ?? ""));
      expect(texts[path]).not.toMatch(/[^\n\P{Cc}]|[\u202a-\u202e\u2028\u2029]/u);
    }
    expect(`${texts["types.ts"]}${texts["operations.ts"]}`).not.toMatch(/[^\n\t\P{Cc}]|[\u202a-\u202e]/u);
    expect(Object.keys(JSON.parse(texts["package.json"] ?? "") as object)).toContain("exports");
  });
});

describe("a document reads nothing but itself", () => {
  let server: Server;
  let url: string;
  const requests: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      requests.push(String(request.url));
      response.end('{"type":"string"}');
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret`;
  });
  afterAll(() => server.close());

  const places: Readonly<Record<string, (document: Record<string, unknown>, reference: unknown) => void>> = {
    extension: (document, reference) => (document["x-any"] = { deep: [reference] }),
    example: (document, reference) => (schemaOf(document)["example"] = reference),
    default: (document, reference) => (schemaOf(document)["default"] = reference),
    const: (document, reference) => (schemaOf(document)["const"] = reference),
    enum: (document, reference) => (schemaOf(document)["enum"] = [reference]),
    examples: (document, reference) =>
      (document["components"] = { examples: { one: reference }, ...(document["components"] as object) }),
    properties: (document, reference) => (schemaOf(document)["properties"] = reference),
    mapping: (document, reference) =>
      (schemaOf(document)["discriminator"] = { propertyName: "type", mapping: reference }),
    mappings: (document, reference) =>
      (schemaOf(document)["discriminator"] = {
        propertyName: "type",
        mapping: { a: Object.values(reference as object)[0] },
      }),
    "discriminator without a name": (document, reference) =>
      (schemaOf(document)["discriminator"] = { mapping: reference }),
  };
  function schemaOf(document: Record<string, unknown>): Record<string, unknown> {
    const { schemas } = document["components"] as { schemas: Record<string, Record<string, unknown>> };
    return schemas["Tokenx"] as Record<string, unknown>;
  }

  it.each(Object.keys(places).flatMap((place) => ["$ref", "externalValue"].map((key) => [place, key] as const)))(
    "%s, %s",
    async (place, key) => {
      for (const reference of [url, "/etc/hostname", "file:///etc/hostname"]) {
        const document = documentWith("x") as Record<string, unknown>;
        places[place]?.(document, { [key]: reference });
        await textsOf(document as JsonValue).catch((error: unknown) => {
          expect(error).toBeInstanceOf(DiagnosticsError);
          expect((error as Error).message).not.toContain("openapi-typescript");
        });
      }
      expect(requests).toEqual([]);
    },
  );

  it("leaves what an example says in the comment", async () => {
    const document = documentWith("x") as Record<string, unknown>;
    schemaOf(document)["example"] = { $ref: url, constructor: 1 };
    const { "types.ts": types } = await textsOf(document as JsonValue);
    expect(types).toContain(`"$ref": "${url}",\n         *       "constructor": 1`);
  });
});

describe("names that every object inherits are names like others", () => {
  const names = [
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
  ];
  names.push("valueOf", "__defineGetter__", "__lookupSetter__", "__proto__");

  it("as properties, components, parameters and events", async () => {
    const properties = `{${names.map((name) => `${JSON.stringify(name)}: {"type": "integer"}`).join()}}`;
    const document = JSON.parse(`{
      "openapi": "3.1.0", "info": {"title": "T", "version": "1.0.0"},
      "paths": {"/a": {"post": {"operationId": "valueOf",
        "parameters": [{"in": "query", "name": "__proto__", "required": true, "schema": {"type": "string"}}],
        "responses": {"200": {"description": "", "content": {"text/event-stream": {"schema": {"$ref": "#/components/schemas/toString"}}}}}}}},
      "components": {"schemas": {
        "toString": {"oneOf": [{"$ref": "#/components/schemas/constructor"}, {"$ref": "#/components/schemas/hasOwnProperty"}],
                     "discriminator": {"propertyName": "isPrototypeOf", "mapping": {"valueOf": "#/components/schemas/constructor", "constructor": "hasOwnProperty"}}},
        "constructor": {"type": "object", "required": ["isPrototypeOf"], "properties": {"isPrototypeOf": {"type": "string"}}},
        "hasOwnProperty": {"type": "object", "required": ["isPrototypeOf"], "properties": {"isPrototypeOf": {"type": "string"}}},
        "Other": {"type": "object", "required": ["valueOf", "__proto__"], "properties": ${properties}}
      }}}`) as JsonValue;
    const {
      "types.ts": types = "",
      "operations.ts": operations = "",
      "README.md": readme = "",
    } = await textsOf(document);
    expect(types.slice(types.indexOf("    schemas: {"), types.indexOf("    responses: never"))).toMatchInlineSnapshot(`
      "    schemas: {
              toString: components["schemas"]["constructor"] | components["schemas"]["hasOwnProperty"];
              constructor: {
                  /** @enum {string} */
                  isPrototypeOf: "valueOf";
              };
              hasOwnProperty: {
                  /** @enum {string} */
                  isPrototypeOf: "constructor";
              };
              Other: {
                  constructor?: number;
                  hasOwnProperty?: number;
                  isPrototypeOf?: number;
                  propertyIsEnumerable?: number;
                  toLocaleString?: number;
                  toString?: number;
                  valueOf: number;
                  __defineGetter__?: number;
                  __lookupSetter__?: number;
                  __proto__: number;
              };
          };
      "
    `);
    expect(operations.slice(operations.indexOf("export interface"))).toMatchInlineSnapshot(`
      "export interface constructor extends Is<components["schemas"]["constructor"] & { isPrototypeOf: "valueOf" }> {}

      export interface hasOwnProperty extends Is<
        components["schemas"]["hasOwnProperty"] & { isPrototypeOf: "constructor" }
      > {}

      /** What each stream yields: its events by name. */
      export interface StreamEvents {
        valueOf: {
          valueOf: constructor;
          constructor: hasOwnProperty;
        };
      }

      /** What each stream throws, as a \`StreamError\` of kind \`event\`: its error events by name. */
      export interface StreamErrorEvents {}

      /** How each stream is asked for and read. */
      export const streamOperations = {
        valueOf: {
          operationId: "valueOf",
          method: "post",
          path: "/a",
          mediaType: "text/event-stream",
          format: serverSentEvents,
          item: jsonItem,
          discriminator: "isPrototypeOf",
          events: {
            valueOf: "yield",
            constructor: "yield",
          },
        },
      } as const satisfies Record<string, StreamOperation>;
      "
    `);
    expect(readme.slice(readme.indexOf("const stream"), readme.indexOf("for await"))).toMatchInlineSnapshot(`
      "const stream = await client.stream.valueOf({
        params: {
          query: {
            ["__proto__"]: "...",
          },
        },
      });
      "
    `);
  });

  it("as places of parameters, which they are not", async () => {
    const document = documentWith("x") as { paths: Record<string, { post: { parameters: object[] } }> };
    for (const place of ["__proto__", "constructor"]) {
      document.paths["/chatx/{id}"]?.post.parameters.push({ in: place, name: "polluted", schema: {} });
    }
    await expect(textsOf(document as object as JsonValue)).rejects.toThrow("`in` must be one of query, header");
    expect(["polluted" in {}, "polluted" in Object]).toEqual([false, false]);
  });
});
