import { describe, expect, it } from "vitest";
import { wantsStream } from "../../../generator/mock/wants-stream.js";
import { buildModel } from "../../../generator/model/build-model.js";
import { useFolder } from "../documents.js";

const { read } = useFolder();

/** Whether a request gets the stream of an operation that may answer JSON. */
function wants(rules: string, accept: string | null, body?: unknown, json = "application/json: {}"): boolean {
  const document = read(
    "openapi.yaml",
    `openapi: 3.1.0
paths:
  /a:
    post:
      requestBody: {content: {application/json: {schema: {properties: {asked: {type: boolean, default: true}, mode: {type: string}}}}}}
      responses:
        '200':
          description: Either
          content:
            ${json}
            text/event-stream: {schema: {type: object, properties: {n: {}}}${rules}}
`,
  );
  return wantsStream(document, buildModel(document).model.streams[0]!, accept, body as never);
}

describe("by the Accept header, where no field asks for the stream", () => {
  it.each([
    [null, true],
    ["*/*", true],
    ["text/event-stream", true],
    ["text/event-stream, application/json;q=0.9, */*;q=0.8", true],
    ["application/json", false],
    ["application/json, text/event-stream;q=0.5", false],
    ["Application/*, */*;q=0.1", false],
    ["text/*;q=0.2, application/json;q=0.1", true],
    ["image/png", true],
  ])("%s: %s", (accept, expected) => {
    expect(wants("", accept)).toBe(expected);
  });
});

describe("by the fields that ask for it", () => {
  const rules = ", x-event-stream: {request: {asked: true, mode: live}}";

  it.each([
    [{ asked: true, mode: "live" }, true],
    [{ mode: "live" }, true],
    [{ asked: false, mode: "live" }, false],
    [{ asked: true }, false],
    [undefined, false],
    [[], false],
  ])("%j: %s", (body, expected) => {
    expect(wants(rules, "application/json", body)).toBe(expected);
  });
});

it("there is nothing else to want where there is no other answer", () => {
  expect(
    wants(", x-event-stream: {request: {asked: true}}", "application/json", { asked: false }, "application/jsonl: {}"),
  ).toBe(true);
});
