import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll } from "vitest";
import type { Call } from "./run-commands.js";

const ROOT = resolve(import.meta.dirname, "../..");
const TSX = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

export interface Answer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Of a process that is no terminal, nor in a workflow. */
const ENVIRONMENT = {
  ...process.env,
  GITHUB_ACTIONS: undefined,
  FORCE_COLOR: undefined,
  NO_COLOR: "1",
  TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.json"),
  COLUMNS: "100",
};

export function start(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const main = join(ROOT, "generator/main.ts");
  return spawn(process.execPath, ["--import", TSX, main, ...args], { cwd: folder, env: { ...ENVIRONMENT, ...env } });
}

/** Runs commands that end by themselves, one after the other in one process: most of the time would go into starting it. */
export async function runEach(calls: readonly Call[]): Promise<readonly Answer[]> {
  const child = fork(join(ROOT, "test/generator/run-commands.ts"), {
    env: ENVIRONMENT,
    execArgv: ["--import", TSX],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  child.send(calls);
  const [answers] = (await once(child, "message")) as [readonly Answer[]];
  return answers;
}

/** Runs the command from its sources, in a folder, to its end. */
export async function run(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Answer> {
  const child = start(folder, args, env);
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => (stdout += chunk));
  child.stderr?.on("data", (chunk) => (stderr += chunk));
  const code = await new Promise<number | null>((done) => child.on("close", done));
  return { code, stdout, stderr };
}

/** Temporary folders, each with the echo API in `spec/`, gone after the tests of the file. */
export function useEcho(): { make(files?: Readonly<Record<string, string>>): string } {
  const folders: string[] = [];
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));
  return {
    make: (files = {}) => {
      const folder = mkdtempSync(join(tmpdir(), "openapi-stream-"));
      folders.push(folder);
      for (const name of ["openapi.yaml", "streaming.overlay.yaml"]) {
        cpSync(join(ROOT, "test/echo", name), join(folder, "spec", name));
      }
      put(folder, { "spec/client.yaml": "name: echo-client\nversion: 1.0.0\nout: ../generated\n", ...files });
      return folder;
    },
  };
}

/** Writes files, by path. */
export function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Replaces a text in a file. It must be there. */
export function edit(folder: string, path: string, from: string, to: string): void {
  const text = readFileSync(join(folder, path), "utf8");
  if (!text.includes(from)) throw new Error(`no ${from} in ${path}`);
  writeFileSync(join(folder, path), text.replace(from, to));
}

/** All files of a folder with what is in them, empty folders too. */
export function contentsOf(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const file = join(entry.parentPath, entry.name);
    return [file.slice(folder.length + 1), entry.isFile() ? readFileSync(file, "utf8") : "(no file)"] as const;
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
