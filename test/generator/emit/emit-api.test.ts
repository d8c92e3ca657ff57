import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { buildModel } from "../../../generator/model/build-model.js";
import { readClientConfig } from "../../../generator/client-config.js";
import { emitApi } from "../../../generator/emit/emit-api.js";
import { useFolder } from "../documents.js";
import { chatYaml } from "../streams.js";

const { read } = useFolder();

const TEMPLATES = join(import.meta.dirname, "../../../templates");

const text = chatYaml(
  `itemSchema:
  properties: {data: {type: string}}
  oneOf:
    - properties: {event: {const: 'a|b'}, data: {contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/Token'}}}
    - properties: {event: {const: ''}}
x-event-stream: {end: '', error: {where: /data/fail, is: true}, text: {'a|b': /data/words/0/text}, sentinel: '[DONE]', request: {stream: true}}`,
  `Token:
  description: "- One word."
  type: object
  required: [words]
  properties:
    words: {type: array, items: {$ref: '#/components/schemas/Word'}}
    fail: {type: boolean, example: {$ref: '#/components/schemas/Word'}}
Word: {type: object, properties: {text: {type: string, description: A | B.}, next: {$ref: '#/components/schemas/Word'}, kind: {$ref: '#/components/schemas/Kind'}}}
Kind: {oneOf: [{const: a}, {const: b}]}`,
)
  .replace(
    "paths:",
    "servers: [{url: '/v1'}, {url: 'https://{host}/'}, {url: 'https://user:secret@example.com'}, {url: 'https://example.com/v1'}]\npaths:",
  )
  .replace(
    "      operationId: chat\n",
    `      operationId: chat
      deprecated: true
      summary: Chats *now*.
      parameters: [{in: query, name: q, schema: {type: string}, description: What.}]
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, required: [prompt, stream], properties: {stream: {type: boolean}, prompt: {type: string}, options: {type: object, properties: {n: {type: integer}}}}}
`,
  )
  .replace(
    "        '200':",
    "        '429': {description: Slow down.}\n        '503': {description: Busy, content: {text/event-stream: {schema: {$ref: '#/components/schemas/Kind'}}}}\n        default: {description: Else, content: {application/json: {schema: {$ref: '#/components/schemas/Kind'}}}}\n        '200':",
  )
  .replace("components:\n", "  /plain: {get: {summary: Plain., responses: {}}}\ncomponents:\n");

it("API.md has a line for everything that users see", () => {
  const document = read("openapi.yaml", text);
  const api = emitApi(readClientConfig(undefined, document), document, buildModel(document).model);
  expect(api.slice(api.indexOf("## client.stream"))).toMatchInlineSnapshot(`
    "## client.stream.chat(init)

    - \`POST /chat\`: Chats \\*now\\*.
    - deprecated
    - operationId: \`chat\`
    - answers: \`text/event-stream\`
    - \`init.params.query.q\`: \`string\`, optional: What.
    - \`init.body.prompt\`: \`string\`
    - \`init.body.options\`: \`object\`, optional
    - \`init.body.options.n\`: \`integer\`, optional
    - completes: \` \`, the data \`[DONE]\`
    - throws: \`/data/fail\` is \`true\`
    - text() joins: \`a|b\` at \`/data/words/0/text\`
    - sends: \`{"stream":true}\`
    - \`failure 429\`: \`no body\`: Slow down.
    - \`failure 503\`: \`Kind | string\`: Busy
    - \`failure default\`: \`Kind\`: Else

    ### Events

    - \`a|b\`: \`ChatAB\`: \\- One word.
    - \`a|b.data.words\`: \`Word[]\`
    - \`a|b.data.fail\`: \`boolean\`, optional
    - \` \`: \`Chat\`, completes the stream
    - \`.data\`: \`string\`

    ## Schemas

    - \`Word.text\`: \`string\`, optional: A \\| B.
    - \`Word.next\`: \`Word\`, optional
    - \`Word.kind\`: \`Kind\`, optional
    - \`Kind\`: \`"a" | "b"\`

    ## Operations

    - \`POST /chat\`, \`client.stream.chat(init)\`: Chats \\*now\\*.
    - \`GET /plain\`: Plain.
    "
  `);
});

it("API.md names everything that the package exports", () => {
  const config = readClientConfig(undefined, read("openapi.yaml", text));
  const api = emitApi(config, read("openapi.yaml", text), { streams: [], eventTypes: [] });
  const [index, operations] = ["index.ts", "operations.ts"].map((file) => readFileSync(join(TEMPLATES, file), "utf8"));
  const listed = [...(index as string).matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, names]) =>
    names?.split(","),
  );
  const interfaces = [...(operations as string).matchAll(/export interface (Stream\w+)/g)].map(([, name]) => name);
  const names = [...listed, ...interfaces].map((name) => name?.trim() ?? "");
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(api))).toEqual([]);
});

it("API.md has the first paragraph of a description, and leaves an article to the types", () => {
  const article = `Token: {type: object, description: "One\\nword.\\n\\nOn words.", properties: {text: {type: string, description: "Its text.\\n\\n# Texts"}}}`;
  const document = read("openapi.yaml", chatYaml("itemSchema: {$ref: '#/components/schemas/Token'}", article));
  const api = emitApi(readClientConfig(undefined, document), document, buildModel(document).model);
  expect(api).toContain("`Token`: One word.\n- `message.text`: `string`, optional: Its text.\n");
  expect(api).not.toMatch(/On words|Texts/);
});

it.each([
  [
    "JSON in server-sent events",
    chatYaml("schema: {type: object, properties: {text: {type: string}}}"),
    "when the connection closes: a cut does not show, and a last text such as `[DONE]` is a `decode` error",
  ],
  [
    "JSON Lines",
    chatYaml("schema: {type: object, properties: {text: {type: string}}}").replace(
      "text/event-stream",
      "application/x-ndjson",
    ),
    "when the connection closes: a cut does not show",
  ],
])("API.md says what it means that nothing completes a stream: %s", (_, yaml, expected) => {
  const document = read("openapi.yaml", yaml);
  const api = emitApi(readClientConfig(undefined, document), document, buildModel(document).model);
  expect(/^- completes: (.*)$/m.exec(api)?.[1]).toBe(expected);
});
