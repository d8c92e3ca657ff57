import ts from "typescript";
import { expect, it } from "vitest";
import { findStreams } from "../../../generator/model/find-streams.js";
import { formatTypeScript } from "../../../generator/emit/format.js";
import { nameStreams, toTypeName } from "../../../generator/model/names.js";
import { documentOf } from "../streams.js";

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
