import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { buildModel } from "../../../generator/model/build-model.js";
import { readClientConfig } from "../../../generator/client-config.js";
import { emitApi } from "../../../generator/emit/emit-api.js";
import { emitManifest } from "../../../generator/emit/emit-manifest.js";
import { emitReadme } from "../../../generator/emit/emit-readme.js";
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
    "        '429': {description: Slow down.}\n        default: {description: Else, content: {application/json: {schema: {$ref: '#/components/schemas/Kind'}}}}\n        '200':",
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
  const api = emitApi(readClientConfig(undefined, read("openapi.yaml", text)), read("openapi.yaml", text), {
    streams: [],
    eventTypes: [],
  });
  const [index, operations] = ["index.ts", "operations.ts"].map((file) => readFileSync(join(TEMPLATES, file), "utf8"));
  const listed = [...(index as string).matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, names]) =>
    names?.split(","),
  );
  const interfaces = [...(operations as string).matchAll(/export interface (Stream\w+)/g)].map(([, name]) => name);
  const names = [...listed, ...interfaces].map((name) => name?.trim() ?? "");
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(api))).toEqual([]);
});

it("README.md calls the first stream", () => {
  const document = read("openapi.yaml", text);
  const readme = emitReadme(readClientConfig(undefined, document), document, buildModel(document).model);
  expect(readme.slice(readme.indexOf("## The call"), readme.indexOf("## Errors"))).toMatchInlineSnapshot(`
    "## The call

    \`\`\`ts
    import { createClient } from "chat";

    const client = createClient({ baseUrl: "https://example.com/v1" });

    const stream = await client.stream.chat({
      body: {
        prompt: "...",
      },
    });
    for await (const event of stream) {
      if (event.event === "a|b") console.log(event.data.words[0]?.text);
    }
    \`\`\`

    \`client\` is an [openapi-fetch](https://openapi-ts.dev/openapi-fetch/) client (\`client.GET(path, init)\` and its siblings, middleware included) with one more method for each event stream. A stream is read once, by \`for await\`, \`collect()\` or \`toReadableStream()\`. Leaving the loop aborts the request.

    Only the text, joined:

    \`\`\`ts
    const answer = await client.stream.chat({
      body: {
        prompt: "...",
      },
    });
    console.log(await answer.text());
    \`\`\`

    ## Options

    \`\`\`ts
    const configured = createClient({
      baseUrl: "https://example.com/v1",
      headers: { Authorization: "Bearer ..." },
      stream: {
        idleTimeout: 30_000,
        onUnknownEvent: ({ event, data }) => console.warn(event, data),
      },
    });
    \`\`\`

    Each option of \`stream\` may also be given to a single call, beside its \`signal\`. What they are without it: [API.md](./API.md). To forward a stream from a route handler, return \`toResponse(stream)\`.

    ## Streams

    | method | operation |
    | --- | --- |
    | \`client.stream.chat(init)\` | \`POST /chat\` |

    "
  `);
});

it("README.md names the first server whose whole URL the document says", () => {
  const open = "{url: 'https://{region}.example.com'}";
  const defaulted = "{url: 'https://{region}.example.com', variables: {region: {default: eu}}}";
  const plain = `openapi: 3.1.0\ninfo: {title: Plain, version: 1.0.0}\nservers: [${open}, ${defaulted}]\npaths: {}\n`;
  const document = read("openapi.yaml", plain);
  const readme = emitReadme(readClientConfig(undefined, document), document, buildModel(document).model);
  expect(readme).toContain('createClient({ baseUrl: "https://eu.example.com" });');
});

it("README.md of a client without streams", () => {
  const document = read("openapi.yaml", "openapi: 3.1.0\ninfo: {title: Plain, version: 1.0.0}\npaths: {}\n");
  expect(emitReadme(readClientConfig(undefined, document), document, buildModel(document).model))
    .toMatchInlineSnapshot(`
      "# plain

      \`\`\`sh
      npm install plain
      \`\`\`

      It runs wherever \`fetch\` runs: Node 20.19 and newer, Deno, Bun, browsers, workers. Its types need TypeScript 5.4 or newer.

      ## The call

      \`\`\`ts
      import { createClient } from "plain";

      const client = createClient({ baseUrl: "https://api.example.com" });
      \`\`\`

      \`client\` is an [openapi-fetch](https://openapi-ts.dev/openapi-fetch/) client: \`client.GET(path, init)\` and its siblings, typed by the API's own paths.

      All that the package exports, and every event with its fields: [API.md](./API.md).

      This package is generated: a change by hand would be lost with the next version.
      "
    `);
});

it("package.json has what client.yaml says, and no key without a value", () => {
  const config = read(
    "client.yaml",
    "name: '@a/b'\nversion: 1.2.3\nauthor: {name: A}\npublishConfig: {access: public}\nkeywords: [a]\n",
  );
  const manifest = emitManifest(readClientConfig(config, read("openapi.yaml", text)));
  expect(JSON.parse(manifest)).toMatchObject({
    name: "@a/b",
    author: { name: "A" },
    publishConfig: { access: "public" },
  });
  expect(Object.keys(JSON.parse(manifest) as object)).toEqual([
    "name",
    "version",
    "keywords",
    "author",
    "type",
    "sideEffects",
    "engines",
    "main",
    "types",
    "exports",
    "files",
    "scripts",
    "dependencies",
    "devDependencies",
    "publishConfig",
  ]);
  expect(manifest.endsWith("}\n")).toBe(true);
});
