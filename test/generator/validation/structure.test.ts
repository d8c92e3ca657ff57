import { describe, expect, it } from "vitest";

import { parseYaml } from "../../../generator/document/parse-yaml.js";
import { faultsOf } from "../../../generator/validation/structure.js";
import { documentOf } from "../streams.js";

/** A document in which `yaml` stands at a place, and what is wrong there. */
function faultsIn(yaml: string, version = "3.1.0"): readonly string[] {
  const head = `openapi: ${version}\ninfo: {title: T, version: 1.0.0}\n`;
  return faultsOf(documentOf(parseYaml(head + yaml).value)).map(
    ({ path, part, message, near, mend, isFatal }) =>
      `${isFatal ? "ERROR " : ""}${part === "key" ? "key " : ""}${path.join("/")}: ${message}` +
      `${near === undefined ? "" : ` (${near})`}${mend === undefined || !isFatal ? "" : ` <${mend.at.join("/")} ${mend.update}>`}`,
  );
}

const schema = (text: string): string => `paths: {}\ncomponents: {schemas: {A: ${text}}}`;
const operation = (text: string): string => `paths: {/a: {get: {responses: {}, ${text}}}}`;
const A = "components/schemas/A";
const GET = "paths//a/get";

describe("what stops openapi-typescript, or is passed over by it, is an error", () => {
  it.each([
    [schema("x"), [`ERROR ${A}: A Schema Object must be an object, not a string`]],
    [schema("null"), [`ERROR ${A}: A Schema Object must be an object, not null`]],
    [schema("{properties: [a]}"), [`ERROR ${A}/properties: \`properties\` must be an object, not an array`]],
    [schema("{allOf: {}}"), [`ERROR ${A}/allOf: \`allOf\` must be an array, not an object`]],
    [schema("{allOf: [7]}"), [`ERROR ${A}/allOf/0: A Schema Object must be an object, not a number`]],
    [schema("{required: a}"), [`ERROR ${A}/required: \`required\` must be an array, not a string`]],
    [schema("{required: [1]}"), [`ERROR ${A}/required: An entry of \`required\` must be a string, not a number`]],
    [schema("{enum: a}"), [`ERROR ${A}/enum: \`enum\` must be an array, not a string`]],
    [schema("{title: 7}"), [`ERROR ${A}/title: \`title\` must be a string, not a number <${A} title: "7">`]],
    [schema("{$ref: 7}"), [`ERROR ${A}/$ref: \`$ref\` must be a string, not a number <${A} "$ref": "7">`]],
    [
      schema("{additionalProperties:}"),
      [`ERROR ${A}/additionalProperties: \`additionalProperties\` must be an object, not null`],
    ],
    [
      operation("summary: true"),
      [`ERROR ${GET}/summary: \`summary\` must be a string, not a boolean <${GET} summary: "true">`],
    ],
    [operation("parameters: {}"), [`ERROR ${GET}/parameters: \`parameters\` must be an array, not an object`]],
    [
      operation("parameters: [{schema: {}}]"),
      [
        `ERROR ${GET}/parameters/0: A Parameter Object must have \`name\` <${GET}/parameters/0 name: ...>`,
        `ERROR ${GET}/parameters/0: A Parameter Object must have \`in\` <${GET}/parameters/0 in: ...>`,
      ],
    ],
    [
      operation("parameters: [{name: a, in: body}]"),
      [
        `ERROR ${GET}/parameters/0/in: \`in\` must be one of query, header, path, cookie, querystring, not "body" <${GET}/parameters/0 in: ...>`,
      ],
    ],
    [
      "paths: {/a: {get: {responses: {ok: 7}}}}",
      ["ERROR key paths//a/get/responses/ok: A response must have a status code, such as 200 or 4XX, or `default`"],
    ],
    ["paths: x", ["ERROR paths: `paths` must be an object, not a string"]],
  ])("%s", (yaml, faults) => expect(faultsIn(yaml)).toEqual(faults));
});

describe("what is wrong and harms no type is told", () => {
  it.each([
    [schema("{propertes: {}}"), [`key ${A}/propertes: A Schema Object has no \`propertes\` (properties)`]],
    [
      schema("{nullable: true}"),
      [`key ${A}/nullable: A Schema Object has no \`nullable\` in OpenAPI 3.1, but in another version`],
    ],
    [
      schema("{type: model}"),
      [expect.stringMatching(/^components\/schemas\/A\/type: `type` must be one of object, .*, not "model"$/)],
    ],
    [
      schema("{exclusiveMinimum: true}"),
      [`${A}/exclusiveMinimum: \`exclusiveMinimum\` must be a number, not a boolean`],
    ],
    [schema("{minLength: 1.5}"), [`${A}/minLength: \`minLength\` must be a whole number, not a number`]],
    [schema("{title:}"), [`${A}/title: \`title\` must be a string, not null`]],
    [schema("{properties:}"), [`${A}/properties: \`properties\` must be an object, not null`]],
    [operation("tags: x"), [`${GET}/tags: \`tags\` must be an array, not a string`]],
    [operation("externalDocs: {}"), [`${GET}/externalDocs: An External Docs Object must have \`url\``]],
    ["paths: {a: {}}", ["key paths/a: A path must begin with `/`"]],
    ["tags: 7\npaths: {}", ["tags: `tags` must be an array, not a number"]],
  ])("%s", (yaml, faults) => expect(faultsIn(yaml)).toEqual(faults));
});

describe("mappings", () => {
  const mapping = (value: string): string =>
    `paths: {}\ncomponents: {schemas: {Cat: {}, Pet: {discriminator: {propertyName: kind, mapping: {cat: ${value}}}}}}`;
  const at = "components/schemas/Pet/discriminator/mapping";

  it.each([
    ["'#/components/schemas/Cat'", []],
    ["Cat", []],
    ["pets.yaml#/Cat", [`ERROR ${at}/cat: The mapping leads nowhere: pets.yaml#/Cat`]],
    ["https://example.com/Cat", [`ERROR ${at}/cat: The mapping leads nowhere: https://example.com/Cat`]],
    [
      "'#/components/schemas/Cats'",
      [
        `ERROR ${at}/cat: The mapping leads nowhere: #/components/schemas/Cats (#/components/schemas/Cat) <${at} cat: "#/components/schemas/Cat">`,
      ],
    ],
    ["'#/components/schemas/Pets'", [`ERROR ${at}/cat: The mapping leads nowhere: #/components/schemas/Pets`]],
    ["Dinosaur", [`ERROR ${at}/cat: The mapping leads nowhere: Dinosaur`]],
    ["Dino.saur", [`ERROR ${at}/cat: The mapping leads nowhere: Dino.saur`]],
    ["dino.json", [`ERROR ${at}/cat: The mapping leads nowhere: dino.json`]],
    ["7", [`ERROR ${at}/cat: \`cat\` must be a string, not a number <${at} cat: "7">`]],
  ])("%s", (value, faults) => expect(faultsIn(mapping(value))).toEqual(faults));

  it("to a component with a dot in its name", () => {
    expect(faultsIn(mapping("pets.Cat").replace("Cat: {}", "pets.Cat: {}"))).toEqual([]);
  });

  const misnamed = `key ${at}/cat: The mapping is from another value than its schema allows: what the schema says counts (tabby)`;
  it.each([
    ["{kind: {const: cat}}", []],
    ["{kind: {type: string}}", []],
    ["{kind: {enum: [tabby, cat]}}", []],
    ["{name: {const: tabby}}", []],
    ["{kind: {const: tabby}}", [misnamed]],
    ["{kind: {enum: [tabby]}}", [misnamed]],
  ])("to a schema with %s", (properties, faults) => {
    expect(faultsIn(mapping("Cat").replace("Cat: {}", `Cat: {properties: ${properties}}`))).toEqual(faults);
  });
});

describe("nothing is wrong with", () => {
  it.each([
    ["boolean schemas", schema("{properties: {a: true}, items: false, allOf: [true], not: false}")],
    ["extensions of any kind", `x-a: 7\n${schema("{x-b: [1], x-c: {$ref: 7}}")}`],
    ["examples of any kind", schema("{example: {$ref: 7}, default: [1], const: {title: 7}, enum: [{title: 7}]}")],
    [
      "what stands beside a reference to a response",
      "paths: {/a: {get: {responses: {'200': {$ref: '#/x', title: 7}}}}}",
    ],
    ["names that every object inherits", schema("{properties: {constructor: {}, hasOwnProperty: {}, __proto__: {}}}")],
    ["a property called $ref", schema("{required: [$ref], properties: {$ref: {type: string}, a: {$ref: '#/a'}}}")],
    ["itemSchema before its time", operation("requestBody: {content: {a/b: {itemSchema: {}}}}")],
  ])("%s", (_, yaml) => expect(faultsIn(yaml)).toEqual([]));

  it("what OpenAPI 3.2 added", () => {
    const yaml = `
$self: https://example.com/a
servers: [{url: /, name: one}]
tags: [{name: a, summary: A, parent: b, kind: nav}]
paths:
  /a:
    query: {responses: {'200': {summary: Ok, content: {a/b: {$ref: '#/components/mediaTypes/M'}}}}}
    additionalOperations: {COPY: {parameters: [{in: querystring, name: q, content: {a/b: {schema: {}}}}], responses: {}}}
components:
  mediaTypes: {M: {itemSchema: {}, itemEncoding: {}, prefixEncoding: [{encoding: {a: {}}}]}}
  schemas: {A: {discriminator: {propertyName: a, defaultMapping: A}, xml: {nodeType: element}}}
  examples: {E: {dataValue: 7, serializedValue: '7'}}
  securitySchemes:
    O:
      type: oauth2
      deprecated: true
      oauth2MetadataUrl: https://a
      flows: {deviceAuthorization: {deviceAuthorizationUrl: https://a, tokenUrl: https://b, scopes: {}}}`;
    expect(faultsIn(yaml, "3.2.0")).toEqual([]);
  });
});

it("each version has its own keys, and one of another version is no slip", () => {
  expect(faultsIn(schema("{nullable: true, type: string, exclusiveMinimum: true}"), "3.0.3")).toEqual([]);
  expect(faultsIn(schema("{examples: [1]}"), "3.0.3")).toEqual([
    `key ${A}/examples: A Schema Object has no \`examples\` in OpenAPI 3.0, but in another version`,
  ]);
  expect(faultsIn("paths: {/a: {get: {responses: {'200': {}}}}}")).toEqual([
    "paths//a/get/responses/200: A Response Object must have `description`",
  ]);
});

it("says nothing of what is no OpenAPI 3", () => {
  for (const value of [null, [], { swagger: "2.0" }, { openapi: 3.1, paths: 7 }]) {
    expect(faultsOf(documentOf(value))).toEqual([]);
  }
});
