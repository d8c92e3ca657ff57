import { expect, it } from "vitest";
import { buildModel } from "../../../generator/model/build-model.js";
import { operationInit } from "../../../generator/emit/operation-init.js";
import { useFolder } from "../documents.js";
import { chatYaml } from "../streams.js";

const { read } = useFolder();

it("is what the operation needs, without what the stream sends itself", () => {
  const text = chatYaml(
    "itemSchema: {$ref: '#/components/schemas/E'}\nx-event-stream: {request: {stream: true}}",
    "E: {type: object, properties: {a: {type: string}}}",
  ).replace(
    "    post:\n",
    `    parameters:
      - {in: path, name: id, schema: {type: integer}}
      - {in: query, name: q, required: true, description: Of the path.}
    post:
      parameters:
        - {in: query, name: q, required: true, schema: {enum: [a]}}
        - {in: query, name: optional}
        - {in: body, name: old, required: true}
        - {in: header, name: X-Id, required: true, schema: {type: string}}
      requestBody:
        required: true
        content:
          text/plain: {}
          application/json:
            schema: {type: object, required: [prompt, stream], properties: {prompt: {type: string}, stream: {type: boolean}}}
`,
  );
  const document = read("openapi.yaml", text);
  const [stream] = buildModel(document).model.streams;
  expect(operationInit(document, stream as NonNullable<typeof stream>)).toEqual({
    params: { path: { id: 1 }, query: { q: "a" }, header: { "X-Id": "..." } },
    body: { prompt: "..." },
  });
});
