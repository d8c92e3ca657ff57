import fc from "fast-check";
import { marked, type Token } from "marked";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import {
  escapeInvisible,
  isIdentifier,
  toCamelCase,
  toComment,
  toLiteral,
  toMarkdown,
  toMarkdownCode,
  toMarkdownPointer,
  toPascalCase,
  toPropertyName,
  toStringLiteral,
  toTableCode,
} from "../../../generator/document/escape.js";

const HOSTILE = fc.string({
  unit: fc.constantFrom(
    "*/",
    "/*",
    "//",
    "`",
    "${",
    "}",
    '"',
    "'",
    "\\",
    "\n",
    "\r",
    "\t",
    "\u2028",
    "\u2029",
    "\u202e",
    "\u0000",
    "__proto__",
    "constructor",
    "</script>",
    "```",
    "a",
    "Z",
    "1",
    " ",
    "@",
    "|",
    "ü",
    "\ud800",
    "\u{e0041}",
    "{",
    "(",
  ),
});

function statementsOf(code: string): readonly ts.Statement[] {
  const file = ts.createSourceFile("x.ts", code, ts.ScriptTarget.ES2022, true);
  expect((file as unknown as { parseDiagnostics: readonly unknown[] }).parseDiagnostics).toEqual([]);
  return file.statements;
}

describe("toStringLiteral", () => {
  it.each([
    ["plain", '"plain"'],
    ['"', '"\\""'],
    ["\\", '"\\\\"'],
    ["a\nb\tc", '"a\\nb\\tc"'],
    ["\u2028\u202e\ufeff\u00ad", '"\\u2028\\u202e\\ufeff\\u00ad"'],
    ["\ud800", '"\\ud800"'],
    ["\u{e0041}", '"\\udb40\\udc41"'],
    ["${a}`", '"${a}`"'],
    ["😀 ü", '"😀 ü"'],
  ])("%j: %s", (text, literal) => {
    expect(toStringLiteral(text)).toBe(literal);
  });

  it("is one literal of the same text, whatever the text is", () => {
    fc.assert(
      fc.property(HOSTILE, (text) => {
        const [statement, ...others] = statementsOf(toStringLiteral(text));
        expect(others).toEqual([]);
        const { expression } = statement as ts.ExpressionStatement;
        expect(ts.isStringLiteral(expression) && expression.text).toBe(text);
      }),
    );
  });
});

it.each([
  ["a", '"a"'],
  [1.5, "1.5"],
  [true, "true"],
  [null, "null"],
])("toLiteral(%j) is %s", (value, literal) => {
  expect(toLiteral(value)).toBe(literal);
});

describe("toPropertyName", () => {
  it.each([
    ["type", "type"],
    ["größe", "größe"],
    ["$a_1", "$a_1"],
    ["constructor", "constructor"],
    ["__proto__", '["__proto__"]'],
    ["response.delta", '"response.delta"'],
    ["1", '"1"'],
    ["", '""'],
    ["a\u200db", '"a\\u200db"'],
  ])("%j: %s", (name, code) => {
    expect(toPropertyName(name)).toBe(code);
  });

  it("is the one own property of an object, whatever the name is", () => {
    fc.assert(
      fc.property(HOSTILE, (name) => {
        const made = new Function(`return {${toPropertyName(name)}: 1}`)() as object;
        expect(Object.entries(made)).toEqual([[name, 1]]);
      }),
    );
  });
});

describe("toComment", () => {
  it.each([
    ["Ends */ here", "Ends *\\/ here"],
    ["*\u202e/", "*\\/"],
    ["a @param {x} b", "a \\@param {x} b"],
    [" a\n\n b ", "a b"],
  ])("%j: %s", (text, comment) => {
    expect(toComment(text)).toBe(comment);
  });

  it("stays in the comment, whatever the text is", () => {
    fc.assert(
      fc.property(HOSTILE, (text) => {
        expect(statementsOf(`/** ${toComment(text)} */\nx;`)).toHaveLength(1);
      }),
    );
  });
});

it("escapeInvisible shows what code hides, and keeps its lines", () => {
  expect(escapeInvisible("/** a\u202eb */\n\tx\r\n")).toBe("/** a\\u202eb */\n\tx\\u000d\n");
});

it.each([
  ["*a* _b_ `c` [d](e) <f> #g ~h | i \\", "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f\\> \\#g \\~h \\| i \\\\"],
  ["- no item", "\\- no item"],
  ["+1", "\\+1"],
  ["=== x", "\\=== x"],
  ["1. no item", "1\\. no item"],
  ["1) no item", "1\\) no item"],
  ["1.5 seconds - at most", "1.5 seconds - at most"],
  ["R&D &amp; &#60;", "R&D \\&amp; &\\#60;"],
  ["a\n\n- b", "a - b"],
  ["https://a.example, www.b.example: a.b@c.example", "https\\://a.example, www\\.b.example: a.b\\@c.example"],
  ["", ""],
])("toMarkdown(%j) is %s", (text, markdown) => {
  expect(toMarkdown(text)).toBe(markdown);
});

it.each([
  ["a", "`a`"],
  ["a`b", "``a`b``"],
  ["`a", "`` `a ``"],
  ["```", "```` ``` ````"],
  ["a\nb", "`a b`"],
  ["", "` `"],
  ["\u202e", "` `"],
])("toMarkdownCode(%j) is %s", (text, markdown) => {
  expect(toMarkdownCode(text)).toBe(markdown);
});

/** Texts that mean something in Markdown, in all neighbourhoods. */
const markup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ..."`*_[]()<>|#~!&;-+=.:/@\\ \n\t1ax",
        "```",
        "www.",
        "https://a.b",
        "a@b.c",
        "&amp;",
        "<b>",
        "\u202e",
      ),
      fc.string({ unit: "grapheme", maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

/** White space folded, and without what does not show. */
function shown(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "")
    .trim();
}

it("toMarkdown is one text, and that text, whatever it is", () => {
  fc.assert(
    fc.property(markup, (text) => {
      const leaves: string[] = [];
      marked.walkTokens(marked.lexer(toMarkdown(text)), (token) => {
        expect(token.type).toMatch(/^(paragraph|text|escape|space)$/);
        if (token.type === "text" || token.type === "escape") leaves.push(String(token["text"]));
      });
      expect(leaves.join("")).toBe(shown(text));
    }),
    { numRuns: 500 },
  );
});

it("toMarkdownCode is one piece of code, and that code, whatever it is", () => {
  fc.assert(
    fc.property(markup, (text) => {
      const paragraph: Token | undefined = marked.lexer(toMarkdownCode(text))[0];
      expect(paragraph).toMatchObject({ type: "paragraph", tokens: [{ type: "codespan", text: shown(text) || " " }] });
    }),
    { numRuns: 500 },
  );
});

it.each([
  [["error", "code"], "`/error/code`"],
  [["a/b", "~c", "`"], "`` /a~1b/~0c/` ``"],
  [[], "` `"],
])("toMarkdownPointer(%j) is %s", (path, markdown) => {
  expect(toMarkdownPointer(path)).toBe(markdown);
});

it("toTableCode keeps a bar from ending the cell", () => {
  expect([toTableCode("a"), toTableCode("a|b"), toTableCode("a\\|b")]).toEqual(["`a`", "a\\|b", "a\\\\\\|b"]);
});

it("Markdown folds white space and drops what does not show", () => {
  expect(toMarkdown(" a \r\n\t b\u2028c\u202ed\u{e0041} ")).toBe("a b cd");
});

it.each([
  ["chat-stream-create", "chatStreamCreate", "ChatStreamCreate"],
  ["chatStreamCreate", "chatStreamCreate", "ChatStreamCreate"],
  ["response.output_text.delta", "responseOutputTextDelta", "ResponseOutputTextDelta"],
  ["HTTPGet", "httpGet", "HTTPGet"],
  ["URL", "url", "URL"],
  ["post /a/{id}", "postAId", "PostAId"],
  ["größe ändern", "größeÄndern", "GrößeÄndern"],
  ["*/", "", ""],
  ["1st", "1st", "1st"],
])("%j in camelCase is %s, in PascalCase %s", (text, camel, pascal) => {
  expect([toCamelCase(text), toPascalCase(text)]).toEqual([camel, pascal]);
});

it.each([
  ["a", true],
  ["$", true],
  ["_1", true],
  ["1a", false],
  ["", false],
  ["a-b", false],
  ["a b", false],
  ["a\u200c", false],
])("isIdentifier(%j) is %s", (text, expected) => {
  expect(isIdentifier(text)).toBe(expected);
});
