import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const folder = dirname(fileURLToPath(import.meta.url));

/** Where the compiled modules are. Below `bench/`, so that they find the packages that they import. */
export const COMPILED = join(folder, "node_modules/.cache/stream");

/** What hey-api's generator is given: the echo API, with a `schema` where it wants one. */
const ECHO = {
  openapi: "3.1.0",
  info: { title: "Echo", version: "1.0.0" },
  paths: {
    "/echo": {
      post: {
        operationId: "echo",
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/EchoRequest" } } } },
        responses: {
          200: {
            description: "The words of the text.",
            content: { "text/event-stream": { schema: { $ref: "#/components/schemas/EchoEvent" } } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      EchoRequest: { type: "object", properties: { text: { type: "string" } } },
      EchoEvent: { type: "object", required: ["type"], properties: { type: { type: "string" } } },
    },
  },
};

/**
 * Makes JavaScript of the client, of hey-api's client and of the benchmark, without types and nothing else, so that what
 * ships is measured, and not what a loader makes of it.
 *
 * @param templates The folder of the client.
 */
export async function compileModules(templates: string): Promise<void> {
  rmSync(COMPILED, { recursive: true, force: true });
  await generateHeyApi(join(COMPILED, "hey-api-source"));
  compileFolder(join(COMPILED, "hey-api-source"), join(COMPILED, "hey-api"));
  compileFolder(templates, join(COMPILED, "client"));
  compileFolder(folder, join(COMPILED, "bench"));
  writeFileSync(join(COMPILED, "package.json"), '{"type":"module"}');
}

async function generateHeyApi(output: string): Promise<void> {
  // Not by a name that a compiler follows: the package is installed for this benchmark alone.
  const { createClient } = (await import(peerModule("@hey-api/openapi-ts"))) as {
    readonly createClient: (config: object) => Promise<unknown>;
  };
  await createClient({
    input: ECHO,
    output: { path: output, importFileExtension: ".js", tsConfigPath: null },
    plugins: ["@hey-api/client-fetch", "@hey-api/sdk", "@hey-api/typescript"],
    logs: { level: "silent", file: false },
  });
}

function peerModule(name: string): string {
  return name;
}

function compileFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const path = join(from, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== "node_modules" && entry.name !== "dist") compileFolder(path, join(to, entry.name));
    } else if (entry.name.endsWith(".ts")) {
      const { outputText } = ts.transpileModule(readFileSync(path, "utf8"), {
        compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
      });
      writeFileSync(join(to, entry.name.replace(/ts$/, "js")), outputText);
    }
  }
}
