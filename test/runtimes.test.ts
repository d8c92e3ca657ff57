import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bundleClient } from "./support/bundle.js";
import { describeClient } from "./support/client-elsewhere.js";
import { findProgram } from "./support/programs.js";
import { run, temporaryFolder } from "./support/run.js";

const RUNTIMES = [
  { name: "Bun", program: "bun", args: ["run"] },
  { name: "Deno", program: "deno", args: ["run", "--allow-net", "--no-prompt"] },
];

test("where other runtimes are required, a missing one is an error and no skip", () => {
  expect(() => findProgram("bun", { CI_RUNTIMES: "required" })).toThrow("BUN_PATH");
  expect(() => findProgram("bun", { CI_RUNTIMES: "required", BUN_PATH: "/none" })).toThrow("/none");
  expect(findProgram("bun", {})).toHaveProperty("missing");
});

for (const { name, program, args } of RUNTIMES) {
  const found = findProgram(program);
  if ("missing" in found) console.warn(`test/runtimes.test.ts skips ${name}: ${found.missing}`);
  describeClient(`the client in ${name}`, "missing" in found, async (baseUrl) => {
    const { code } = await bundleClient('import "/test/support/studio.ts";', { minify: true });
    const folder = await temporaryFolder();
    const uncaught: string[] = [];
    return {
      // A process each: what is left open by one would keep it from ending.
      async run<T>(there: () => Promise<T>) {
        const script = join(folder.path, "script.mjs");
        const start = `globalThis.location ??= { search: "?api=${baseUrl}" };`;
        await writeFile(script, `${start}\n${code}\nconsole.log(JSON.stringify(await (${String(there)})()));\n`);
        const { exitCode, stdout, stderr } = await run(
          (found as { path: string }).path,
          [...args, script],
          folder.path,
        );
        if (exitCode !== 0) uncaught.push(stderr);
        return JSON.parse(stdout) as T;
      },
      uncaught,
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    };
  });
}
