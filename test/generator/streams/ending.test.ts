import { describe, expect, it } from "vitest";
import { endingAction } from "../../../generator/streams/ending.js";
import { readStreams } from "../../../generator/model/read-streams.js";
import { useFolder } from "../documents.js";
import { chatYaml } from "../streams.js";

const { read } = useFolder();

/** What is guessed of the ending of a stream. */
function guess(text: string): string | undefined {
  const document = read("openapi.yaml", text);
  const [one] = readStreams(document).streams;
  if (one?.stream === undefined) throw new Error("no stream");
  return endingAction(document, one, one.stream)?.split("x-event-stream:\n")[1]?.replace(/^ +/gm, "");
}

function named(...names: readonly string[]): string {
  const branches = names.map((name) => `{type: object, required: [type], properties: {type: {const: '${name}'}}}`);
  return chatYaml(`schema: {oneOf: [${branches.join(", ")}]}`);
}

const WORDS = "operationId: chat\n      description: 'Terminated by a `data: [DONE]` message.'";

describe("how a stream ends is guessed", () => {
  it.each([
    ["by a name", named("token", "done"), "end: done"],
    ["by the shortest name", named("a.start", "a.b.done", "a.completed", "error"), "end: a.completed\nerror: error"],
    [
      "by several",
      named("message-end", "content-end", "stream_failed"),
      "end: message-end # or content-end: the one that always comes last\nerror: stream_failed",
    ],
    [
      "by each outcome of what ends, and failures apart",
      named("r.created", "r.completed", "r.failed", "r.incomplete", "r.call.incomplete", "r.call.failed", "error"),
      "end: [r.completed, r.incomplete]\nerror: [error, r.failed]",
    ],
    [
      "by outcomes without more of a name",
      named("done", "incomplete", "failed"),
      "end: [done, incomplete]\nerror: failed",
    ],
    [
      "not by the outcome of something else",
      named("message_end", "call_incomplete", "call_failed", "error"),
      "end: message_end\nerror: error",
    ],
    [
      "by outcomes that are no plain YAML",
      named("a/done", "a/cancelled", "a/error"),
      'end: ["a/done", "a/cancelled"]\nerror: "a/error"',
    ],
    ["by a name that begins with its failure", named("token", "error_message"), "error: error_message"],
    ["not by a name that only begins so", named("done.not", "endless", "stopwatch"), undefined],
    [
      "by fields, where there are no names",
      chatYaml(
        "schema: {type: object, properties: {text: {type: string}, is_finished: {type: boolean}, error: {type: string}}}",
      ),
      "end: {where: /is_finished, is: true}\nerror: {where: /error}",
    ],
    [
      "not by a field that is no boolean",
      chatYaml("schema: {type: object, properties: {done: {type: string}}}"),
      undefined,
    ],
    [
      "by the operation's words",
      named("token", "done").replace("operationId: chat", WORDS),
      "sentinel: '[DONE]'".replaceAll("'", '"'),
    ],
    [
      "by the words of another operation, where there are no names",
      chatYaml("schema: {type: object, properties: {text: {type: string}}}").replace(
        "    post:",
        `    get: {description: 'Sends data: [DONE] at last.'}\n    post:`,
      ),
      'sentinel: "[DONE]" # as other operations have it',
    ],
    ["or not", chatYaml("schema: {type: object, properties: {text: {type: string}}}"), undefined],
  ])("%s", (_, text, expected) => {
    expect(guess(text)).toBe(expected);
  });
});
