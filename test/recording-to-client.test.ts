import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { generate } from "../generator/generate.js";
import { infer } from "../generator/inference/infer.js";
import { itemsOf } from "../generator/recording/items.js";
import { STREAM_FORMATS } from "../generator/recording/client-runtime.js";
import { readRecordings } from "../generator/recording/recording-files.js";
import { run } from "./generator/command.js";
import { ROOT, temporaryFolder } from "./support/run.js";
import { startStudioServer } from "./support/studio-server.js";

const SECTION = /^## From one recording to a typed client\n([^]*?)^## /m.exec(
  readFileSync(join(ROOT, "README.md"), "utf8"),
)![1]!;

function blocks(language: string): readonly string[] {
  return [...SECTION.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm"))].map(([, text]) => text!);
}

/** The words of a command, as a shell has them. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
}

/** Whether the lines stand in a text one after the other, however deep. */
function shows(text: string, lines: string): boolean {
  const shown = lines.trimEnd().split("\n");
  const indents = new Set(text.split("\n").map((line) => line.slice(0, line.search(/\S|$/))));
  return [...indents].some((indent) => text.includes(shown.map((line) => indent + line).join("\n")));
}

describe("README.md: From one recording to a typed client", () => {
  test("its commands, word for word, make a client of the published document alone", async () => {
    await using server = await startStudioServer();
    await using folder = await temporaryFolder();
    mkdirSync(join(folder.path, "spec"));
    cpSync(join(ROOT, "spec/openapi.yaml"), join(folder.path, "spec/openapi.yaml"));
    const [commands] = blocks("sh");
    const [environment, ...lines] = commands!.replaceAll("\\\n", "").trim().split("\n");
    expect(environment).toBe("export API_TOKEN=...");
    expect(lines).toHaveLength(4);
    const env = { API_TOKEN: "t0k3n-0f-the-test" };
    const printed: string[] = [];
    for (const line of lines) {
      const [npx, command, ...words] = wordsOf(line.replace("https://api.example.com", server.baseUrl));
      expect([npx, command]).toEqual(["npx", "openapi-stream"]);
      const { code, stdout, stderr } = await run(folder.path, words, env);
      expect({ line, code, stderr }).toEqual({ line, code: 0, stderr: "" });
      printed.push(stdout);
    }
    expect(printed[0]).toContain('ms  {"type":"token","content":"Hello! "}');
    expect(printed[3]).toBe("chat-stream-create: 12 events in 1 recording, as the document has them\n");
    const recorded = readFileSync(join(folder.path, "spec/recordings/chat-stream-create-1.jsonl"), "utf8");
    expect(recorded).not.toContain("t0k3n");
    const overlay = readFileSync(join(folder.path, "spec/streaming.overlay.yaml"), "utf8");
    expect(blocks("yaml").map((yaml) => shows(overlay, yaml))).toEqual([true, true]);
    const operations = readFileSync(join(folder.path, "generated/operations.ts"), "utf8");
    expect(operations).toContain("token: ChatStreamCreateToken;");
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
  return ts.getPreEmitDiagnostics(program).map(({ messageText, start, file: at }) => {
    return `${at?.text.slice(0, start).split("\n").length} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}
