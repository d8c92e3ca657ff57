import { describe, expect, it } from "vitest";
import { readClientConfig } from "../../../generator/client-config.js";
import { emitReadme } from "../../../generator/emit/emit-readme.js";
import { PROMISES } from "../../../generator/emit/promises.js";
import { buildModel } from "../../../generator/model/build-model.js";
import { useFolder } from "../documents.js";
import { chatYaml } from "../streams.js";

const { read } = useFolder();

function readmeOf(text: string, client?: string): string {
  const document = read("openapi.yaml", text);
  const config = readClientConfig(client === undefined ? undefined : read("client.yaml", client), document);
  return emitReadme(config, document, buildModel(document).model);
}

/** The code blocks of the call: how the client is made, the loop, and the text. */
function callsIn(readme: string): readonly string[] {
  return [...readme.matchAll(/```ts\n([^]*?)\n```/g)].map(([, code = ""]) => code);
}

const PLAIN = "openapi: 3.1.0\ninfo: {title: Plain, version: 1.0.0}\npaths: {}\n";
const EVENT = `Event: {oneOf: [{$ref: '#/components/schemas/Token'}, {$ref: '#/components/schemas/Done'}]}
Token: {type: object, required: [message.type], properties: {message.type: {const: 'a"b'}, words: {type: array, items: {type: object, properties: {text: {type: string}}}}}}
Done: {type: object, required: [message.type], properties: {message.type: {const: done}}}`;
const NAMED = "itemSchema: {$ref: '#/components/schemas/Event'}";
const named = (rules: string): string => chatYaml(`${NAMED}\nx-event-stream: ${rules}`, EVENT);

describe("README.md of a client without streams", () => {
  it("is how it is installed and made, and nothing of streams", () => {
    expect(readmeOf(PLAIN)).toMatchInlineSnapshot(`
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

  it("says what client.yaml says of it, as words", () => {
    const readme = readmeOf(PLAIN, "name: '@a/b'\ndescription: A <b>*client*</b>.\n");
    expect(readme).toContain("# \\@a/b\n\nA \\<b\\>\\*client\\*\\</b\\>.\n\n```sh\nnpm install @a/b\n```\n");
  });
});

it.each([
  ["k: {type: apiKey, in: header, name: x-api-key}", '"x-api-key": "..."'],
  [
    "q: {type: apiKey, in: query, name: key}, k: {$ref: '#/components/securitySchemes/b'}, b: {type: http, scheme: basic}",
    'Authorization: "Basic ..."',
  ],
  ["o: {type: oauth2, flows: {}}", 'Authorization: "Bearer ..."'],
  ["", 'Authorization: "Bearer ..."'],
])("the credentials that README.md shows are those of the document: %s", (schemes, header) => {
  const readme = readmeOf(`${chatYaml(NAMED, EVENT).trimEnd()}\n  securitySchemes: {${schemes}}\n`);
  expect(readme).toContain(`headers: { ${header} },`);
});

describe("the server that README.md calls", () => {
  const urlIn = (servers: string): unknown =>
    /baseUrl: "(.*?)"/.exec(readmeOf(PLAIN.replace("paths:", `servers: [${servers}]\npaths:`)))?.[1];

  it("is the first whose whole URL the document says", () => {
    const defaulted = "{url: 'https://{region}.example.com', variables: {region: {default: eu}}}";
    expect(urlIn(`{url: 'https://{region}.example.com'}, ${defaulted}`)).toBe("https://eu.example.com");
    expect(urlIn("{url: /v1}, {url: 'https://user:secret@a.test'}, {url: 'http://a.test/v1'}")).toBe(
      "http://a.test/v1",
    );
  });

  it("is an example where the document says none", () => {
    expect(urlIn("{url: /v1}, {url: 'ftp://a.test'}, {url: 'https://a.test/a b'}")).toBe("https://api.example.com");
  });
});

describe("the call that README.md shows", () => {
  it("is of the first stream, and the table has all", () => {
    const more = `  /log:
    get:
      operationId: log|all
      responses: {'200': {description: Lines., content: {application/jsonl: {${NAMED}}}}}
components:`;
    const readme = readmeOf(
      chatYaml(NAMED, EVENT).replace("components:", more).replace("operationId: chat", "operationId: Chat"),
    );
    expect(callsIn(readme)[0]).toMatch(/client\.stream\.chat\(\)/);
    expect(callsIn(readme).at(-1)).toContain('error instanceof ApiError && error.is("chat")');
    expect(readme).toContain(
      "| `client.stream.chat(init)` | `POST /chat` |\n| `client.stream.logAll(init)` | `GET /log` |",
    );
  });

  it("narrows to the event that has text, whatever that is called, and reads it with care where it may be missing", () => {
    const [loop, text] = callsIn(readmeOf(named("{text: {'a\"b': /words/0/text}}")));
    expect(loop).toContain(`  if (event["message.type"] === "a\\"b") console.log(event.words?.[0]?.text);\n`);
    expect(text).toBe("const answer = await client.stream.chat();\nconsole.log(await answer.text());");
  });

  it("narrows by the event's name in an envelope", () => {
    const branch = (name: string): string => `{properties: {event: {const: ${name}}, data: {type: string}}}`;
    const envelope = `itemSchema: {oneOf: [${branch("note")}, ${branch("done")}]}\nx-event-stream: {text: {note: /data}}`;
    expect(callsIn(readmeOf(chatYaml(envelope)))[0]).toContain(
      '  if (event.event === "note") console.log(event.data);\n',
    );
  });

  it("prints events whose text has no name, and joins it all the same", () => {
    const schema = "itemSchema: {type: object, properties: {text: {type: string}}}\nx-event-stream: {text: /text}";
    const readme = readmeOf(chatYaml(schema));
    expect(callsIn(readme)[0]).toContain("  console.log(event);\n");
    expect(readme).toContain("Only the text, joined:");
  });

  it("joins no text where there is none", () => {
    const readme = readmeOf(named("{end: done}"));
    expect(callsIn(readme)[0]).toContain("  console.log(event);\n");
    expect(readme).not.toContain("Only the text, joined:");
  });

  it("sends what must be sent, a member a line", () => {
    const properties = "{prompt: {type: string}, tags: {type: array, items: {type: integer}}, 'a b': {type: object}}";
    const schema = `{type: object, required: [prompt, tags, a b], properties: ${properties}}`;
    const body = `      requestBody: {required: true, content: {application/json: {schema: ${schema}}}}\n`;
    const [loop] = callsIn(readmeOf(named("{}").replace("      responses:", `${body}      responses:`)));
    expect(loop).toContain(`client.stream.chat({
  body: {
    prompt: "...",
    tags: [1],
    "a b": {},
  },
});`);
  });
});

it("README.md has every kind of failure that is promised", () => {
  const kinds = (text: string): string[] => [...text.matchAll(/`StreamError`, kind `(.*?)`/g)].map(([kind]) => kind);
  expect(kinds(readmeOf(named("{}"))).sort()).toEqual(kinds(PROMISES.flat().join()).sort());
});

it("says that forwarded events are server-sent ones, which the client reads back where the API sends such", () => {
  const back = "This client reads them back only where the API itself sends such.";
  const lines = named("{}").replace("text/event-stream", "application/jsonl");
  expect(readmeOf(named("{}"))).toContain("`toResponse(stream)`, which sends server-sent events.\n");
  expect(readmeOf(named("{}"))).not.toContain(back);
  expect(readmeOf(lines)).toContain(`which sends server-sent events. ${back}\n`);
});
