import { join } from "node:path";
import { expect, test } from "vitest";
import { bundleClient } from "./support/bundle.js";
import { ROOT, run } from "./support/run.js";

test("npm run size: the client, openapi-fetch included, has not grown above its limit", async () => {
  const tsx = join(ROOT, "node_modules/tsx/dist/cli.mjs");
  const { exitCode, stdout, stderr } = await run(process.execPath, [tsx, "bench/size.ts"], ROOT);
  expect(stdout).toMatch(/^createClient +\d+ +\d+ +<= 6000$/m);
  expect({ exitCode, says: exitCode === 0 ? "" : stdout + stderr }).toEqual({ exitCode: 0, says: "" });
});

test("only the decoders that its streams need are in the client", async () => {
  const source = 'export { createClient } from "aisquare-studio";';
  const { modules } = await bundleClient(source, { minify: false });
  const names = modules.map((path) => path.slice(path.lastIndexOf("/") + 1));
  expect(names).toContain("server-sent-events.ts");
  expect(names).toContain("client.ts");
  expect(names).not.toContain("json-lines.ts");
  expect(names).not.toContain("json-text-sequence.ts");
  expect(names).not.toContain("to-response.ts");
});
