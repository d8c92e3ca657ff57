import { expect, it } from "vitest";
import { createValidator } from "../../../generator/json-schema/validator.js";
import { pageData } from "../../../generator/mock/page-data.js";
import { readApi } from "../../../generator/mock/read-api.js";
import { createSampler } from "../../../generator/mock/sampler.js";
import { useFolder } from "../documents.js";
import { SPEC } from "./served.js";

const { write } = useFolder();

function dataOf(spec: string): ReturnType<typeof pageData> {
  const { api } = readApi({ spec });
  const sampler = createSampler(api.document, createValidator(api.document, "request"), "request");
  return pageData(api, sampler, "its-client");
}

it("streams come first, each with its method and the way to its names and its text", () => {
  const { title, packageName, operations, faults } = dataOf(SPEC);
  expect([title, packageName, faults.length]).toEqual(["Streams in every shape", "its-client", 10]);
  const streams = Object.fromEntries(operations.map(({ operationId, stream }) => [operationId, stream]));
  expect(streams["named"]).toEqual({ name: "named", nameAt: ["type"], text: { word: ["text"] } });
  expect(streams["envelope"]).toEqual({ name: "envelope", nameAt: ["event"], text: { word: ["data"] } });
  expect(streams["lines"]).toEqual({ name: "lines", nameAt: undefined, text: { "": ["message", "content"] } });
  expect(operations.slice(0, -1).map(({ stream }) => stream === undefined)).not.toContain(true);
  expect(operations.at(-1)).toMatchObject({ operationId: "note", stream: undefined });
});

it("parameters and body are asked for by what they are, and filled with samples where they must be given", () => {
  const spec = write(
    "openapi.yaml",
    `openapi: 3.1.0
info: {title: A, version: '1'}
paths:
  /a/{id}:
    post:
      operationId: a
      description: What it does.
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, format: uuid}, description: Which one.}
        - {name: size, in: query, schema: {type: integer}}
        - {name: color, in: query, required: true, schema: {enum: [red, 3]}}
        - {name: deep, in: query, schema: {type: boolean}}
        - {name: tags, in: query, schema: {type: array, items: {type: string}}}
        - {name: either, in: query, schema: {anyOf: [{type: integer}, {type: string}]}}
      requestBody:
        content:
          application/json:
            schema:
              required: [prompt, stream]
              properties:
                prompt: {type: string, description: What to ask.}
                stream: {type: boolean}
                more: {type: array, items: {type: integer}}
      responses:
        '200':
          description: A stream
          content:
            text/event-stream:
              schema: {type: object, properties: {n: {}}}
              x-event-stream: {request: {stream: true}}
  /form:
    post:
      requestBody: {content: {multipart/form-data: {schema: {properties: {file: {type: string}}}}}}
      responses: {}
`,
  );
  const [a, form] = dataOf(spec).operations;
  expect(a).toMatchObject({ operationId: "a", method: "post", path: "/a/{id}", summary: "What it does." });
  expect(
    a?.parameters.map(({ name, kind, choices, sample, required }) => [name, kind, choices, sample, required]),
  ).toEqual([
    ["id", "text", [], expect.stringMatching(/^[0-9a-f-]{36}$/), true],
    ["size", "number", [], undefined, false],
    ["color", "choice", ["red", 3], expect.anything(), true],
    ["deep", "choice", [true, false], undefined, false],
    ["tags", "json", [], undefined, false],
    ["either", "text", [], undefined, false],
  ]);
  expect(a?.body).toEqual({
    required: false,
    mediaType: "application/json",
    sample: { prompt: expect.any(String) as string },
    fields: [
      { name: "prompt", required: true, type: "string", description: "What to ask." },
      { name: "more", required: false, type: "integer[]", description: undefined },
    ],
  });
  expect(form).toMatchObject({
    operationId: "POST /form",
    body: { mediaType: "multipart/form-data", sample: undefined },
  });
});
