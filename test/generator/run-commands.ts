/** Runs commands one after the other in this process, each in its folder, and sends back what they said. */

import type { Answer } from "./command.js";

type Write = typeof process.stdout.write;

/** A command: the folder to run it in, and its arguments. */
export type Call = readonly [folder: string, args: readonly string[]];

const MAIN = new URL("../../generator/main.ts", import.meta.url).href;

process.once("message", async (calls: readonly Call[]) => {
  const answers: Answer[] = [];
  for (const [index, [folder, args]] of calls.entries()) {
    answers.push(await answer(folder, args, `${MAIN}?${index}`));
  }
  process.send!(answers, () => process.disconnect());
});

async function answer(folder: string, args: readonly string[], main: string): Promise<Answer> {
  process.chdir(folder);
  process.argv = [...process.argv.slice(0, 2), ...args];
  process.exitCode = 0;
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    process[name].write = ((text: string) => ((texts[name] += text), true)) as Write;
  }
  // By another name it is evaluated anew. What it imports is not: that is what is saved.
  await import(main);
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners("error");
  return { code: Number(process.exitCode), ...texts };
}
