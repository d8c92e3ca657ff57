import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { generate } from "../generator/generate.js";
import { infer } from "../generator/inference/infer.js";
import { itemsOf } from "../generator/recording/items.js";
import { STREAM_FORMATS } from "../generator/recording/client-runtime.js";
import { readRecordings } from "../generator/recording/recording-files.js";
import { start } from "./generator/command.js";
import { mustRun, ROOT, temporaryFolder } from "./support/run.js";

const SECTION = /^## From one recording to a typed client\n([^]*?)^## /m.exec(
  readFileSync(join(ROOT, "README.md"), "utf8"),
)![1]!;

function blocks(language: string): readonly string[] {
  return [...SECTION.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm"))].map(([, text]) => text!);
}

/** Whether the lines stand in a text one after the other, however deep. */
function shows(text: string, lines: string): boolean {
  const shown = lines.trimEnd().split("\n");
  const indents = new Set(text.split("\n").map((line) => line.slice(0, line.search(/\S|$/))));
  return [...indents].some((indent) => text.includes(shown.map((line) => indent + line).join("\n")));
}

describe("README.md: From one recording to a typed client", () => {
  test("its commands, word for word, make a client of the published document alone", async () => {
    await using folder = await temporaryFolder();
    const [play, follow] = blocks("sh");
    expect(play).toBe("npm run mock\n");
    const mock = start(ROOT, ["mock", "--port", "0"]);
    try {
      const url = await new Promise<string>((found) => {
        mock.stdout!.once("data", (text) => found(/at (http:\S+)/.exec(String(text))![1]!));
      });
      const script = follow!
        .replaceAll("../try", "$TRY")
        .replace("http://127.0.0.1:4010", url)
        .replaceAll("npm run", "npm run --silent");
      await writeFile(join(folder.path, "follow.sh"), `set -e\nTRY='${folder.path}/try'\n${script}`);
      const printed = await mustRun("bash", [join(folder.path, "follow.sh")], ROOT);
      expect(printed).toContain('ms  {"type":"token","content":"Hello! "}');
      expect(printed).toMatch(/^chat-stream-create: 12 events in 1 recording, as the document has them\n$/m);
    } finally {
      mock.kill();
    }
    const made = (path: string): string => readFileSync(join(folder.path, "try", path), "utf8");
    const recorded = made("recordings/chat-stream-create-1.jsonl");
    expect(recorded).toContain('"authorization":"[redacted]"');
    expect(recorded).not.toContain("anything");
    expect(blocks("yaml").map((yaml) => shows(made("streaming.overlay.yaml"), yaml))).toEqual([true, true]);
    expect(made("client/operations.ts")).toContain("token: ChatStreamCreateToken;");
  });
});

test("from an empty Overlay and three recordings, a client whose types accept all recorded events and narrow on every one", async () => {
  await using folder = await temporaryFolder();
  const spec = join(folder.path, "spec");
  mkdirSync(join(spec, "recordings"), { recursive: true });
  cpSync(join(ROOT, "spec/openapi.yaml"), join(spec, "openapi.yaml"));
  writeFileSync(
    join(spec, "streaming.overlay.yaml"),
    "overlay: 1.0.0\ninfo: {title: T, version: 1.0.0}\nactions: []\n",
  );
  const files = [1, 2, 4].map((number) => join(ROOT, `spec/recordings/chat-stream-create-${number}.jsonl`));
  expect((await infer({ folder: spec }, files, true)).warnings).toEqual([]);

  const client = await generate({ folder: spec, out: join(folder.path, "client") });
  for (const { path, text } of client.files.filter((file) => file.path.endsWith(".ts"))) {
    mkdirSync(dirname(join(folder.path, "client", path)), { recursive: true });
    writeFileSync(join(folder.path, "client", path), text);
  }
  const events = readRecordings(files).flatMap(({ recording }) =>
    itemsOf(recording, STREAM_FORMATS.serverSentEvents).map(({ data }) => data),
  );
  const names = new Set(events.map((data) => (JSON.parse(data) as { readonly type: string }).type));
  expect([...names]).toEqual(["start", "token", "complete", "metadata", "end", "error"]);
  const fields: Readonly<Record<string, string>> = {
    token: "const text: string = event.content;",
    metadata: "const ids: number = event.message_info.message_id; const title: string | undefined = event.title;",
    error: "const why: string | undefined = event.message;",
  };
  const program = `import type { StreamErrorEvents, StreamEvents } from "./client/index.js";
type Values<T> = T[keyof T];
type Event = Values<StreamEvents["chatStreamCreate"]> | Values<StreamErrorEvents["chatStreamCreate"]>;
export const events: readonly Event[] = [
${events.join(",\n")}
];
export function name(event: Event): string {
  switch (event.type) {
${[...names].map((name) => `    case "${name}": { ${fields[name] ?? ""} return event.type; }`).join("\n")}
  }
}
// @ts-expect-error a text where none was ever seen
export const wrong: Event = { type: "start", content: 1 };
`;
  writeFileSync(join(folder.path, "program.ts"), program);
  expect(typeErrors(folder.path, "program.ts")).toEqual([]);
});

function typeErrors(folder: string, file: string): readonly string[] {
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
  writeFileSync(join(folder, "package.json"), '{"type": "module"}');
  const program = ts.createProgram([join(folder, file)], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    lib: [
      "lib.es2023.d.ts",
      "lib.dom.d.ts",
      "lib.dom.iterable.d.ts",
      "lib.dom.asynciterable.d.ts",
      "lib.esnext.disposable.d.ts",
    ],
    types: [],
  });
  return ts.getPreEmitDiagnostics(program).map(({ messageText, start: index, file: at }) => {
    return `${at?.text.slice(0, index).split("\n").length} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}
