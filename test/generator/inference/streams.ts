import type { JsonValue } from "../../../generator/document/source.js";
import type { Recording } from "../../../generator/recording/recording.js";

/** A recording of `POST /chat`, sent as server-sent events: JSON, or text as it is. */
export function recordingOf(events: readonly (JsonValue | Sent)[], more: Partial<Recording> = {}): Recording {
  return {
    request: { operationId: "chat", method: "POST", url: "/chat", headers: {} },
    response: { status: 200, headers: { "content-type": "text/event-stream" }, ms: 1 },
    chunks: events.map((event, index) => ({ text: print(event), ms: index })),
    end: { end: "closed", ms: events.length },
    ...more,
  };
}

/** A server-sent event, field by field. */
export class Sent {
  constructor(
    readonly event: string,
    readonly data: JsonValue,
  ) {}
}

/** A recording of JSON Lines. */
export function linesOf(items: readonly JsonValue[]): Recording {
  const text = items.map((item) => `${JSON.stringify(item)}\n`).join("");
  const headers = { "content-type": "application/x-ndjson" };
  return recordingOf([], { chunks: [{ text, ms: 1 }], response: { status: 200, headers, ms: 1 } });
}

function print(event: JsonValue | Sent): string {
  if (!(event instanceof Sent)) return `data: ${textOf(event)}\n\n`;
  return `${event.event === "" ? "" : `event: ${event.event}\n`}data: ${textOf(event.data)}\n\n`;
}

function textOf(data: JsonValue): string {
  return typeof data === "string" ? data : JSON.stringify(data);
}

/** A document with the operation, of whose answer it says this much. */
export function documentWith(content: string, version = "3.1.0", rest = ""): string {
  return `openapi: ${version}
info: {title: Chat, version: 1.0.0}
paths:
  /chat:
    post:
      operationId: chat
      responses:
        '200':
          description: The answer.
          content: ${content}
${rest}`;
}

const WORDS = ["Qubits ", "are ", "odd", ", ", "and ", "so ", "is ", "everything", "."];

/** What well-known kinds of APIs send: three answers each. */
export const APIS: Readonly<Record<string, readonly Recording[]>> = {
  "events by a property": answers((words, index) => [
    { type: "start", id: `s${index}` },
    ...words.map((content) => ({ type: "token", content })),
    { type: "metadata", usage: { tokens: words.length }, title: index === 0 ? null : "T" },
    { type: "end" },
  ]),
  "chunks without names, and [DONE]": answers((words, index) => [
    ...words.map((content, at) => ({
      id: `chatcmpl-${index}`,
      object: "chat.completion.chunk",
      created: 1700000000 + index,
      choices: [{ index: 0, delta: at === 0 ? { role: "assistant", content } : { content }, finish_reason: null }],
    })),
    {
      id: `chatcmpl-${index}`,
      object: "chat.completion.chunk",
      created: 1700000000 + index,
      choices: [{ index: 0, delta: {}, finish_reason: "stop" }],
    },
    "[DONE]",
  ]),
  "the same name in the event field and in the data": answers((words, index) =>
    [
      { type: "message_start", message: { id: `m${index}`, usage: { input_tokens: 3 } } },
      { type: "ping" },
      ...words.map((text) => ({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } })),
      { type: "message_stop" },
    ].map((data) => new Sent(data.type, data)),
  ),
  "names in the event field alone": answers((words, index) => [
    new Sent("metadata", { run_id: `r${index}` }),
    ...words.map((text) => new Sent("messages", [{ content: text }, { node: "agent" }])),
    new Sent("log", "plain text, with a comma"),
    new Sent("end", { ok: true }),
  ]),
  "text and nothing else": answers((words) => [...words.map((word) => word.trim() || "x"), "[DONE]"]),
  "answers that grow": answers((words, index) =>
    words.map((_, at) => ({ id: `g${index}`, text: words.slice(0, at + 1).join(""), done: at === words.length - 1 })),
  ),
};

/** JSON Lines, ended by a flag. */
export const NDJSON: readonly Recording[] = [3, 5, 9].map((length, index) =>
  linesOf([
    ...WORDS.slice(0, length).map((content) => ({
      model: "m",
      created_at: `2026-11-24T08:00:0${index}Z`,
      message: { role: "assistant", content },
      done: false,
    })),
    {
      model: "m",
      created_at: `2026-11-24T08:00:0${index}Z`,
      message: { role: "assistant", content: "" },
      done: true,
      total_duration: 5,
    },
  ]),
);

function answers(
  answer: (words: readonly string[], index: number) => readonly (JsonValue | Sent)[],
): readonly Recording[] {
  return [3, 5, 9].map((length, index) => recordingOf(answer(WORDS.slice(0, length), index)));
}
