import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatDiagnostic } from "../../../generator/diagnostics/diagnostics.js";
import { recordingText } from "../../../generator/recording/recording.js";
import { verify } from "../../../generator/verification/verify.js";
import { documentWith } from "../inference/streams.js";
import { DONE, NAMED, recordingOf, sse, useRecordings } from "./verifying.js";

const { write, run } = useRecordings();
let folders = 0;

describe("a finding", () => {
  it("shows both places", async () => {
    const { warnings, folder } = await run(NAMED, [recordingOf(sse({ type: "token", text: 1 }, DONE))]);
    expect(formatDiagnostic(warnings[0]!).replaceAll(folder, "spec")).toMatchInlineSnapshot(`
      "spec/recordings/chat-1.jsonl:3:17 - error: /text of token is a number, not string (1 of 1).

        1 | {"request":{"operationId":"chat","method":"POST","url":"/chat","headers":{}}}
        2 | {"response":{"status":200,"headers":{"content-type":"text/event-stream"}},"ms":1}
      > 3 | {"chunk":"data: {\\"type\\":\\"token\\",\\"text\\":1}\\n\\ndata: {\\"type\\":\\"done\\"}\\n\\n","ms":2}
          |                 ^
        4 | {"end":"closed","ms":3}

        spec/openapi.yaml:17:99 - Declared here.

          15 | …
          16 | …ts/schemas/Token'}, {$ref: '#/components/schemas/Done'}, {$ref: '#/components/schemas/Failed'}]}
        > 17 | …ype, text], properties: {type: {const: token}, text: {type: string}, at: {type: integer}}}
             |                                                              ^
          18 | …pe], properties: {type: {const: done}}}
          19 | …type], properties: {type: {const: failed}, why: {type: string}}}"
    `);
  });

  const EMPTY = "{text/event-stream: {schema: {}}}";
  const OVERLAY = `overlay: 1.0.0
info: {title: Events, version: 1.0.0}
actions:
  - target: $.paths['/chat'].post.responses['200'].content['text/event-stream']
    update:
      itemSchema:
        EVENTS
      x-event-stream:
        text: {token: /text}
  - target: $
    update:
      components:
        schemas:
          Token: {type: object, properties: {type: {const: token}, text: {type: string}}}
          Done: {type: object, properties: {type: {const: done}}}
`;

  it.each([
    [
      "oneOf:\n          - $ref: '#/components/schemas/Token'\n          - $ref: '#/components/schemas/Done'",
      "8:11 - The events are declared here.",
      ">  8 |           - $ref: '#/components/schemas/Token'",
    ],
    [
      "$ref: '#/components/schemas/Event'\n  - target: $\n    update: {components: {schemas: {Event: {oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Done'}]}}}}\n  - target: $.paths['/chat'].post.responses['200'].content['text/event-stream']\n    update:",
      "9:52 - The events are declared here.",
      ">  9 |     update: {components: {schemas: {Event: {oneOf: [",
    ],
  ])("shows the list of the events in the Overlay where one is unknown", async (events, place, line) => {
    const folder = `overlaid${++folders}`;
    write(`${folder}/openapi.yaml`, documentWith(EMPTY));
    write(`${folder}/streaming.overlay.yaml`, OVERLAY.replace("EVENTS", events));
    const file = write(`${folder}/recordings/chat-1.jsonl`, recordingText(recordingOf(sse({ type: "failure" }, DONE))));
    const { warnings } = await verify({ folder: join(dirname(file), "..") }, []);
    const printed = warnings.map((warning) => formatDiagnostic(warning)).join("\n");
    expect(printed).toContain("The event failure is not in the document (1 of 1).");
    expect(printed).toContain(`${folder}/streaming.overlay.yaml:${place}`);
    expect(printed).toContain(line);
    expect(printed).not.toContain("openapi.yaml");
  });
});
