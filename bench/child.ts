import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { COMPILED } from "./compile.js";

/**
 * Runs a compiled module of the benchmark in a process of its own, and resolves with its answer.
 *
 * @param module Its name, without a folder.
 */
export async function runChild<Task extends object, Result>(module: string, task: Task): Promise<Result> {
  const child = startChild(module);
  try {
    child.send(task);
    return await answerOf<Result>(module, child);
  } finally {
    child.kill();
  }
}

/** Starts a compiled module of the benchmark. */
export function startChild(module: string): ChildProcess {
  return fork(join(COMPILED, "bench", `${module}.js`), { execArgv: ["--expose-gc"] });
}

/** The next message of a child. Rejects when it ends without one. */
export function answerOf<T>(module: string, child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once("message", (message) => resolve(message as T));
    child.once("exit", (code) => reject(new Error(`bench/${module}.ts ended with ${String(code)}: see above`)));
  });
}

/** In the child: takes one task, and answers it. */
export async function answerParent<Task, Result>(measure: (task: Task) => Promise<Result>): Promise<void> {
  const task = await new Promise<Task>((resolve) => process.once("message", resolve));
  process.send!(await measure(task));
}
