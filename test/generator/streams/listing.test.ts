import { describe, expect, it } from "vitest";
import type { Document } from "../../../generator/document/source.js";
import { readStreams } from "../../../generator/model/read-streams.js";
import { findSuspects } from "../../../generator/model/suspects.js";
import { listStream, listSuspect, otherProblems, type ListedStream } from "../../../generator/streams/listing.js";
import { useFolder } from "../documents.js";
import { chatYaml } from "../streams.js";

const { read } = useFolder();

const NAMED =
  "{oneOf: [{required: [type], properties: {type: {const: a}}}, {required: [type], properties: {type: {const: b}}}]}";

function listed(text: string): ListedStream {
  const document = read("openapi.yaml", text);
  const [one] = readStreams(document).streams;
  if (one === undefined) throw new Error("no stream");
  return listStream(document, one);
}

describe("a stream that is listed", () => {
  it.each([
    ["typed", `itemSchema: ${NAMED}`, undefined],
    ["untyped", "{}", "there is no schema"],
    ["refused", `itemSchema: ${NAMED}\nx-event-stream: {end: c}`, undefined],
    ["left out", "x-event-stream: false", undefined],
  ])("is %s", (state, mediaType, reason) => {
    const { typed, ...rest } = listed(chatYaml(mediaType));
    expect([rest.state, rest.reason, typed !== undefined]).toEqual([state, reason, state === "typed"]);
  });

  it("stands at its media type, and in the document under a pointer", () => {
    expect(listed(chatYaml("{}", "{}", "application/x-ndjson; charset=utf-8"))).toMatchObject({
      operation: "chat",
      method: "post",
      path: "/chat",
      mediaType: "application/x-ndjson",
      format: "jsonLines",
      at: {
        file: "openapi.yaml",
        line: 11,
        column: 13,
        pointer: "#/paths/~1chat/post/responses/200/content/application~1x-ndjson; charset=utf-8",
      },
    });
  });

  it("is called by its method and path where it has no id", () => {
    expect(listed(chatYaml("{}").replace("operationId: chat", "tags: []")).operation).toBe("POST /chat");
  });
});

describe("what is known of a typed stream", () => {
  const body = "requestBody: {content: {application/json: {schema: {properties: {a: {type: integer}}}}}}";
  const typed = (mediaType: string): ListedStream["typed"] =>
    listed(chatYaml(mediaType).replace("responses:", `${body}\n      responses:`)).typed;

  it("is what names its events: a property, a field of the server-sent event, or nothing", () => {
    const data = "{type: string}";
    const branch = (name: string): string => `{properties: {event: {const: ${name}}, data: ${data}}}`;
    expect(typed(`itemSchema: ${NAMED}`)?.namedBy).toBe("type");
    expect(typed(`itemSchema: {oneOf: [${branch("a")}, ${branch("b")}]}`)?.namedBy).toBe("event");
    expect(typed("itemSchema: {properties: {data: {type: string}}}")).not.toHaveProperty("namedBy");
  });

  it("is each of its events, with its type and its part", () => {
    expect(typed(`itemSchema: ${NAMED}\nx-event-stream: {end: b}`)?.events).toEqual([
      { name: "a", type: "ChatA", role: "yield" },
      { name: "b", type: "ChatB", role: "end" },
    ]);
  });

  it("is how it ends and fails, and what it is asked for by, where that is said", () => {
    const schema = "itemSchema: {type: object, properties: {done: {type: boolean}, error: {type: string}}}";
    const rules = "{end: {where: /done, is: true}, error: {where: /error}, sentinel: '[DONE]', request: {a: 1}}";
    expect(typed(`${schema}\nx-event-stream: ${rules}`)).toMatchObject({
      end: [{ where: ["done"], is: true }],
      error: [{ where: ["error"] }],
      sentinel: "[DONE]",
      request: { a: 1 },
    });
    const bare = typed(schema);
    expect(bare).toMatchObject({ end: [], error: [] });
    expect(Object.keys(bare ?? {})).toEqual(["name", "item", "events", "end", "error"]);
  });
});

describe("an operation that may stream", () => {
  const suspect = (text: string): ReturnType<typeof listSuspect> => {
    const document: Document = read("openapi.yaml", text);
    const [one] = findSuspects(document);
    if (one === undefined) throw new Error("no suspect");
    return listSuspect(document, one);
  };
  const operation = (more: string): string =>
    `openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths:\n  /a:\n    post:\n      responses: {'200': {description: Ok}}\n      ${more}\n`;

  it("is shown at the words that say so", () => {
    expect(suspect(operation("description: Answers by server-sent events."))).toEqual({
      operation: "POST /a",
      method: "post",
      path: "/a",
      reason: 'its description speaks of "server-sent events"',
      at: { file: "openapi.yaml", line: 7, column: 20, pointer: "#/paths/~1a/post/description" },
    });
  });

  it("is shown at the name of the field that asks for it", () => {
    const body = "requestBody: {content: {application/json: {schema: {properties: {stream: {type: boolean}}}}}}";
    const { at } = suspect(operation(body));
    expect(at.pointer).toMatch(/\/properties\/stream$/);
    expect(at.column).toBe(7 + body.indexOf("stream:"));
  });
});

it("what the listing itself says is no problem beside it", () => {
  const twin = `  /twin:
    get:
      operationId: chat
      responses: {'200': {description: Twin., content: {text/event-stream: {}}}}
`;
  const { streams } = readStreams(
    read(
      "openapi.yaml",
      chatYaml(`itemSchema: ${NAMED}\nx-event-stream: {end: c}`).replace("components:", `${twin}components:`),
    ),
  );
  expect(streams.map(({ problems }) => problems.length)).toEqual([1, 2]);
  expect(otherProblems(streams).map(({ message }) => message)).toEqual([
    expect.stringContaining('"c"'),
    "Two streams would both be called client.stream.chat",
  ]);
});
