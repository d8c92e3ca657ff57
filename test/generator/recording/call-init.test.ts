import { describe, expect, it } from "vitest";
import { prepareCall, type CallFlags } from "../../../generator/recording/call-init.js";
import { findOperation } from "../../../generator/recording/find-operation.js";
import { problemsOf, useFolder } from "../documents.js";

const { read, write } = useFolder();

const YAML = `openapi: 3.1.0
info: {title: T, version: 1.0.0}
servers:
  - url: https://{host}.example/v1
    variables: {host: {default: api}}
paths:
  /chats/{chat_id}:
    parameters:
      - {name: chat_id, in: path, required: true, schema: {type: integer}}
      - {name: filter, in: query, schema: {type: string}}
    post:
      operationId: chat
      parameters:
        - {name: filter, in: query, schema: {type: object}}
        - {$ref: '#/components/parameters/Tags'}
        - {name: X-Tenant, in: header, schema: {type: string}}
        - {name: session, in: cookie, schema: {type: string}}
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {'200': {description: D}}
    get: {operationId: read, responses: {'200': {description: D}}}
    put:
      operationId: form
      requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object}}}}
      responses: {'200': {description: D}}
components:
  parameters:
    Tags: {name: tags, in: query, schema: {type: array, items: {type: string}}}
`;

function prepare(operation: string, flags: Partial<CallFlags>, yaml = YAML) {
  const document = read("openapi.yaml", yaml);
  const all = { params: ["chat_id=7"], headers: [], ...flags };
  return prepareCall(document, findOperation(document, operation), all, { TOKEN: "t0k3n", TENANT: "acme" });
}

describe("prepareCall", () => {
  it("puts every parameter in its place", () => {
    const params = ["chat_id=7", 'filter={"a":1}', "tags=a", "tags=b=c", "X-Tenant=${TENANT}", "session=s 1"];
    expect(prepare("chat", { params })).toEqual({
      init: {
        baseUrl: "https://api.example/v1",
        params: { path: { chat_id: "7" }, query: { filter: { a: 1 }, tags: ["a", "b=c"] } },
        headers: { "x-tenant": "acme", cookie: "session=s 1" },
      },
      secrets: ["acme"],
    });
    expect(prepare("chat", { params: ["chat_id=7", "tags=[1,2]"] }).init.params).toMatchObject({
      query: { tags: [1, 2] },
    });
    expect(prepare("chat", { params: ["chat_id=7", "tags=[1"] }).init.params).toMatchObject({ query: { tags: "[1" } });
  });

  it("takes headers, with values from the environment, which are secret", () => {
    const { init, secrets } = prepare("chat", {
      headers: ["Authorization: Bearer ${TOKEN}", "x-empty:", "x-time: 1:2"],
    });
    expect(init.headers).toEqual({ authorization: "Bearer t0k3n", "x-empty": "", "x-time": "1:2" });
    expect(secrets).toEqual(["t0k3n"]);
  });

  it("takes the body as JSON, from a file, or as it is where the API takes no JSON", () => {
    expect(prepare("chat", { body: '{"prompt":"hi"}' }).init.body).toEqual({ prompt: "hi" });
    expect(prepare("chat", { body: `@${write("body.json", '{"prompt":"file"}')}` }).init.body).toEqual({
      prompt: "file",
    });
    const form = prepare("form", { body: "a=1" }).init;
    expect(form).toMatchObject({ body: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } });
    expect(form.bodySerializer?.("a=1")).toBe("a=1");
  });

  it("takes the server of the flag, else the document's first", () => {
    expect(prepare("chat", { server: "http://127.0.0.1:1/v2" }).init.baseUrl).toBe("http://127.0.0.1:1/v2");
  });

  it("says all that is wrong, and no secret", () => {
    const flags: CallFlags = {
      params: ["chatid=7", "x"],
      headers: ["no-colon-t0k3n", "bad name: x", "x: ${NOPE}"],
      body: "{prompt: hi}",
      server: "localhost:4010",
    };
    const problems = problemsOf(() => prepare("chat", flags));
    expect(problems).toMatchInlineSnapshot(`
      "error: There is no environment variable NOPE.

        Set it before: export NOPE=...

      error: --header wants 'name: value', as HTTP has it.

      error: --header wants 'name: value', as HTTP has it.

      error: --param wants name=value.

      error: chat has no parameter "chatid".

        Did you mean "chat_id"?

      openapi.yaml:9:9 - error: chat needs the path parameter "chat_id".

         7 |   /chats/{chat_id}:
         8 |     parameters:
      >  9 |       - {name: chat_id, in: path, required: true, schema: {type: integer}}
           |         ^
        10 |       - {name: filter, in: query, schema: {type: string}}
        11 |     post:

        Give it with --param chat_id=...

      --body:1:2 - error: The body of chat is JSON, and --body is not: Expected property name or '}'.

      > 1 | {prompt: hi}
          |  ^

        Put it in single quotes, such as --body '{"prompt":"hi"}', or in a file: --body @body.json.

      error: This is not the URL of a server: localhost:4010.

        Say where the API is: --server https://api.example.com"
    `);
    expect(problems).not.toContain("t0k3n");
    expect(problemsOf(() => prepare("read", { body: "{}", server: "http://a:b@c" }))).toMatchInlineSnapshot(`
      "error: read takes no body: it is a GET.

      error: The server's URL holds a user name.

        Send user and password as --header 'authorization: Basic ...'."
    `);
    const queries = ["http://a/?key=k3y", "http://a#b"].map((server) => problemsOf(() => prepare("read", { server })));
    expect(queries.join("\n")).not.toContain("k3y");
    expect(queries).toEqual(Array(2).fill(expect.stringContaining("The server's URL holds a query or a fragment")));
    expect(problemsOf(() => prepare("form", { body: "@nowhere.txt" }))).toContain("cannot be read: nowhere.txt");
    const required = YAML.replace("{content: {application/json", "{required: true, content: {application/json");
    expect(problemsOf(() => prepare("chat", {}, required))).toMatchInlineSnapshot(`
      "openapi.yaml:18:21 - error: chat needs a body.

        16 |         - {name: X-Tenant, in: header, schema: {type: string}}
        17 |         - {name: session, in: cookie, schema: {type: string}}
      > 18 |       requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
           |                     ^
        19 |       responses: {'200': {description: D}}
        20 |     get: {operationId: read, responses: {'200': {description: D}}}

        Give it with --body, in single quotes, such as --body '{"prompt":"hi"}', or in a file: --body @body.json."
    `);
    expect(problemsOf(() => prepare("chat", { body: "@nowhere.txt" }, required))).not.toContain("needs a body");
    const relative = YAML.replace("https://{host}.example/v1", "/v1");
    expect(problemsOf(() => prepare("read", {}, relative))).toMatchInlineSnapshot(`
      "openapi.yaml:4:10 - error: This is not the URL of a server: /v1.

        2 | info: {title: T, version: 1.0.0}
        3 | servers:
      > 4 |   - url: /v1
          |          ^
        5 |     variables: {host: {default: api}}
        6 | paths:

        Say where the API is: --server https://api.example.com"
    `);
    const open = YAML.replace("variables: {host: {default: api}}", "variables: {host: {enum: [api, test]}}");
    expect(problemsOf(() => prepare("read", {}, open))).toMatchInlineSnapshot(`
      "openapi.yaml:4:10 - error: A variable in the URL of the server has no default: host.

        2 | info: {title: T, version: 1.0.0}
        3 | servers:
      > 4 |   - url: https://{host}.example/v1
          |          ^
        5 |     variables: {host: {enum: [api, test]}}
        6 | paths:

        Say where the API is: --server https://api.example.com"
    `);
    expect(prepare("read", { server: "https://api.test" }, open).init.baseUrl).toBe("https://api.test");
    const none = YAML.replace(/servers:[^]*?paths:/, "paths:");
    expect(problemsOf(() => prepare("read", { params: ["chat_id=1", "y=1"] }, none))).toMatchInlineSnapshot(`
      "error: read has no parameter "y".

        Its parameters are chat_id, filter.

      error: The document names no server.

        Say where the API is: --server https://api.example.com"
    `);
  });

  it("shows where the body is no JSON, in a file as on the command line", () => {
    expect(problemsOf(() => prepare("chat", { body: '{"prompt": hi}' }))).toMatchInlineSnapshot(`
      "--body:1:12 - error: The body of chat is JSON, and --body is not: Unexpected token 'h'.

      > 1 | {"prompt": hi}
          |            ^

        Put it in single quotes, such as --body '{"prompt":"hi"}', or in a file: --body @body.json."
    `);
    const file = write("body.json", '{\n  "prompt": "hi",\n}\n');
    expect(problemsOf(() => prepare("chat", { body: `@${file}` }))).toContain(
      "body.json:3:1 - error: The body of chat",
    );
  });

  it("names what is required and not given, unless a header has it", () => {
    const required = YAML.replace("{name: X-Tenant, in: header,", "{name: X-Tenant, in: header, required: true,")
      .replace("{name: session, in: cookie,", "{name: session, in: cookie, required: true,")
      .replace(
        "{name: filter, in: query, schema: {type: object}",
        "{name: filter, in: query, required: true, schema: {}",
      )
      .replace(
        "{$ref: '#/components/parameters/Tags'}",
        "{name: Authorization, in: header, required: true, schema: {}}",
      );
    const problems = problemsOf(() => prepare("chat", {}, required));
    expect(problems.match(/(?<=error: )chat .*|Give it .*/g)).toEqual([
      'chat needs the query parameter "filter".',
      "Give it with --param filter=...",
      'chat needs the header parameter "X-Tenant".',
      "Give it with --param X-Tenant=...",
      'chat needs the cookie parameter "session".',
      "Give it with --param session=...",
    ]);
    const params = ["chat_id=7", "filter=1"];
    const headers = ["x-tenant: acme", "Cookie: a=b; session=s"];
    expect(prepare("chat", { params, headers }, required).init.headers).toEqual({
      "x-tenant": "acme",
      cookie: "a=b; session=s",
    });
  });
});
