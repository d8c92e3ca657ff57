import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The folder of this project. */
export const ROOT = resolve(import.meta.dirname, "../..");

export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. On Windows npm is a script, and only a shell finds it. */
export function run(command: string, args: readonly string[], cwd: string): Promise<Finished> {
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", npm_config_update_notifier: "false" };
  const child = spawn(command, args, { cwd, env, shell: process.platform === "win32" && command !== process.execPath });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((done, failed) => {
    child.on("error", failed).on("close", (exitCode) => done({ exitCode, stdout, stderr }));
  });
}

/** Runs a program that must succeed, and returns what it printed. */
export async function mustRun(command: string, args: readonly string[], cwd: string): Promise<string> {
  const { exitCode, stdout, stderr } = await run(command, args, cwd);
  if (exitCode !== 0) {
    throw new Error(`${command} ${args.join(" ")} ended with ${exitCode}\n${stdout}\n${stderr}`);
  }
  return stdout;
}

/** A folder that goes when the test goes. */
export async function temporaryFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), "openapi-stream-test-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Packs a package as npm publishes it, and returns the path of the tarball. */
export async function pack(folder: string, destination: string): Promise<string> {
  const printed = await mustRun("npm", ["pack", folder, "--json", "--pack-destination", destination], ROOT);
  const start = printed.indexOf("[");
  const [{ filename }] = JSON.parse(printed.slice(start === -1 ? printed.indexOf("{") : start)) as [
    { filename: string },
  ];
  return join(destination, filename);
}
