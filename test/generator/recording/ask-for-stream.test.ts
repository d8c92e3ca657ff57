import { expect, it } from "vitest";
import { askForStream } from "../../../generator/recording/ask-for-stream.js";
import { findOperation } from "../../../generator/recording/find-operation.js";
import { useFolder } from "../documents.js";

const { read } = useFolder();

const ACCEPT = "text/event-stream, application/json;q=0.9, */*;q=0.8";
const YAML = `openapi: 3.1.0
info: {title: T, version: 1.0.0}
paths:
  /chat:
    post:
      operationId: chat
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {prompt: {type: string}, stream: {type: boolean}}}
      responses:
        '200':
          description: D
          content:
            application/json: {}
            text/event-stream: {schema: {}}
`;

function ask(yaml: string, body?: unknown, headers?: Record<string, string>) {
  const document = read("openapi.yaml", yaml);
  const init = { baseUrl: "http://api", ...(body !== undefined && { body }), ...(headers && { headers }) };
  const { baseUrl: _, ...asked } = askForStream(document, findOperation(document, "chat"), init);
  return asked;
}

it("asks by the header and the body field that the client will ask by", () => {
  expect(ask(YAML, { prompt: "hi" })).toEqual({ headers: { accept: ACCEPT }, body: { prompt: "hi", stream: true } });
  expect(ask(YAML)).toEqual({ headers: { accept: ACCEPT }, body: { stream: true } });
  const without = YAML.replace(", stream: {type: boolean}", "");
  expect(ask(without, { prompt: "hi" })).toEqual({ headers: { accept: ACCEPT }, body: { prompt: "hi" } });
});

it("leaves what the user says as it is", () => {
  const headers = { accept: "text/plain" };
  expect(ask(YAML, { stream: false }, headers)).toEqual({ headers, body: { stream: false } });
  expect(ask(YAML, "text").body).toBe("text");
});

it("asks by the fields of the Overlay, where it has those", () => {
  const mode = YAML.replace("{schema: {}}", "{schema: {}, x-event-stream: {request: {prompt: live}}}");
  expect(ask(mode, { a: 1 }).body).toEqual({ a: 1, prompt: "live" });
  const none = YAML.replace("{schema: {}}", "{schema: {}, x-event-stream: {request: {}}}");
  expect(ask(none, { a: 1 }).body).toEqual({ a: 1 });
});

it("asks by the body field alone where no stream is declared, and not at all where there is to be none", () => {
  const undeclared = YAML.replace(/^ *text\/event-stream.*\n/m, "");
  expect(ask(undeclared, {})).toEqual({ headers: {}, body: { stream: true } });
  const left = "operationId: chat\n      x-event-stream: false";
  for (const yaml of [YAML, undeclared]) {
    expect(ask(yaml.replace("operationId: chat", left), {})).toEqual({ body: {} });
  }
});
