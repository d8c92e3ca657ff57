import { describe, expect, it } from "vitest";

import { codeFrame } from "../../../generator/diagnostics/code-frame.js";

function drawn(text: string, line: number, column: number): string {
  return `\n${codeFrame({ text, line, column })
    .map(({ gutter, code }) => `${gutter} ${code}`.trimEnd())
    .join("\n")}\n`;
}

describe("codeFrame", () => {
  it("pads line numbers to the same width", () => {
    const text = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`).join("\r\n");
    expect(drawn(text, 9, 6)).toBe(`
   7 | line 7
   8 | line 8
>  9 | line 9
     |      ^
  10 | line 10
  11 | line 11
`);
  });

  it("keeps tabs, so that the caret stands under its column whatever a tab is worth", () => {
    expect(drawn('{\n\t"a":\t1\n}', 2, 7)).toBe('\n  1 | {\n> 2 | \t"a":\t1\n    | \t    \t^\n  3 | }\n');
  });

  it("counts wide, combining and escaped characters as they are printed", () => {
    expect(drawn("日本🙂e\u0301\u202e: x", 1, 9)).toBe("\n> 1 | 日本🙂e\u0301\\u202e: x\n    |               ^\n");
  });

  it("cuts long lines around the caret, and the lines around them alike", () => {
    const text = `short\n${"a".repeat(300)}!${"b".repeat(300)}\n${"c".repeat(600)}`;
    expect(drawn(text, 2, 301)).toBe(`
  1 | …
> 2 | …${"a".repeat(60)}!${"b".repeat(49)}…
    |  ${" ".repeat(60)}^
  3 | …${"c".repeat(110)}…
`);
  });

  it("hides credentials without moving the caret from its place", () => {
    expect(drawn("url: https://user:secret@example.com # here", 1, 40)).toBe(`
> 1 | url: https://***@example.com # here
    |                                ^
`);
    expect(drawn("url: https://user:secret@example.com", 1, 20)).toBe(`
> 1 | url: https://***@example.com
    |                 ^
`);
  });

  it("points behind the last character at the end of a file", () => {
    expect(drawn("a: [\n", 2, 1)).toBe("\n  1 | a: [\n> 2 |\n    | ^\n");
    expect(drawn("a: [", 1, 99)).toBe("\n> 1 | a: [\n    |     ^\n");
  });

  it("draws nothing for a file without text", () => {
    expect(codeFrame({ text: " \n", line: 1, column: 1 })).toEqual([]);
  });
});
