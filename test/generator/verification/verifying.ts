import { dirname, join } from "node:path";
import type { JsonValue } from "../../../generator/document/source.js";
import { recordingText, type Recording } from "../../../generator/recording/recording.js";
import { verify } from "../../../generator/verification/verify.js";
import { useFolder } from "../documents.js";
import { chatYaml } from "../streams.js";

export const TOKEN = { type: "token", text: "a" };
export const DONE = { type: "done" };
export const SCHEMAS = `Event: {oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Done'}, {$ref: '#/components/schemas/Failed'}]}
Token: {type: object, required: [type, text], properties: {type: {const: token}, text: {type: string}, at: {type: integer}}}
Done: {type: object, required: [type], properties: {type: {const: done}}}
Failed: {type: object, required: [type], properties: {type: {const: failed}, why: {type: string}}}`;
/** A stream whose events are told apart by their type. */
export const NAMED = chatYaml(
  "schema: {$ref: '#/components/schemas/Event'}\nx-event-stream: {end: done, error: failed, text: {token: /text}}",
  SCHEMAS,
);

/** The body of server-sent events: JSON, or text as it is. */
export function sse(...events: readonly (JsonValue | string)[]): string {
  return events.map((event) => `data: ${typeof event === "string" ? event : JSON.stringify(event)}\n\n`).join("");
}

/** A recording of `POST /chat` that was answered with a body, in one piece. */
export function recordingOf(body: string, more: Partial<Recording> = {}): Recording {
  return {
    request: { operationId: "chat", method: "POST", url: "/chat", headers: {} },
    response: { status: 200, headers: { "content-type": "text/event-stream" }, ms: 1 },
    chunks: body === "" ? [] : [{ text: body, ms: 2 }],
    end: { end: "closed", ms: 3 },
    ...more,
  };
}

/** Verifies recordings in folders of their own, which are gone after the tests of the file. */
export function useRecordings() {
  const { write } = useFolder();
  let folders = 0;

  /** Verifies recordings against a document. */
  async function run(yaml: string, recordings: readonly Recording[], format?: string) {
    const folder = `api${++folders}`;
    write(`${folder}/openapi.yaml`, yaml);
    const files = recordings.map((recording, index) => {
      return write(`${folder}/recordings/chat-${index + 1}.jsonl`, recordingText(recording));
    });
    const report = await verify({ folder: join(dirname(files[0]!), "..") }, [], format);
    return { ...report, folder };
  }

  /** What is found, a line each. */
  async function found(yaml: string, ...recordings: readonly Recording[]): Promise<readonly string[]> {
    const { warnings } = await run(yaml, recordings);
    return warnings.map(({ severity, message, location, related }) => {
      const place = `${location?.file.replace(/.*recordings\//, "")}:${location?.line}:${location?.column}`;
      return `${severity} ${place} ${message}${related ? ` @${related[0]?.location.line}` : ""}`;
    });
  }

  return { write, run, found };
}
