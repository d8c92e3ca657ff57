import { describe, expect, it } from "vitest";
import type { Finding, Verification } from "../../../generator/verification/findings.js";
import { markdownLines } from "../../../generator/verification/markdown.js";

function finding(more: Partial<Finding> = {}): Finding {
  return {
    severity: "error",
    rule: "missing-field",
    operationId: "chat",
    event: "token",
    field: "/text",
    message: "/text of token is missing (1 of 2)",
    count: 1,
    of: 2,
    recorded: { file: "chat-1.jsonl", line: 3, column: 17, text: "" },
    declared: { file: "openapi.yaml", line: 12, column: 5, text: "" },
    ...more,
  };
}

function verification(...findings: readonly Finding[]): Verification {
  return { operationId: "chat", recordings: 1, events: 2, findings };
}

const row = (more: Partial<Finding>): string | undefined => markdownLines([verification(finding(more))]).at(-1);

describe("what recordings show, as Markdown", () => {
  it("is a table of findings, each with both of its places", () => {
    expect(markdownLines([verification(finding())])).toEqual([
      "### `chat`: 2 events in 1 recording",
      "",
      "| | what | recorded | in the document |",
      "|---|---|---|---|",
      "| error | /text of token is missing (1 of 2) | `chat-1.jsonl:3` | `openapi.yaml:12` |",
    ]);
  });

  it("is a sentence where nothing is found", () => {
    expect(markdownLines([{ ...verification(), events: 1, recordings: 2 }])).toEqual([
      "### `chat`: 1 event in 2 recordings",
      "",
      "As the document has them.",
    ]);
  });

  it("has a section for each operation, with a line between them", () => {
    const lines = markdownLines([verification(), { ...verification(), operationId: "ask" }]);
    expect(lines.slice(2, 5)).toEqual(["As the document has them.", "", "### `ask`: 2 events in 1 recording"]);
    expect(markdownLines([])).toEqual([]);
  });
});

describe("what a recording is called, or holds", () => {
  it("is shown as it is, and is no markup", () => {
    expect(row({ message: "/a|b of <b> *c*" })).toContain("| /a\\|b of \\<b\\> \\*c\\* |");
    expect(markdownLines([{ ...verification(), operationId: "a`b" }])[0]).toBe("### ``a`b``: 2 events in 1 recording");
  });

  it("does not end the cell that it stands in", () => {
    const recorded = { file: "a|b.jsonl", line: 3, column: 1, text: "" };
    expect(row({ recorded })?.split(/(?<!\\)\|/)).toHaveLength(6);
  });
});
