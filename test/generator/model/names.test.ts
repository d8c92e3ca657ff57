import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { buildModel } from "../../../generator/model/build-model.js";
import { findStreams } from "../../../generator/model/find-streams.js";
import { emitOperations } from "../../../generator/emit/emit-operations.js";
import { formatTypeScript } from "../../../generator/emit/format.js";
import { nameStreams, RESERVED_TYPE_NAMES, toTypeName } from "../../../generator/model/names.js";
import { problemsOf } from "../documents.js";
import { chatYaml, documentOf, summaryOf } from "../streams.js";
import { ENVELOPE, SCHEMAS, useChat } from "./chat.js";

const { read } = useChat();

it.each([
  ["ChatToken", "ChatToken"],
  ["chat-token", "ChatToken"],
  ["größe", "größe"],
  ["a\u200cb", "AB"],
  ["200", "Event200"],
  ["*/", "Event"],
  ["", "Event"],
  ["ApiError", "ApiErrorSchema"],
  ["api-Error", "ApiErrorSchema"],
  ["string", "stringSchema"],
  ["keyof", "keyofSchema"],
  ["constructor", "constructor"],
])("the type of %j is %s", (name, expected) => {
  expect(toTypeName(name)).toBe(expected);
});

it("no keyword of TypeScript breaks the code that uses it", async () => {
  const words = [...Array(ts.SyntaxKind.LastKeyword - ts.SyntaxKind.FirstKeyword + 1).keys()].map((index) =>
    String(ts.tokenToString(ts.SyntaxKind.FirstKeyword + index)),
  );
  const names = words.map(toTypeName);
  const code = names.map(
    (name) => `export interface ${name} extends Is<{}> {}\nexport interface Of${name} { a: ${name}; }\n`,
  );
  const formatted = await formatTypeScript(code.join("\n"));
  const { diagnostics } = ts.transpileModule(formatted, { reportDiagnostics: true });
  expect(diagnostics?.map(({ messageText }) => messageText)).toEqual([]);
  const file = ts.createSourceFile("x.ts", formatted, ts.ScriptTarget.ES2022);
  expect(file.statements.map(({ kind }) => ts.SyntaxKind[kind])).toEqual(
    code.flatMap(() => ["InterfaceDeclaration", "InterfaceDeclaration"]),
  );
});

it("a method has the operation's name, or that of its method and path", () => {
  const response = { "200": { content: { "text/event-stream": {} } } };
  const paths = {
    "/a/{id}": { get: { operationId: "chat-stream_create", responses: response }, post: { responses: response } },
    "/": { get: { operationId: "", responses: response } },
    "/c": { get: { operationId: "__proto__", responses: response } },
  };
  const document = documentOf({ paths });
  expect(nameStreams(document, findStreams(document, []))).toEqual([
    { name: { name: "chatStreamCreate", operationId: "chat-stream_create" } },
    { name: { name: "postAId", operationId: "postAId" } },
    { name: { name: "get", operationId: "get" } },
    { name: { name: "proto", operationId: "__proto__" } },
  ]);
});

describe("the name of a stream's method", () => {
  it("no operationId, a stream in default, in a shared response", () => {
    const text = chatYaml(ENVELOPE, SCHEMAS)
      .replace("      operationId: chat\n", "")
      .replace("'200':", "default:")
      .replace("/chat:", "/rooms/{room_id}/chat:");
    expect(`\n${summaryOf(read("openapi.yaml", text))}\n`).toMatchInlineSnapshot(`
      "
      postRoomsRoomIdChat: post /rooms/{room_id}/chat, text/event-stream as serverSentEvents, json
        by type
        yield token: Token (Token at /components/schemas/Token)
        yield done: Done (Done at /components/schemas/Done)
      "
    `);
  });

  it("two streams that would have one name, with one that is free", () => {
    const text = chatYaml(ENVELOPE, SCHEMAS).replace(
      "    post:",
      "    get: {operationId: chat, responses: {'200': {description: '', content: {application/jsonl: {schema: {$ref: '#/components/schemas/Token'}}}}}}\n    post:",
    );
    expect(problemsOf(() => buildModel(read("openapi.yaml", text)))).toContain(
      "- target: $.paths['/chat'].post\n    update:\n      operationId: postChat",
    );
  });

  it("an operationId that would make a promise of all streams", () => {
    const text = chatYaml(ENVELOPE, SCHEMAS).replace("operationId: chat", "operationId: then");
    expect(problemsOf(() => buildModel(read("openapi.yaml", text)))).toContain(
      'No method can be named after the operationId "then"',
    );
  });

  it("an operationId that is no name", () => {
    const text = chatYaml(ENVELOPE, SCHEMAS).replace("operationId: chat", "operationId: '1 + 1'");
    expect(`\n${problemsOf(() => buildModel(read("openapi.yaml", text)))}\n`).toMatchInlineSnapshot(`
      "
      openapi.yaml:6:20 - error: No method can be named after the operationId "1 + 1".

        4 |   /chat:
        5 |     post:
      > 6 |       operationId: '1 + 1'
          |                    ^
        7 |       responses:
        8 |         '200':

        Rename the operation in an Overlay:
        - target: $.paths['/chat'].post
          update:
            operationId: postChat
      "
    `);
  });
});

describe("no event's type takes a name", () => {
  const parse = (text: string): ts.SourceFile => ts.createSourceFile("a.ts", text, ts.ScriptTarget.ES2022, true);
  const untaken = (names: readonly string[]): readonly string[] =>
    names.filter((name) => !RESERVED_TYPE_NAMES.has(name));

  it("that the client exports", () => {
    const index = readFileSync(join(import.meta.dirname, "../../../templates/index.ts"), "utf8");
    const statements = parse(index).statements.map((statement) => statement as ts.ExportDeclaration);
    const [stars, lists] = [false, true].map((isList) => statements.filter((one) => !one.exportClause !== isList));
    const names = lists!.flatMap(({ exportClause }) => (exportClause as ts.NamedExports).elements);
    expect(untaken(names.map(({ name }) => name.text))).toEqual([]);
    // All that is named in it is asked for below.
    expect(stars!.map(({ moduleSpecifier }) => moduleSpecifier?.getText())).toEqual(['"./operations.js"']);
  });

  it.each([
    [
      "JSON that may be null",
      `${ENVELOPE}\nx-event-stream: {end: {where: /type, is: done}}`,
      SCHEMAS.replace("Token: {type: object,", "Token: {type: [object, 'null'],"),
      "text/event-stream",
    ],
    [
      "an envelope",
      "itemSchema: {oneOf: [{properties: {event: {const: a}, data: {type: integer}}}, {properties: {event: {const: b}}}]}",
      "{}",
      "text/event-stream",
    ],
    ["text", "itemSchema: {properties: {data: {type: string}}}", "{}", "text/event-stream"],
    ["lines", "itemSchema: {properties: {a: {type: string}}}", "{}", "application/jsonl"],
    ["a sequence", "itemSchema: {type: integer}", "{}", "application/json-seq"],
  ])("that the operations of %s read", (_, mediaType, schemas, mediaTypeName) => {
    const { model } = buildModel(read("openapi.yaml", chatYaml(mediaType, schemas, mediaTypeName)));
    const names: string[] = [];
    const visit = (node: ts.Node): void => {
      const isMember = ts.isPropertyAssignment(node.parent ?? node) || ts.isPropertySignature(node.parent ?? node);
      if (ts.isIdentifier(node) && !(isMember && (node.parent as ts.PropertyAssignment).name === node))
        names.push(node.text);
      ts.forEachChild(node, visit);
    };
    visit(parse(emitOperations(model)));
    const own = new Set(["T", ...model.eventTypes.map(({ name }) => name)]);
    expect(untaken([...new Set(names)].filter((name) => !own.has(name)))).toEqual([]);
    expect(names).toContain("streamOperations");
  });
});
