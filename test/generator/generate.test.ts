import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { diffLines } from "diff";
import { describe, expect, test } from "vitest";
import { generate } from "../../generator/generate.js";
import { problemsOfPromise } from "./streams.js";
import { compareOutput } from "../../generator/output/output.js";
import { OWNED_LIST } from "../../generator/output/owned-folder.js";

const TEMPLATES = new URL("../../templates/", import.meta.url);

describe("the fixed point", async () => {
  const { files, warnings } = await generate({ folder: "test/echo" });

  test("the echo API has no warning", () => {
    expect(warnings).toEqual([]);
  });

  test("the echo API gives the templates, and nothing else", async () => {
    const entries = await readdir(TEMPLATES, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile() && !entry.parentPath.includes("node_modules"))
      .map((entry) => `${entry.parentPath}/${entry.name}`.split("/templates/").at(-1)?.replace(/^\/+/, ""));
    expect(files.map(({ path }) => path).sort()).toEqual(paths.sort());
  });

  // `npx vitest run test/generator/generate.test.ts -u` accepts a change of what is generated.
  test.each(files.map(({ path, text }) => ({ path, text })))(
    "$path is the template, byte for byte",
    async ({ path, text }) => {
      await expect(text).toMatchFileSnapshot(new URL(path, TEMPLATES).pathname);
    },
  );
});

test("an Overlay with a wrong name is told beside the error that it would mend", async () => {
  const folder = mkdtempSync(join(tmpdir(), "openapi-stream-"));
  try {
    const responses = { 200: { description: "", content: { "text/event-stream": { schema: { type: "object" } } } } };
    const paths = { "/chat": { post: { operationId: "chat", responses } } };
    writeFileSync(
      join(folder, "openapi.json"),
      JSON.stringify({ openapi: "3.1.0", info: { title: "T", version: "1" }, paths }),
    );
    writeFileSync(join(folder, "events.yaml"), "overlay: 1.0.0\n");
    const told = await problemsOfPromise(generate({ folder }));
    expect(told).toContain("warning: events.yaml is an Overlay that is not applied");
    expect(told).toContain(" - error: ");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe("the committed client", () => {
  test("is what the spec and its Overlay give now", async () => {
    const { out, files } = await generate({ folder: "spec" });
    expect(compareOutput(out, files)).toEqual({ drifts: [], foreign: [] });
  });

  test("lists every file that is generated", async () => {
    const { files } = await generate({ folder: "spec" });
    const listed = readFileSync(`generated/${OWNED_LIST}`, "utf8").trim().split("\n");
    expect(listed).toEqual(files.map(({ path }) => path).sort());
  });
});

test("two runs give the same bytes", async () => {
  const [first, second] = [await generate({ folder: "spec" }), await generate({ folder: "spec" })];
  expect(second.files).toEqual(first.files);
});

describe("a change of the spec", () => {
  /** `spec/` in a folder of its own, with one change, beside what it gives unchanged: the lines that differ, by file. */
  async function changedLines(
    change: (overlay: string) => string,
  ): Promise<Readonly<Record<string, readonly string[]>>> {
    const folder = mkdtempSync(join(tmpdir(), "openapi-stream-"));
    cpSync("spec", folder, { recursive: true });
    cpSync("LICENSE", join(folder, "LICENSE"));
    const client = join(folder, "client.yaml");
    writeFileSync(client, readFileSync(client, "utf8").replace("../LICENSE", "LICENSE"));
    const before = await generate({ folder });
    const overlay = join(folder, "streaming.overlay.yaml");
    const changed = change(readFileSync(overlay, "utf8"));
    expect(changed).not.toBe(readFileSync(overlay, "utf8"));
    writeFileSync(overlay, changed);
    const after = await generate({ folder });
    rmSync(folder, { recursive: true });
    const lines = after.files.flatMap(({ path, text }, index) => {
      const parts = diffLines(before.files[index]?.text ?? "", text).filter(({ added, removed }) => added || removed);
      const signed = parts.flatMap(({ added, value }) =>
        value
          .trimEnd()
          .split("\n")
          .map((line) => `${added ? "+" : "-"}${line.trim()}`),
      );
      return signed.length === 0 ? [] : [[path, signed] as const];
    });
    return Object.fromEntries(lines);
  }

  test("of one field shows in a handful of lines", async () => {
    expect(
      await changedLines((overlay) =>
        overlay.replace(
          "description: The title of the chat session. The name and the type are assumed.",
          "description: The title.\n            minLength: 1",
        ),
      ),
    ).toEqual({
      "types.ts": [
        "-/** @description The title of the chat session. The name and the type are assumed. */",
        "+/** @description The title. */",
      ],
      "API.md": [
        "-- `metadata.title`: `string`, optional: The title of the chat session. The name and the type are assumed.",
        "+- `metadata.title`: `string`, optional: The title.",
      ],
    });
  });

  test("a new field is new lines only", async () => {
    expect(
      await changedLines((overlay) =>
        overlay.replace(
          "          title:\n            type: string\n",
          "          language:\n            type: string\n          title:\n            type: string\n",
        ),
      ),
    ).toEqual({
      "types.ts": ["+language?: string;"],
      "API.md": ["+- `metadata.language`: `string`, optional"],
    });
  });

  test("a new event is new lines only, in three files", async () => {
    const lines = await changedLines((overlay) =>
      overlay
        .replace(
          "          - $ref: '#/components/schemas/ChatStreamEnd'\n",
          "          - $ref: '#/components/schemas/ChatStreamUsage'\n          - $ref: '#/components/schemas/ChatStreamEnd'\n",
        )
        .replace(
          "            end: '#/components/schemas/ChatStreamEnd'\n",
          "            usage: '#/components/schemas/ChatStreamUsage'\n            end: '#/components/schemas/ChatStreamEnd'\n",
        )
        .replace(
          "      ChatStreamEnd:\n",
          "      ChatStreamUsage:\n        description: What it cost.\n        type: object\n        required: [type]\n        properties:\n          type:\n            const: usage\n      ChatStreamEnd:\n",
        ),
    );
    expect(lines).toEqual({
      "types.ts": [
        expect.stringMatching(/^-ChatStreamEvent: /),
        expect.stringMatching(/^\+ChatStreamEvent: .*\["ChatStreamUsage"\]/),
        "+/** @description What it cost. */",
        "+ChatStreamUsage: {",
        "+/** @constant */",
        '+type: "usage";',
        "+};",
      ],
      "operations.ts": [
        "+/** What it cost. */",
        '+export interface ChatStreamUsage extends Is<components["schemas"]["ChatStreamUsage"]> {}',
        "+usage: ChatStreamUsage;",
        '+usage: "yield",',
      ],
      "API.md": ["+- `usage`: `ChatStreamUsage`: What it cost.", '+- `usage.type`: `"usage"`'],
    });
  });
});

test("another time zone, locale and folder give the same bytes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "openapi-stream-"));
  const main = join(process.cwd(), "generator/main.ts");
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const spec = join(process.cwd(), "spec/openapi.yaml");
  execFileSync(process.execPath, ["--import", tsx, main, "generate", "--spec", spec, "--out", "out"], {
    cwd: folder,
    env: { ...process.env, TZ: "Pacific/Chatham", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
  });
  const { files } = await generate({ folder: "spec" });
  const written = files.map(({ path }) => ({ path, text: readFileSync(join(folder, "out", path), "utf8") }));
  rmSync(folder, { recursive: true });
  expect(written).toEqual(files);
});
