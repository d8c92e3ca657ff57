import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { listStreams } from "../../../generator/streams/list-streams.js";
import { formatDiagnostic } from "../../../generator/diagnostics/diagnostics.js";
import { problemsOf, useFolder } from "../documents.js";

const { write } = useFolder();

const SPEC = `openapi: 3.1.0
info: {title: Petchat, version: 1.0.0}
paths:
  /chat:
    post:
      operationId: chat
      requestBody:
        content: {application/json: {schema: {type: object, properties: {stream: {type: boolean}}}}}
      responses:
        '200':
          description: The answer.
          content:
            text/event-stream:
              schema: {$ref: '#/components/schemas/ChatEvent'}
              x-event-stream: {end: done, error: error}
  /log:
    get:
      operationId: followLog
      responses:
        '200': {description: Lines., content: {application/x-ndjson: {schema: {$ref: '#/components/schemas/Line'}}}}
  /summary:
    get:
      responses:
        '200': {description: Text., content: {text/event-stream: {}}}
  /old:
    get: {operationId: old, responses: {'200': {description: Old., content: {text/event-stream: {x-event-stream: false}}}}}
  /broken:
    get: {operationId: chat, responses: {'200': {description: Twin., content: {application/json-seq: {schema: {$ref: '#/components/schemas/Line'}}}}}}
  /raw:
    get: {operationId: raw, responses: {'200': {description: Raw., content: {text/event-stream: {itemSchema: {type: object, properties: {data: {type: string}}}}}}}}
  /maybe:
    get: {operationId: maybe, description: Answers by server-sent events., responses: {'200': {description: Ok}}}
components:
  schemas:
    ChatEvent: {oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Done'}, {$ref: '#/components/schemas/Failed'}]}
    Token: {type: object, required: [type], properties: {type: {const: token}}}
    Done: {type: object, required: [type], properties: {type: {const: done}}}
    Failed: {type: object, required: [type], properties: {type: {const: error}}}
    Line: {type: object, properties: {text: {type: string}, done: {type: boolean}, error: {type: string}}}
    SummaryEvent: {oneOf: [{$ref: '#/components/schemas/Token'}]}
    Gone: {$ref: '#/components/schemas/Nowhere'}
`;

function listed(spec: string, overlay?: string) {
  const overlays = overlay === undefined ? [] : [write("none.overlay.yaml", overlay)];
  return listStreams([{ spec: write("spec/openapi.yaml", spec), overlays }]);
}

describe("openapi-stream streams", () => {
  it("is a table of what was found, and an Overlay of what to say", () => {
    expect(`\n${listed(SPEC).lines.join("\n")}\n`).toMatchInlineSnapshot(`
      "
      spec/openapi.yaml: 6 streams (3 typed, 1 untyped, 1 refused, 1 left out), 1 operation that may stream

      operation     format              events                                                      end             error  stands at
      chat          server-sent events  token, done, error, by type                                 done            error  spec/openapi.yaml:13:13
      followLog     JSON Lines          Line, without a name                                        when it closes  none   spec/openapi.yaml:20:48
      GET /summary  server-sent events  untyped: there is no schema                                                        spec/openapi.yaml:24:47
      old           server-sent events  left out                                                                           spec/openapi.yaml:26:78
      chat          JSON text sequence  refused: see the errors                                                            spec/openapi.yaml:28:80
      raw           server-sent events  text                                                        when it closes  none   spec/openapi.yaml:30:78
      maybe                             may stream: its description speaks of "server-sent events"                         spec/openapi.yaml:32:44

      An Overlay to paste, and to correct where it guesses:

      overlay: 1.0.0
      info: {title: "What openapi.yaml leaves empty", version: 1.0.0}
      extends: "./openapi.yaml"
      actions:
        # itemSchema is OpenAPI 3.2.
        - target: $
          update: {openapi: 3.2.0}

        # GET /summary is untyped: there is no schema. (\`x-event-stream: false\` would leave it out.)
        - target: $.paths['/summary'].get.responses['200'].content['text/event-stream']
          update:
            itemSchema:
              type: object
              required: [data]
              properties:
                data:
                  type: string
                  contentMediaType: application/json
                  contentSchema: {$ref: "#/components/schemas/SummaryEvent"} # a guess by its name

        # maybe may answer with a stream: its description speaks of "server-sent events". If it does:
        # - target: $.paths['/maybe'].get.responses['200']
        #   update:
        #     content:
        #       text/event-stream:
        #         itemSchema:
        #           type: object
        #           required: [data]
        #           properties:
        #             data:
        #               type: string
        #               contentMediaType: application/json
        #               contentSchema: {$ref: "#/components/schemas/MaybeEvent"}
        # - target: $.components.schemas
        #   update:
        #     # List the fields here, or the events as \`oneOf\`. From recordings, \`openapi-stream infer\` drafts all of this.
        #     # Beside its \`itemSchema\`, a stream has what completes it: \`x-event-stream: {end: name}\`. Else a cut does not show.
        #     MaybeEvent:
        #       type: object
        #       properties:
        #         type: {type: string} # a guess
        # and if it does not:
        # - target: $.paths['/maybe'].get
        #   update:
        #     x-event-stream: false

        # Nothing says how followLog ends: it is complete once the connection closes, and a cut does not show.
        # A guess:
        # - target: $.paths['/log'].get.responses['200'].content['application/x-ndjson']
        #   update:
        #     x-event-stream:
        #       end: {where: /done, is: true}
        #       error: {where: /error}

        # Nothing says how raw ends: it is complete once the connection closes, and a cut does not show.
        # If an event does, beside its schema: x-event-stream: {end: {where: /POINTER, is: VALUE}}
      "
    `);
  });

  it("is the same as plain data", () => {
    const { documents } = listed(SPEC).result as {
      documents: readonly { streams: readonly object[]; suspects: object }[];
    };
    expect(documents).toHaveLength(1);
    expect(documents[0]?.streams.slice(0, 3)).toMatchInlineSnapshot(`
      [
        {
          "at": {
            "column": 13,
            "file": "spec/openapi.yaml",
            "line": 13,
            "pointer": "#/paths/~1chat/post/responses/200/content/text~1event-stream",
          },
          "format": "serverSentEvents",
          "mediaType": "text/event-stream",
          "method": "post",
          "operation": "chat",
          "path": "/chat",
          "state": "typed",
          "typed": {
            "end": [],
            "error": [],
            "events": [
              {
                "name": "token",
                "role": "yield",
                "type": "Token",
              },
              {
                "name": "done",
                "role": "end",
                "type": "Done",
              },
              {
                "name": "error",
                "role": "throw",
                "type": "Failed",
              },
            ],
            "item": "json",
            "name": "chat",
            "namedBy": "type",
            "request": {
              "stream": true,
            },
          },
        },
        {
          "at": {
            "column": 48,
            "file": "spec/openapi.yaml",
            "line": 20,
            "pointer": "#/paths/~1log/get/responses/200/content/application~1x-ndjson",
          },
          "format": "jsonLines",
          "mediaType": "application/x-ndjson",
          "method": "get",
          "operation": "followLog",
          "path": "/log",
          "state": "typed",
          "typed": {
            "end": [],
            "error": [],
            "events": [
              {
                "name": "message",
                "role": "yield",
                "type": "Line",
              },
            ],
            "item": "json",
            "name": "followLog",
          },
        },
        {
          "at": {
            "column": 47,
            "file": "spec/openapi.yaml",
            "line": 24,
            "pointer": "#/paths/~1summary/get/responses/200/content/text~1event-stream",
          },
          "format": "serverSentEvents",
          "mediaType": "text/event-stream",
          "method": "get",
          "operation": "GET /summary",
          "path": "/summary",
          "reason": "there is no schema",
          "state": "untyped",
        },
      ]
    `);
    expect(documents[0]?.suspects).toMatchInlineSnapshot(`
      [
        {
          "at": {
            "column": 44,
            "file": "spec/openapi.yaml",
            "line": 32,
            "pointer": "#/paths/~1maybe/get/description",
          },
          "method": "get",
          "operation": "maybe",
          "path": "/maybe",
          "reason": "its description speaks of "server-sent events"",
        },
      ]
    `);
  });

  it("tells what generate would refuse, and does not pass; untyped streams are in the table", () => {
    const { warnings, passed } = listed(SPEC);
    expect(warnings.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      "error: The reference leads nowhere: #/components/schemas/Nowhere",
      "error: Two streams would both be called client.stream.chat",
    ]);
    expect(passed).toBe(false);
  });

  it("reads a document whose Overlays do not fit it any more", () => {
    const overlay = "overlay: 1.0.0\ninfo: {title: T, version: 1.0.0}\nactions: [{target: $.gone, remove: true}]\n";
    const { warnings, lines } = listed(SPEC, overlay);
    expect(warnings.map(({ location }) => location?.file)).toContain("none.overlay.yaml");
    expect(lines[0]).toMatch(/^spec\/openapi\.yaml: 6 streams/);
  });

  it("of several folders, one after the other", () => {
    const folders = [write("a/openapi.yaml", "openapi: 3.1.0\npaths: {}\n"), write("b/openapi.yaml", SPEC)].map(
      dirname,
    );
    const { lines, result } = listStreams(folders.map((folder) => ({ folder })));
    expect(lines.slice(0, 3)).toEqual([
      "a/openapi.yaml: no stream",
      "",
      expect.stringMatching(/^b\/openapi\.yaml: 6 /),
    ]);
    expect(result).toMatchObject({ documents: [{ streams: [], suspects: [], overlay: "" }, {}] });
  });

  it("throws what keeps a document from being read", () => {
    expect(problemsOf(() => listed("openapi: ["))).toContain("spec/openapi.yaml:1:11 - error: Invalid YAML");
  });

  it("prints nothing of a document that could move the cursor", () => {
    const hostile = SPEC.replaceAll("followLog", '"\\e[2Jfollow\\u202elog"');
    const { lines, warnings } = listed(hostile);
    const text = [...lines, ...warnings.map((warning) => formatDiagnostic(warning))].join("\n");
    expect(text).toContain("\\u001b[2Jfollow\\u202elog");
    expect(["\u001b", "\u202e"].filter((one) => text.includes(one))).toEqual([]);
  });
});
