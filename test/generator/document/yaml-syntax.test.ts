import { describe, expect, it } from "vitest";
import { composeYaml } from "../../../generator/document/yaml-tree.js";

/** Place and hint of each problem. */
function hints(text: string): readonly string[] {
  const tree = composeYaml(text);
  return tree.problems.map(({ offset, hint }) => {
    const { line, column } = tree.position(offset);
    return `${line}:${column} ${hint}`;
  });
}

const OPERATION = `paths:
  /chat:
    post:
      operationId: chat
      tags: [a]
      requestBody:
        content: {}
      summary: Chat
      description: d
      responses:
        '200': {}
`;

/** The operation, a line of it indented by some spaces more or less. */
function moved(key: string, by: number): string {
  return OPERATION.replace(`      ${key}:`, `${" ".repeat(6 + by)}${key}:`);
}

const ALIKE = "Or put a value of several lines in quotes.";

describe("a line of an operation that is indented by a space less or more", () => {
  it.each(["tags", "requestBody", "summary", "description", "responses"])("%s: less", (key) => {
    const line = OPERATION.split("\n").findIndex((one) => one.includes(key)) + 1;
    expect(hints(moved(key, -1))).toEqual([
      `${line}:6 Indent the line as those that it belongs to: by 4 or 6 spaces, not by 5.`,
    ]);
  });

  it("the first of them: less", () => {
    expect(hints(moved("operationId", -1))).toEqual([
      `4:19 Indent both alike, for one has 5 spaces, and the other 6. ${ALIKE}`,
    ]);
  });

  it("behind a value: more", () => {
    expect(hints(moved("description", 1))).toEqual([
      `8:16 Indent both alike, for one has 6 spaces, and the other 7. ${ALIKE}`,
    ]);
    expect(hints(moved("requestBody", 1))).toEqual([
      "6:8 Indent the line as those that it belongs to: by 6 spaces, not by 7.",
    ]);
  });
});

describe("what is wrong with indents", () => {
  it("counts what is behind the dash of a list", () => {
    expect(hints("l:\n  - a: b\n    c: d\n   e: f\n")).toEqual([
      "4:4 Indent the line as those that it belongs to: by 2 or 4 spaces, not by 3.",
    ]);
    expect(hints("l:\n  - a: b\n     c: d\n")).toEqual([
      `2:8 Indent both alike, for one has 4 spaces, and the other 5. ${ALIKE}`,
    ]);
  });

  it("is told of each block, and of other things in one", () => {
    const block = (name: string): string => `${name}:\n a: b\n  c: d\n  e: @f\n  g: h\n`;
    expect(hints(block("x") + block("y"))).toEqual([
      `2:5 Indent both alike, for one has 1 space, and the other 2. ${ALIKE}`,
      expect.stringMatching(/^4:/),
      `7:5 Indent both alike, for one has 1 space, and the other 2. ${ALIKE}`,
      expect.stringMatching(/^9:/),
    ]);
  });

  it("is not what is nested on one line", () => {
    expect(hints("a: b: c\nd: e\n")).toEqual([
      "1:4 Put a value that holds `: ` in quotes, or indent what is nested on lines of its own.",
    ]);
  });
});
