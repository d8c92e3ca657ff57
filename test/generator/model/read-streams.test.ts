import { describe, expect, it } from "vitest";
import { readStreams, type ReadStreams } from "../../../generator/model/read-streams.js";
import { chatYaml } from "../streams.js";
import { ENVELOPE, SCHEMAS, useChat } from "./chat.js";

const { read } = useChat();

function streamsOf(text: string): ReadStreams {
  return readStreams(read("openapi.yaml", text));
}

/** Replaces what the chat's operation begins with. */
const chat = (operation: string, mediaType = ENVELOPE, schemas = SCHEMAS): string =>
  chatYaml(mediaType, schemas).replace("operationId: chat", operation);

const SECOND = `  /log:
    get:
      operationId: log
      responses: {'200': {description: Lines., content: {application/jsonl: {itemSchema: {$ref: '#/components/schemas/Event'}}}}}
`;

describe("a stream that cannot be read", () => {
  it("keeps no other from being read", () => {
    const broken = chatYaml("itemSchema: {$ref: '#/components/schemas/Event'}\nx-event-stream: {end: never}", SCHEMAS);
    const { streams } = streamsOf(broken.replace("paths:\n", `paths:\n${SECOND}`));
    expect(streams.map(({ found, stream, problems }) => [found.path, stream?.name, problems.length])).toEqual([
      ["/log", "log", 0],
      ["/chat", undefined, 1],
    ]);
  });

  it("because nothing is said of its events has that as its last problem", () => {
    const [one] = streamsOf(chatYaml("{}")).streams;
    expect([one?.stream, one?.gap?.reason, one?.problems.length]).toEqual([undefined, "there is no schema", 1]);
    expect(one?.problems.at(-1)?.message).toContain("untyped");
  });

  it("for two reasons has both", () => {
    const { streams } = streamsOf(chat("operationId: log", "{}").replace("paths:\n", `paths:\n${SECOND}`));
    expect(streams[1]?.problems.map(({ message }) => message)).toEqual([
      "Two streams would both be called client.stream.log",
      expect.stringContaining("untyped"),
    ]);
  });

  it("because it has a name that another has, keeps its own problem", () => {
    const { streams } = streamsOf(chat("operationId: log").replace("paths:\n", `paths:\n${SECOND}`));
    expect(streams.map(({ stream, problems }) => [stream?.name, problems.map(({ message }) => message)])).toEqual([
      ["log", []],
      [undefined, ["Two streams would both be called client.stream.log"]],
    ]);
  });
});

it("a stream that is left out is found, and nothing is wrong with it", () => {
  const [one] = streamsOf(chatYaml("x-event-stream: false")).streams;
  expect(one).toMatchObject({ found: { path: "/chat" }, stream: undefined, gap: undefined, problems: [] });
});

describe("the words for a stream", () => {
  it.each([
    ["its summary", "summary: ' Chats. '\n      description: Long.", "Chats."],
    ["the first paragraph of its description", 'description: "Chats\\nwith you.\\n \\nAnd more."', "Chats\nwith you."],
    ["its description, where the summary is empty", "summary: ' '\n      description: Chats.", "Chats."],
    ["nothing, where nothing is said", "tags: []", undefined],
    ["nothing, where that is no text", "summary: 3", undefined],
  ])("are %s", (_, operation, summary) => {
    expect(streamsOf(chat(operation)).streams[0]?.stream?.summary).toBe(summary);
  });
});

it("a stream knows where in the document it stands, and that it is deprecated", () => {
  const stream = streamsOf(chat("deprecated: true")).streams[0]?.stream;
  const content = ["paths", "/chat", "post", "responses", "200"];
  expect(stream).toMatchObject({ deprecated: true, contentKey: "text/event-stream", method: "post" });
  expect(stream?.at).toEqual({
    operation: content.slice(0, 3),
    response: content,
    mediaType: [...content, "content", "text/event-stream"],
  });
  expect(streamsOf(chat("deprecated: 'yes'")).streams[0]?.stream?.deprecated).toBe(false);
});

describe("the part that an event has", () => {
  const events = (rules: string): unknown =>
    streamsOf(chatYaml(`${ENVELOPE}\nx-event-stream: ${rules}`, SCHEMAS)).streams[0]?.stream?.events.map(
      ({ name, role, text }) => [name, role, text?.join("/")],
    );

  it("is to be yielded, to end or to be thrown, by its name", () => {
    expect(events("{}")).toEqual([
      ["token", "yield", undefined],
      ["done", "yield", undefined],
    ]);
    expect(events("{end: done, error: token}")).toEqual([
      ["token", "throw", undefined],
      ["done", "end", undefined],
    ]);
  });

  it("is its text by its name, and that of the stream where one pointer is for all", () => {
    expect(events("{text: {token: /text}}")).toEqual([
      ["token", "yield", "text"],
      ["done", "yield", undefined],
    ]);
    const { streams } = streamsOf(chatYaml(`${ENVELOPE}\nx-event-stream: {text: /text}`, SCHEMAS));
    expect(streams[0]?.stream).toMatchObject({ text: ["text"], events: [{ text: undefined }, { text: undefined }] });
  });
});

it("types that streams share are there once, in the order of their first use", () => {
  const { eventTypes } = streamsOf(chatYaml(ENVELOPE, SCHEMAS).replace("paths:\n", `paths:\n${SECOND}`));
  expect(eventTypes.map(({ name }) => name)).toEqual(["Token", "Done"]);
});
