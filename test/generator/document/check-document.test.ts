import { describe, expect, it } from "vitest";
import { checkDocument, checkIsOpenapi } from "../../../generator/document/check-document.js";
import { applyOverlays } from "../../../generator/overlay/overlay.js";
import { problemsOf, useFolder } from "../documents.js";

const { read } = useFolder();
const check = (text: string): void => checkDocument(read("openapi.yaml", text));

describe("the version", () => {
  it.each(["3.0.3", "3.1.0", "3.2.0", "3.1"])("'%s' is read", (version) => {
    expect(() => check(`openapi: '${version}'`)).not.toThrow();
  });

  it.each(["swagger: '2.0'", "openapi: 3.1", "openapi: 4.0.0", "info: {}", "[]"])("%s is refused", (text) => {
    expect(problemsOf(() => check(text))).toMatchSnapshot();
  });
});

it("what is no OpenAPI document at all is refused before its Overlays are applied", () => {
  expect(() => checkIsOpenapi(read("openapi.yaml", "openapi: 4.0.0"))).not.toThrow();
  for (const text of ["swagger: '2.0'", '{"message": "Not Found"}', "404: Not Found"]) {
    expect(problemsOf(() => checkIsOpenapi(read("openapi.yaml", text)))).toMatch(
      /Swagger 2\.0|Is it the document itself\?/,
    );
  }
});

it("all references that lead nowhere, out, or round in a circle, at once", () => {
  const text = `openapi: 3.1.0
paths:
  $ref: '#/a path of that name'
  /a: {$ref: '#/components/pathItems/A'}
  /b: {$ref: 'b.yaml'}
components:
  schemas:
    Token: {$ref: '#/components/schemas/Circle'}
    Circle: {$ref: '#/components/schemas/Token'}
    Other:
      properties:
        $ref: {$ref: '#/components/schemas/Tokn'}
        example: {$ref: 'https://user:secret@example.com/x'}
      example: {$ref: '#/not/looked/at'}
      x-any: {$ref: '#/not/looked/at'}
      items: {$ref: '#'}
      contains: {$ref: '#/openapi'}
      not: {$ref: '#/components/schemas/Anything'}
    Anything: true
`;
  expect(problemsOf(() => check(text))).toMatchSnapshot();
});

it("a schema that is not there: the Overlay action that adds it", () => {
  const text = "openapi: 3.1.0\ncomponents: {schemas: {Run: {items: {$ref: '#/components/schemas/Interrupt'}}}}\n";
  const action = '- target: $.components.schemas\n  update:\n    "Interrupt": {}\n';
  expect(problemsOf(() => check(text)).replace(/^ {2}/gm, "")).toContain(action.trimEnd());
  const overlay = `overlay: 1.0.0\ninfo: {title: T, version: 1.0.0}\nactions:\n${action}`;
  const merged = applyOverlays(read("openapi.yaml", text), [read("a.overlay.yaml", overlay)]);
  expect(() => checkDocument(merged)).not.toThrow();
});
