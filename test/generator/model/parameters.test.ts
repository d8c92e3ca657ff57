import { expect, it } from "vitest";
import { parametersOf, serializationOf, type OperationParameter } from "../../../generator/model/parameters.js";
import { useFolder } from "../documents.js";
import { at } from "../streams.js";

const { read } = useFolder();

it("an operation has its path item's parameters, but for those that it has itself", () => {
  const text = `paths:
  /chats/{id}:
    $ref: '#/components/pathItems/Chat'
components:
  pathItems:
    Chat:
      parameters:
        - {in: path, name: id, description: Of the path.}
        - {in: query, name: q, required: true, description: Of the path.}
        - {in: header, name: q}
      post:
        parameters:
          - $ref: '#/components/parameters/Q'
          - {in: query, name: optional}
          - {in: query}
          - {in: querystring, name: whole, required: true}
          - {$ref: '#/components/parameters/Gone'}
  parameters:
    Q: {in: query, name: q, schema: {type: string}}
`;
  const document = read("openapi.yaml", text);
  const parameters = parametersOf(document, at(document, "#/components/pathItems/Chat/post"));
  expect(parameters.map(({ in: place, name, required, description }) => [place, name, required, description])).toEqual([
    ["path", "id", true, "Of the path."],
    ["query", "q", false, undefined],
    ["header", "q", false, undefined],
    ["query", "optional", false, undefined],
  ]);
  expect(parameters[1]).toMatchObject({
    schema: { path: ["components", "parameters", "Q", "schema"] },
    at: { path: ["components", "parameters", "Q"] },
  });
});

it.each([
  ["path", {}, "simple", false],
  ["query", {}, "form", true],
  ["header", {}, "simple", false],
  ["cookie", {}, "form", true],
  ["cookie", { style: "cookie" }, "cookie", true],
  ["query", { style: "pipeDelimited" }, "pipeDelimited", false],
  ["query", { style: "form", explode: false }, "form", false],
  ["path", { explode: true }, "simple", true],
])("a parameter in the %s that says %j is of the style %s, exploded: %s", (place, said, style, explode) => {
  const parameter = { in: place, at: { value: said, path: [] } };
  expect(serializationOf(parameter as object as OperationParameter)).toEqual({ style, explode });
});
