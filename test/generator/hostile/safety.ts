import { marked, type Token } from "marked";
import ts from "typescript";

import { DiagnosticsError, formatDiagnostic, type Diagnostic } from "../../../generator/diagnostics/diagnostics.js";
import { toWorkflowCommand } from "../../../generator/diagnostics/github.js";
import { toJson } from "../../../generator/diagnostics/json.js";
import type { GeneratedFile } from "../../../generator/emit/generated-file.js";
import { generate, type GeneratedPackage } from "../../../generator/generate.js";
import type { InputRequest } from "../../../generator/input/inputs.js";

/** The name that hostile texts call as if it were code. A name that is made of such a text has more in it. */
const CANARY = "canary";

/** What shows as nothing, or as something else. */
const INVISIBLE = /[^\n\t\P{Cc}]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

export interface Outcome {
  readonly generated: GeneratedPackage | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** What comes of a request: a package, or errors. Anything else that is thrown is a fault of ours, and passes through. */
export async function outcomeOf(request: InputRequest): Promise<Outcome> {
  try {
    const generated = await generate(request);
    return { generated, diagnostics: generated.warnings };
  } catch (error) {
    if (error instanceof DiagnosticsError) {
      return { generated: undefined, diagnostics: error.diagnostics };
    }
    throw error;
  }
}

/** All that is unsafe about an outcome, in words; empty when nothing is. */
export function dangersIn({ generated, diagnostics }: Outcome): readonly string[] {
  const emitted = (generated?.files ?? []).filter(({ path }) => !/^(runtime\/|index\.ts|tsconfig\.json)/.test(path));
  return [...emitted.flatMap(dangersInFile), ...diagnostics.flatMap(dangersInDiagnostic)];
}

function dangersInFile({ path, text }: GeneratedFile): readonly string[] {
  const hidden = INVISIBLE.exec(text);
  const dangers = hidden === null ? [] : [`something invisible at ${hidden.index}: ${JSON.stringify(hidden[0])}`];
  if (path.endsWith(".ts")) dangers.push(...dangersInCode(text));
  if (path.endsWith(".md")) dangers.push(...dangersInMarkdown(text));
  if (path.endsWith(".json")) dangers.push(...dangersInManifest(text));
  return dangers.map((danger) => `${path}: ${danger}`);
}

/** Whether the text is TypeScript, in which the canary is nowhere but in strings, comments and longer names. */
function dangersInCode(text: string): readonly string[] {
  const file = ts.createSourceFile("x.ts", text, ts.ScriptTarget.ES2022);
  const { parseDiagnostics = [] } = file as { parseDiagnostics?: readonly ts.Diagnostic[] };
  const dangers = parseDiagnostics.map(
    ({ messageText, start }) => `${String(messageText)} at ${lineAt(text, start ?? 0)}`,
  );
  const scanner = ts.createScanner(ts.ScriptTarget.ES2022, false, ts.LanguageVariant.Standard, text);
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    const token = scanner.getTokenText().toLowerCase();
    const isName = kind === ts.SyntaxKind.Identifier && token !== CANARY;
    if (token.includes(CANARY) && !isName && !HARMLESS.has(kind)) {
      dangers.push(`code of the document's, ${ts.SyntaxKind[kind]}: ${lineAt(text, scanner.getTokenStart())}`);
    }
  }
  return dangers;
}

const HARMLESS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.SingleLineCommentTrivia,
  ts.SyntaxKind.MultiLineCommentTrivia,
]);

function lineAt(text: string, index: number): string {
  return JSON.stringify(
    text
      .slice(text.lastIndexOf("\n", index - 1) + 1)
      .split("\n")[0]
      ?.slice(0, 120),
  );
}

/** Where our own text leads. */
const OUR_LINKS: ReadonlySet<string> = new Set(["https://openapi-ts.dev/openapi-fetch/", "./API.md"]);

/** Whether the text has no markup but ours: no HTML, no other link, and in its code no code of the document's. */
function dangersInMarkdown(text: string): readonly string[] {
  const dangers: string[] = [];
  marked.walkTokens(marked.lexer(text), (token: Token) => {
    if (token.type === "html" || token.type === "def") dangers.push(`${token.type}: ${token.raw.slice(0, 120)}`);
    if ((token.type === "link" || token.type === "image") && !OUR_LINKS.has(String(token["href"]))) {
      dangers.push(`${token.type} to ${String(token["href"]).slice(0, 120)}`);
    }
    if (token.type === "code" && token["lang"] === "ts") dangers.push(...dangersInCode(String(token["text"])));
    if (
      token.type === "code" &&
      token["lang"] === "sh" &&
      !/^npm install [@a-z0-9-._~/]+$/.test(String(token["text"]))
    ) {
      dangers.push(`a command of the document's: ${String(token["text"]).slice(0, 120)}`);
    }
  });
  return dangers;
}

const MANIFEST_KEYS =
  /^(name|version|description|keywords|homepage|repository|license|author|type|sideEffects|engines|main|types|exports|files|scripts|dependencies|devDependencies|publishConfig)$/;

function dangersInManifest(text: string): readonly string[] {
  const manifest = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const ours = { scripts: manifest["scripts"], files: manifest["files"], exports: manifest["exports"] };
  return [
    ...Object.keys(manifest).filter((key) => !MANIFEST_KEYS.test(key)),
    ...(JSON.stringify(ours).includes(CANARY) ? ["the canary where npm runs something"] : []),
  ];
}

/** Whether a diagnostic says where, or at least in which file, and prints as what it is in every format. */
function dangersInDiagnostic(diagnostic: Diagnostic): readonly string[] {
  const pretty = formatDiagnostic(diagnostic);
  const command = toWorkflowCommand(diagnostic, process.cwd());
  return [
    ...(diagnostic.location === undefined && !/\.(?:json|yaml) /.test(pretty) ? [`no place: ${pretty}`] : []),
    ...(/[^\n\t\P{Cc}]|[\u061c\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060\u2066-\u2069\ufeff\p{Cs}]/u.test(pretty)
      ? [`a control character in a message: ${JSON.stringify(pretty)}`]
      : []),
    ...(command.includes("\n") ? [`a command of two lines: ${command}`] : []),
    ...(JSON.stringify(toJson(diagnostic)).includes("\n") ? ["JSON of two lines"] : []),
    ...(/openapi-typescript|Cannot read prop|is not a function|\[object/.test(diagnostic.message)
      ? [`a message for nobody: ${diagnostic.message}`]
      : []),
  ];
}
