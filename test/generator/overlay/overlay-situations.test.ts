import { describe, expect, it } from "vitest";
import { parse } from "yaml";

import { applyOverlays } from "../../../generator/overlay/overlay.js";
import { problemsOf, useFolder } from "../documents.js";

const { read } = useFolder();

/** A small published API, as it is before anybody says more of it. */
const SPEC = `
openapi: 3.1.0
info: {title: Library, version: 1.0.0}
servers:
  - {url: 'https://dev.library.example', description: dev}
  - {url: 'https://library.example', description: prod}
tags: [{name: books}]
paths:
  /books:
    get:
      operationId: listBooks
      responses:
        '200':
          description: Books
          content:
            application/json:
              schema:
                type: array
                items:
                  type: object
                  required: [title]
                  properties: {title: {type: string}, isbn: {type: string, example: 978-0}, pages: {type: integer}}
        default: {description: Trouble}
  /books/{id}:
    get:
      operationId: getBook
      responses: {'200': {description: A book}, '500': {description: Down}, default: {description: Trouble}}
    delete:
      operationId: removeBook
      deprecated: true
      responses: {'204': {description: Gone}, '500': {description: Down}}
`;

/** The values at places of the merged document, by JSON Pointer. */
function merged(actions: string, pointers: readonly string[], version = "1.0.0"): readonly unknown[] {
  const overlay = read("a.overlay.yaml", `overlay: ${version}\ninfo: {title: T, version: 1.0.0}\nactions:\n${actions}`);
  const { value } = applyOverlays(read("openapi.yaml", SPEC), [overlay]);
  return pointers.map((pointer) => {
    const steps = pointer.split("/").slice(1);
    return steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step.replaceAll("~1", "/")], value);
  });
}

describe("the situations of the official compliance sets", () => {
  it.each<[string, string, string, unknown]>([
    ["an object is added", "{target: $.info, update: {license: {name: MIT}}}", "/info/license", { name: "MIT" }],
    [
      "an operation is described",
      "{target: \"$.paths['/books'].get\", update: {summary: All books, description: Every one.}}",
      "/paths/~1books/get/summary",
      "All books",
    ],
    [
      "an example is removed",
      "{target: \"$.paths['/books'].get..isbn.example\", remove: true}",
      "/paths/~1books/get/responses/200/content/application~1json/schema/items/properties/isbn",
      { type: "string" },
    ],
    [
      "responses are removed wherever they are",
      "{target: \"$.paths..responses['500','default']\", remove: true}",
      "/paths/~1books~1{id}/get/responses",
      { "200": { description: "A book" } },
    ],
    [
      "properties of one kind are removed",
      "{target: \"$.paths['/books'].get.responses['200']..properties[?(@.type == 'string')]\", remove: true}",
      "/paths/~1books/get/responses/200/content/application~1json/schema/items/properties",
      { pages: { type: "integer" } },
    ],
    [
      "one of several servers is removed",
      "{target: \"$.servers[?( @.description == 'dev' )]\", remove: true}",
      "/servers",
      [{ url: "https://library.example", description: "prod" }],
    ],
    [
      "a list is replaced by removing it first",
      "{target: $.servers, remove: true}\n  - {target: $, update: {servers: [{url: 'http://localhost'}]}}",
      "/servers",
      [{ url: "http://localhost" }],
    ],
    ["the root is changed", "{target: $, update: {info: {x-mine: true}}}", "/info/x-mine", true],
  ])("%s", (_, action, pointer, expected) => {
    for (const version of ["1.0.0", "1.1.0"]) expect(merged(`  - ${action}`, [pointer], version)).toEqual([expected]);
  });
});

describe("the examples of the specification", () => {
  it("structured: one update in the shape of the document", () => {
    const structured = `
  - target: $
    update:
      info: {x-kind: structured}
      paths: {/books: {get: {summary: List them}}}
      tags: [{name: loans}]`;
    expect(merged(structured, ["/info/title", "/paths/~1books/get/operationId", "/tags"])).toEqual([
      "Library",
      "listBooks",
      [{ name: "books" }, { name: "loans" }],
    ]);
  });

  it("targeted: one action a place", () => {
    const targeted = `
  - {target: "$.paths['/books'].get", update: {x-safe: true}}
  - {target: "$.paths['/books/{id}'].delete", update: {x-safe: false}}`;
    expect(merged(targeted, ["/paths/~1books/get/x-safe", "/paths/~1books~1{id}/delete/x-safe"])).toEqual([
      true,
      false,
    ]);
  });

  it("wildcard: the same for all", () => {
    const wildcard = "  - {target: $.paths.*.get, update: {x-safe: true}}";
    const places = [
      "/paths/~1books/get/x-safe",
      "/paths/~1books~1{id}/get/x-safe",
      "/paths/~1books~1{id}/delete/x-safe",
    ];
    expect(merged(wildcard, places)).toEqual([true, true, undefined]);
  });

  it("traits: what is marked gets the rest, and the mark may go", () => {
    // RFC 9535 wants brackets around a name with a hyphen. Many Overlays do without, and only one thing can be meant.
    const traits = `
  - {target: "$.paths.*.get", update: {x-paged: true}}
  - {target: "$.paths.*[?@.x-paged == true]", update: {parameters: [{name: page, in: query}]}}
  - {target: "$.paths.*.*['x-paged']", remove: true}`;
    expect(merged(traits, ["/paths/~1books/get/parameters", "/paths/~1books/get/x-paged"])).toEqual([
      [{ name: "page", in: "query" }],
      undefined,
    ]);
  });

  it("copy: a path gets another one's operations, 1.1", () => {
    const copy = `
  - {target: $.paths, update: {/novels: {x-copied: true}}}
  - {target: "$.paths['/novels']", copy: "$.paths['/books']"}
  - {target: "$.paths['/novels'].get", update: {operationId: listNovels}}`;
    const places = ["/paths/~1novels/get/operationId", "/paths/~1books/get/operationId", "/paths/~1novels/x-copied"];
    expect(merged(copy, places, "1.1.0")).toEqual(["listNovels", "listBooks", true]);
  });
});

it("a later Overlay sees what an earlier one did, and its mistakes are shown where they are", () => {
  const head = (title: string): string => `overlay: 1.0.0\ninfo: {title: ${title}, version: 1.0.0}\nactions:\n`;
  const first = read("1.overlay.yaml", `${head("First")}  - {target: $, update: {x-list: [1]}}\n`);
  const second = read("2.overlay.yaml", `${head("Second")}  - {target: "$['x-list'][?@ == 1]", remove: true}\n`);
  const third = read("3.overlay.yaml", `${head("Third")}  - {target: "$['x-list'][0]", update: 2}\n`);
  const spec = read("openapi.yaml", SPEC);
  expect(applyOverlays(spec, [first, second]).value).toEqual({ ...(parse(SPEC) as object), "x-list": [] });
  expect(problemsOf(() => applyOverlays(spec, [first, second, third]))).toContain(
    "3.overlay.yaml:4:26 - error: `target` matches nothing: there is no [0] at $['x-list'].",
  );
});
