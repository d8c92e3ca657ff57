import { createServer } from "node:http";
import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { createClient } from "../generated/index.js";
import { EXIT_CODES } from "../generator/cli/run.js";
import { KEYS } from "../generator/client-config.js";
import type { JsonValue } from "../generator/document/source.js";
import { mock } from "../generator/mock/mock.js";
import { documentOf, summaryOf } from "./generator/streams.js";
import { optionsOf } from "./support/options-of.js";
import { ROOT, run, temporaryFolder, type Finished } from "./support/run.js";

const README = readFileSync(join(ROOT, "README.md"), "utf8");

/** The fenced blocks of a Markdown text in one language. */
function blocks(markdown: string, language: string): readonly string[] {
  return [...markdown.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
    ([, code]) => code ?? "",
  );
}

/** Type-checks code as a module of this project. */
function typeErrors(code: string): readonly string[] {
  const options = optionsOf(join(ROOT, "tsconfig.json"));
  const host = ts.createCompilerHost(options);
  const file = join(ROOT, "test/readme-example.ts");
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => path === file || fileExists.call(host, path);
  host.getSourceFile = (path, ...rest) =>
    path === file ? ts.createSourceFile(path, code, ts.ScriptTarget.Latest) : getSourceFile.call(host, path, ...rest);
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

describe("README.md", () => {
  test("What you get: the example compiles", () => {
    const [example] = blocks(README, "ts") as [string];
    const given =
      "declare const token: string;\ndeclare const init: Parameters<typeof client.stream.chatStreamCreate>[0];\n";
    expect(typeErrors(`${given}${example}`)).toEqual([]);
  });

  test("What you write: events that the `event:` field names", async () => {
    const mediaType = blocks(README, "yaml").find((text) => text.includes("event: { const: delta }"))!;
    const schema = "Delta: {type: object, required: [text], properties: {text: {type: string}}}";
    const document = `openapi: 3.2.0
info: {title: Named, version: 1.0.0}
paths:
  /chat:
    get:
      operationId: chat
      responses:
        '200':
          description: Events.
          content:
${mediaType.replace(/^/gm, "            ")}
components: {schemas: {${schema}}}
`;
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "openapi.yaml"), document);
    const { fetch } = mock({ folder: folder.path });
    const texts = [...(await (await fetch("http://named.test/chat")).text()).matchAll(/^event: (\w+)\ndata: (.*)$/gm)];
    expect(new Set(texts.map(([, name]) => name))).toEqual(new Set(["delta", "note", "done"]));
    for (const [, name, data = ""] of texts) {
      if (name === "delta") expect(JSON.parse(data)).toEqual({ text: expect.any(String) as string });
      if (name === "note") expect(data).toMatch(/^[^"{]+$/);
    }
  });

  test("What you write: an error that comes as `event: error` among events without a name", async () => {
    const mediaType = blocks(README, "yaml").find((text) => text.includes("event: { const: error }"))!;
    const document = documentOf({
      openapi: "3.2.0",
      info: { title: "Plain", version: "1.0.0" },
      paths: {
        "/chat": {
          get: { operationId: "chat", responses: { 200: { description: "", content: parse(mediaType) as JsonValue } } },
        },
      },
      components: {
        schemas: {
          Chunk: { type: "object", required: ["text"], properties: { text: { type: "string" } } },
          Problem: { type: "object", properties: { message: { type: "string" } } },
        },
      },
    });
    expect(summaryOf(document)).toMatchInlineSnapshot(`
      "chat: get /chat, text/event-stream as serverSentEvents, envelope
        yield message: ChatMessage (Chunk at /components/schemas/Chunk) in message text=/data/text
        throw error: ChatError (Problem at /components/schemas/Problem) in error"
    `);
  });

  test("it has the keys of client.yaml, and what each is", () => {
    const table = README.slice(README.indexOf("### client.yaml"), README.indexOf("## What if"));
    const rows = [...table.matchAll(/^\| `(\w+)` +\| (.*?) *\|/gm)].map(([, key, is]) => [key, is?.split(/[;:]/)[0]]);
    expect(rows).toEqual([...KEYS].map(([key, { expected }]) => [key, expected]));
  });

  test("it has the exit codes that --help has", () => {
    expect(README.replace(/\s+/g, " ")).toContain(EXIT_CODES.trim());
  });

  test("every npm script that it names is there", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: object };
    const named = [...README.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(5);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining([...new Set(named)]));
  });

  test("The map: every room of the generator is named", () => {
    const rooms = readdirSync(join(ROOT, "generator"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const [, map] = README.split("\n## The map\n");
    for (const { name } of rooms) expect(map).toMatch(new RegExp(`\\b${name}/`));
  });

  test("What if a field name in the Overlay is wrong: the error is the one that is shown", async () => {
    await using server = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end('data: {"type":"start"}\n\ndata: {"type":"token","text":"Hello"}\n\n');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const init = { params: { path: { session_id: 1 } }, body: { prompt: "hi" } };
    const stream = await createClient({ baseUrl }).stream.chatStreamCreate(init);
    const shown = blocks(README, "text")
      .find((text) => text.startsWith("StreamError"))
      ?.replaceAll("\n", " ")
      .trim();
    const error: unknown = await stream.text().catch((reason: unknown) => reason);
    expect(String(error).replace(baseUrl, "https://api.example.com")).toBe(shown);
  });

  describe("Your API", async () => {
    const document = readFileSync(join(ROOT, "docs/petchat.yaml"), "utf8");
    const answer = async (verb: string): Promise<Finished> => {
      await using folder = await temporaryFolder();
      await writeFile(join(folder.path, "petchat.yaml"), document);
      const main = join(ROOT, "generator/main.ts");
      const tsx = join(ROOT, "node_modules/tsx/dist/cli.mjs");
      return await run(process.execPath, [tsx, main, verb, "petchat.yaml"], folder.path);
    };
    const [table, error] = blocks(README, "text").filter((text) => text.startsWith("petchat.yaml"));

    test("what a document has and leaves empty is what is shown", async () => {
      const { exitCode, stdout } = await answer("streams");
      const [shown, overlay] = stdout.split("\n\nAn Overlay to paste, and to correct where it guesses:\n\n");
      expect({ exitCode, shown }).toEqual({ exitCode: 0, shown: table?.trim() });
      expect(overlay).toContain("{where: /done, is: true}");
    });

    test("the error of an untyped stream is the one that is shown", async () => {
      const { exitCode, stderr } = await answer("generate");
      expect({ exitCode, error: stderr.split("\n\n1 error")[0]?.trim() }).toEqual({
        exitCode: 2,
        error: error?.trim(),
      });
    });
  });
});

describe.each(["generated", "templates"])("%s/README.md", (folder) => {
  test("its examples compile, one after the other", () => {
    const markdown = readFileSync(join(ROOT, folder, "README.md"), "utf8").replaceAll(
      /"(aisquare-studio|echo-client)"/g,
      `"../${folder}/index.js"`,
    );
    expect(typeErrors(blocks(markdown, "ts").join("\n"))).toEqual([]);
  });
});
