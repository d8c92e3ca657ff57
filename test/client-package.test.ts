import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startChatServer } from "./support/chat-server.js";
import { mustRun, pack, ROOT, run, temporaryFolder } from "./support/run.js";

/** The oldest compiler that the client promises, the one that builds it, and the newest. */
const COMPILERS = { "5.4": "5.4.5", "5.9": "5.9.3", newest: "7.0.2" } as const;

const folder = await temporaryFolder();
const consumer = join(folder.path, "consumer");
let tarball = "";

beforeAll(async () => {
  await mkdir(consumer);
  tarball = await pack("./generated", folder.path);
  await writeFile(join(consumer, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
  const compilers = Object.entries(COMPILERS).map(([name, version]) => `typescript-${name}@npm:typescript@${version}`);
  await mustRun("npm", ["install", "--prefer-offline", tarball, ...compilers, "@types/node@20.19.43"], consumer);
  for (const file of ["usage.ts", "refused.ts"]) {
    await copyFile(join(ROOT, "test/consumer", file), join(consumer, file));
  }
}, 240_000);

afterAll(() => folder[Symbol.asyncDispose]());

interface Environment {
  readonly lib: readonly string[];
  readonly types: readonly string[];
}

const inBrowser: Environment = { lib: ["ES2022", "DOM", "DOM.Iterable"], types: [] };
const inNode: Environment = { lib: ["ES2022"], types: ["node"] };

async function compile(compiler: string, options: object): Promise<string> {
  const strict = {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
  };
  const compilerOptions = { target: "ES2022", noEmit: true, module: "NodeNext", rootDir: ".", ...strict, ...options };
  const config = { compilerOptions, files: ["usage.ts", "refused.ts"] };
  await writeFile(join(consumer, "tsconfig.json"), JSON.stringify(config));
  const program = join(consumer, "node_modules", `typescript-${compiler}`, "bin/tsc");
  const { exitCode, stdout } = await run(process.execPath, [program, "-p", "."], consumer);
  return exitCode === 0 ? "compiled" : stdout;
}

describe("the client, installed from its tarball", () => {
  const cases = Object.keys(COMPILERS).flatMap((compiler) => [
    { compiler, where: "without @types/node", environment: inBrowser },
    { compiler, where: "with @types/node", environment: inNode },
  ]);

  test.each(cases)("compiles under strict TypeScript $compiler $where", async ({ compiler, environment }) => {
    expect(await compile(compiler, environment)).toBe("compiled");
  });

  test("compiles for a bundler", async () => {
    const bundler = { module: "ESNext", moduleResolution: "bundler" };
    expect(await compile("5.4", { ...inBrowser, ...bundler })).toBe("compiled");
  });

  test("streams the six events, and throws for a 404, for a cut stream and for an error event", async () => {
    expect(await compile("5.9", { ...inBrowser, noEmit: false, outDir: "built" })).toBe("compiled");
    await using server = await startChatServer();
    const printed = await mustRun(process.execPath, [join(consumer, "built/usage.js"), server.baseUrl], consumer);
    expect(JSON.parse(printed)).toEqual({
      seen: ["start", "token=Quantum ", "token=bits.", "complete", "metadata=Quantum computing/And qubits?", "end"],
      text: "Quantum bits.",
      collected: 6,
      first: "start",
      status: 404,
      failures: [
        'ApiError 404 of chat-stream-create {"detail":"Chat session not found"}',
        "StreamError truncated after 3",
        "StreamError event after 3 (out of tokens)",
      ],
    });
  });

  test("is loaded by require() as well", async () => {
    const program = `const { createClient } = require("aisquare-studio"); console.log(typeof createClient);`;
    await writeFile(join(consumer, "required.cjs"), program);
    expect(await mustRun(process.execPath, ["--no-warnings", "required.cjs"], consumer)).toBe("function\n");
  });

  test("publint has nothing to say", async () => {
    const bin = join(ROOT, "node_modules/publint/src/cli.js");
    const { exitCode, stdout } = await run(process.execPath, [bin, "--strict", tarball], ROOT);
    expect({ exitCode, says: stdout.split("\n").filter((line) => /^\d+\./.test(line)) }).toEqual({
      exitCode: 0,
      says: [],
    });
  });

  test("attw has nothing to say", async () => {
    const bin = join(ROOT, "node_modules/@arethetypeswrong/cli/dist/index.js");
    const { exitCode, stdout } = await run(
      process.execPath,
      [bin, tarball, "--profile", "esm-only", "--format", "ascii"],
      ROOT,
    );
    expect({ exitCode, stdout: exitCode === 0 ? "" : stdout }).toEqual({ exitCode: 0, stdout: "" });
  });

  test("holds its sources, their build and its papers, and nothing else", async () => {
    const printed = await mustRun("npm", ["pack", tarball, "--dry-run", "--json"], folder.path);
    const listed = JSON.parse(printed.slice(printed.indexOf("["))) as [{ files: { path: string }[] }];
    const top = new Set(listed[0].files.map(({ path }) => path.split("/")[0]));
    const papers = ["API.md", "LICENSE", "README.md"];
    expect([...top].sort()).toEqual(
      [...papers, "dist", "index.ts", "operations.ts", "package.json", "runtime", "types.ts"].sort(),
    );
  });
});
