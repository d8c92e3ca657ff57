import { describe, expect, it } from "vitest";
import { formatDiagnostic } from "../../../generator/diagnostics/diagnostics.js";
import { findStreams } from "../../../generator/model/find-streams.js";
import { unaskedWarnings } from "../../../generator/model/unasked.js";
import { applyOverlays } from "../../../generator/overlay/overlay.js";
import { useFolder } from "../documents.js";

const { read } = useFolder();

const WHOLE = "application/json: {schema: {type: object}}, ";

function yaml(properties: string, whole = WHOLE, mediaType = "{}"): string {
  return `openapi: 3.1.0
info: {title: Chat, version: 1.0.0}
paths:
  /chat:
    post:
      operationId: chat
      requestBody: {content: {application/json: {schema: {type: object, properties: ${properties}}}}}
      responses:
        '200': {description: The answer., content: {${whole}text/event-stream: ${mediaType}}}
`;
}

function warnings(text: string, overlay?: string) {
  const published = read("openapi.yaml", text);
  const document = overlay === undefined ? published : applyOverlays(published, [read("a.overlay.yaml", overlay)]);
  return findStreams(document, []).flatMap((found) => unaskedWarnings(document, found));
}

describe("a stream that a field of the body may have to ask for", () => {
  it("is warned of, with the action that sends it", () => {
    const text = yaml("{response_mode: {type: string, enum: [blocking, streaming]}}");
    const [warning] = warnings(text);
    expect(`\n${formatDiagnostic(warning!)}\n`).toMatchInlineSnapshot(`
      "
      openapi.yaml:7:86 - warning: Nothing asks for the stream of chat but the Accept header: the field "response_mode" of its body may have to, and JSON be the answer without it.

        5 | …
        6 | …
      > 7 | …nt: {application/json: {schema: {type: object, properties: {response_mode: {type: string, enum: [blocking, str…
          |                                                              ^
        8 | …
        9 | …on: The answer., content: {application/json: {schema: {type: object}}, text/event-stream: {}}}

        If it has to, the method sends it:
        - target: $.paths['/chat'].post.responses['200'].content['text/event-stream']
          update:
            x-event-stream:
              request: {response_mode: streaming}
        If not, this ends the warning: \`request: {}\`.
      "
    `);
    const action = warning!.hint!.split("\n").slice(1, -1).join("\n");
    const overlay = `overlay: 1.0.0\ninfo: {title: T, version: 1.0.0}\nactions:\n${action}\n`;
    expect(warnings(text, overlay)).toEqual([]);
  });

  it.each([
    ["a boolean", "{stream_response: {type: boolean}}", "{stream_response: true}"],
    ["an optional one", "{isStreaming: {anyOf: [{type: boolean}, {type: 'null'}]}}", "{isStreaming: true}"],
    ["a mode", "{mode: {enum: [full, stream]}}", "{mode: stream}"],
  ])("by %s", (_, properties, request) => {
    expect(warnings(yaml(properties)).map(({ hint }) => hint)).toEqual([
      expect.stringContaining(`request: ${request}\n`),
    ]);
  });

  it.each([
    ["no such field", yaml("{mode: {enum: [full, brief]}, stream_id: {type: string}, stream_options: {}}")],
    ["one that is sent already", yaml("{stream: {type: boolean}, stream_usage: {type: boolean}}")],
    ["no answer but the stream", yaml("{stream_response: {type: boolean}}", "")],
    [
      "an Overlay that has its say",
      yaml("{stream_response: {type: boolean}}", WHOLE, "{x-event-stream: {request: {}}}"),
    ],
  ])("not where there is %s", (_, text) => {
    expect(warnings(text)).toEqual([]);
  });
});
