import { expect, it } from "vitest";
import { emitTypes } from "../../../generator/emit/emit-types.js";
import type { JsonObject } from "../../../generator/document/source.js";
import { useFolder } from "../documents.js";
import { problemsOfPromise } from "../streams.js";

const { read } = useFolder();

async function typesOf(text: string): Promise<string> {
  const document = read("openapi.yaml", text);
  return emitTypes(document, document.value as JsonObject);
}

it("is openapi-typescript's text, with LF and nothing that hides", async () => {
  const types = await typesOf(
    `openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths: {}\ncomponents: {schemas: {"50%\\u202e": {description: "a\\r\\nb\\u202e", const: "\\u202e"}}}`,
  );
  expect(types.slice(types.indexOf("schemas"), types.indexOf("responses"))).toBe(`schemas: {
        /**
         * @description a
         *     b\\u202e
         * @constant
         */
        "50%\\u202E": "\\u202e";
    };
    `);
});

it("what has a default may be left out, and an object of which nothing is said has any field", async () => {
  const types = await typesOf(
    `openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths: {}\ncomponents: {schemas: {A: {type: object, required: [c], properties: {a: {type: integer, default: 1}, b: {type: object}, c: {default: 2}}}}}`,
  );
  const schemas = types.slice(types.indexOf("schemas"), types.indexOf("responses"));
  expect(schemas.match(/[abc]\??: .*/g)).toEqual(["a?: number;", "b?: Record<string, unknown>;", "c: unknown;"]);
});

it("says what stopped openapi-typescript, should anything", async () => {
  const text = "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths: {}\ncomponents: {schemas: {A: {title: 3}}}\n";
  expect(`\n${await problemsOfPromise(typesOf(text))}\n`).toMatchInlineSnapshot(`
    "
    openapi.yaml:1:1 - error: openapi-typescript cannot read the document: schemaObject.title.trim is not a function.

    > 1 | openapi: 3.1.0
        | ^
      2 | info: {title: T, version: 1.0.0}
      3 | paths: {}

      It breaks no rule of OpenAPI that is known here. Please report it, with the document if you can.
    "
  `);
});

it("names that every object has are like others, wherever they are names", async () => {
  const typesWith = (name: string): Promise<string> =>
    typesOf(`openapi: 3.1.0
info: {title: T, version: 1.0.0}
paths:
  /a:
    get:
      operationId: ${name}
      parameters: [{in: query, name: ${name}, schema: {type: string}}]
      responses: {"200": {description: A, headers: {${name}: {schema: {$ref: '#/components/schemas/${name}'}}}}}
components:
  schemas:
    ${name}:
      oneOf: [{$ref: '#/components/schemas/A'}]
      discriminator: {propertyName: ${name}, mapping: {${name}: '#/components/schemas/A'}}
    A: {type: object, required: [${name}], properties: {${name}: {type: string}, b: {$ref: '#/components/schemas/${name}'}}}
    B: {allOf: [{$ref: '#/components/schemas/${name}'}, {required: [${name}]}], enum: [${name}]}
    C: {type: object, properties: {c: {type: string}}}
    D: {allOf: [{$ref: '#/components/schemas/C'}], required: [c, ${name}], properties: {${name}: {type: string}}}
`);
  const plain = await typesWith("plainName");
  for (const name of ["constructor", "hasOwnProperty", "toString", "valueOf", "isPrototypeOf"]) {
    expect(await typesWith(name)).toBe(plain.replaceAll("plainName", name));
  }
});
