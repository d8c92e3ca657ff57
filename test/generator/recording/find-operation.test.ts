import { describe, expect, it } from "vitest";
import { describeStream, findOperation, namedOperations } from "../../../generator/recording/find-operation.js";
import { problemsOf, useFolder } from "../documents.js";

const { read } = useFolder();

const ITEM = "{schema: {type: object, required: [n], properties: {n: {type: integer}}}}";
const YAML = `openapi: 3.1.0
info: {title: T, version: 1.0.0}
paths:
  /typed:
    parameters: [{name: a, in: query, schema: {type: string}}]
    get: {operationId: typed-stream, responses: {'200': {description: D, content: {text/event-stream: ${ITEM}}}}}
    post: {operationId: untyped, responses: {'200': {description: D, content: {text/event-stream: {}}}}}
  /shared: {$ref: '#/components/pathItems/Shared'}
  /plain/{id}:
    get: {responses: {'200': {description: D}}}
components:
  pathItems:
    Shared:
      get: {operationId: shared, responses: {'200': {description: D, content: {text/event-stream: ${ITEM}}}}}
`;

describe("findOperation", () => {
  it("finds an operation by its operationId, and by the name of its method", () => {
    const document = read("openapi.yaml", YAML);
    expect(namedOperations(document).map(({ operationId }) => operationId)).toEqual([
      "typed-stream",
      "untyped",
      "shared",
      "getPlainId",
    ]);
    expect(findOperation(document, "typed-stream")).toMatchObject({ method: "get", path: "/typed" });
    expect(findOperation(document, "typedStream")).toEqual(findOperation(document, "typed-stream"));
    expect(findOperation(document, "getPlainId")).toMatchObject({ method: "get", path: "/plain/{id}" });
  });

  it("says what there is where there is none", () => {
    const document = read("openapi.yaml", YAML);
    expect(problemsOf(() => findOperation(document, "typed-steam"))).toMatchInlineSnapshot(`
      "openapi.yaml:3:1 - error: openapi.yaml has no operation called "typed-steam".

        1 | openapi: 3.1.0
        2 | info: {title: T, version: 1.0.0}
      > 3 | paths:
          | ^
        4 |   /typed:
        5 |     parameters: [{name: a, in: query, schema: {type: string}}]

        Did you mean "typed-stream"?"
    `);
    expect(problemsOf(() => findOperation(document, "x"))).toContain(
      "The operations are typed-stream, untyped, shared, getPlainId.",
    );
  });
});

describe("describeStream", () => {
  it("describes one stream, whatever is wrong with its neighbours", () => {
    const document = read("openapi.yaml", YAML);
    const streamOf = (name: string) => describeStream(document, findOperation(document, name));
    expect(streamOf("typed-stream").stream).toMatchObject({ name: "typedStream", item: "json" });
    expect(streamOf("shared").stream).toMatchObject({
      name: "shared",
      at: { operation: ["components", "pathItems", "Shared", "get"] },
    });
    expect(streamOf("getPlainId")).toEqual({ stream: undefined, problems: [] });
    expect(streamOf("untyped").stream).toBeUndefined();
    expect(streamOf("untyped").problems.map(({ message }) => message)).toEqual([
      "The events of the stream of untyped are untyped: there is no schema",
    ]);
  });
});
