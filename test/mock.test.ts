import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FAULTS } from "../generator/mock/faults.js";
import { mock } from "../generator/mock/mock.js";
import { ROOT } from "./support/run.js";

const markdown = readFileSync(join(ROOT, "docs/mock.md"), "utf8").replaceAll("\r\n", "\n");

/** The fenced blocks in one language. */
function blocks(language: string): readonly string[] {
  return [...markdown.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
    ([, code]) => code as string,
  );
}

describe("docs/mock.md", () => {
  test("Faults: the table is the table of the code", () => {
    const rows = [...markdown.matchAll(/^\| `(\w+)` *\| (.*?) *\| (.*?) *\|$/gm)].map(([, ...cells]) => cells);
    expect(rows).toEqual(FAULTS.map(({ name, does, ends }) => [name, does, ends]));
  });

  test("In tests: the example is one of the tests", () => {
    expect(blocks("ts")[0]).toBe(
      readFileSync(join(ROOT, "test/mock-example.test.ts"), "utf8").replaceAll("\r\n", "\n"),
    );
  });

  test("What it refuses: the problem, and the line in the log, are the ones that are shown", async () => {
    const lines: string[] = [];
    const { fetch } = mock({ log: (line) => lines.push(line) });
    const init = { method: "POST", headers: { "content-type": "application/json" } };
    const url = "http://127.0.0.1:4010/api/v1/qllm/chat-stream/1/";
    await fetch(url, { ...init, body: '{"prompt":"hi"}' });
    const refused = await fetch(url, { ...init, body: "{}" });
    expect(await refused.json()).toEqual(JSON.parse(blocks("json")[0] ?? ""));
    expect(blocks("text")[0]).toContain(`${lines.join("\n")}\n`);
  });
});
