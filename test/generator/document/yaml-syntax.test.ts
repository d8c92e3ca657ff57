import { expect, it } from "vitest";
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

const ALIKE = "Indent both alike, or put a value of several lines in quotes.";
const BELONGS = "Indent the line as those that it belongs to.";

it.each(["tags", "requestBody", "summary", "description", "responses"])(
  "a line that is indented by a space less than its siblings is told first: %s",
  (key) => {
    const line = OPERATION.split("\n").findIndex((one) => one.includes(key)) + 1;
    expect(hints(moved(key, -1))[0]).toEqual(`${line}:6 ${BELONGS}`);
  },
);

it("a line that is taken for more of the value before it is told where that stands, and of no quotes for `: `", () => {
  expect(hints(moved("operationId", -1))[0]).toEqual(`4:19 ${ALIKE}`);
  expect(hints(moved("description", 1))).toEqual([`8:16 ${ALIKE}`]);
  expect(hints("l:\n  - a: b\n     c: d\n")).toEqual([`2:8 ${ALIKE}`]);
});

it("a value that holds `: ` is to be put in quotes", () => {
  expect(hints("a: b: c\nd: e\n")).toEqual([
    "1:4 Put a value that holds `: ` in quotes, or indent what is nested on lines of its own.",
  ]);
});

it("a tab is told, and nothing of what follows from it", () => {
  expect(hints("a:\n  end: done\n\terror: error\n  text: 1\n")).toEqual(["3:1 Indent with spaces."]);
  const sequence = "a:\n  - t: 1\n\tupdate:\n      x: 1\n  - t: 2\n\tupdate: 1\n";
  expect(hints(sequence)).toEqual(["3:1 Indent with spaces.", "6:1 Indent with spaces."]);
});

it.each(["a: {b: c: d}\n", "a: {b: - c}\n"])("a value between braces is to be put in quotes: %j", (text) => {
  expect(hints(text)[0]).toMatch(/Between { } or \[ \], put a value that holds `: ` or begins with `- ` in quotes\.$/);
});
