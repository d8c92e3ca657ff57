import { spawn, type ChildProcess } from "node:child_process";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mustRun, pack, ROOT, run, temporaryFolder } from "./support/run.js";

const RECORDING = String.raw`{"request":{"operationId":"echo","method":"POST","url":"/echo","headers":{}}}
{"response":{"status":200,"headers":{"content-type":"text/event-stream"}},"ms":1}
{"chunk":"data: {\"type\":\"word\",\"text\":\"hi\"}\n\ndata: {\"type\":\"end\",\"words\":1}\n\n","ms":2}
{"end":"closed","ms":3}
`;

test("the toolchain, installed from its tarball in an empty project, answers npx openapi-stream generate", async () => {
  await using folder = await temporaryFolder();
  const project = join(folder.path, "project");
  await mkdir(join(project, "spec"), { recursive: true });
  await writeFile(join(project, "package.json"), JSON.stringify({ name: "project", private: true }));
  await mustRun("npm", ["install", "--prefer-offline", await pack(".", folder.path)], project);
  await copyFile(join(ROOT, "test/echo/openapi.yaml"), join(project, "spec/openapi.yaml"));
  await copyFile(join(ROOT, "test/echo/streaming.overlay.yaml"), join(project, "spec/streaming.overlay.yaml"));
  const { stdout, stderr, exitCode } = await run("npx", ["openapi-stream", "generate"], project);
  expect({ exitCode, stderr: stderr.replaceAll(/^npm warn .*\n/gm, ""), first: stdout.split("\n")[0] }).toEqual({
    exitCode: 0,
    stderr: "",
    first: expect.stringMatching(/^generated: \d+ files, \d+ changed$/),
  });
  // The client's runtime is in the package, built.
  await mkdir(join(project, "spec/recordings"));
  await writeFile(join(project, "spec/recordings/echo-1.jsonl"), RECORDING);
  expect(await mustRun("npx", ["openapi-stream", "verify"], project)).toBe(
    "echo: 2 events in 1 recording, as the document has them\n",
  );
  await mustRun("npm", ["install", "--prefer-offline", "--prefix", "generated"], project);
  await mustRun("npm", ["run", "build", "--prefix", "generated"], project);

  await writeFile(join(project, "echo.mts"), ECHO);
  const tsc = ["tsc", "--strict", "--target", "es2022", "--module", "nodenext", "--types", "node", "echo.mts"];
  await mustRun("npm", ["install", "--prefer-offline", "@types/node@20"], project);
  await mustRun("npx", tsc, project);
  expect(await mustRun("node", ["echo.mjs"], project)).toBe("word, end\n422\ntruncated\n");

  const main = "node_modules/openapi-stream/dist/generator/main.js";
  const mock = spawn(process.execPath, [main, "mock", "--ui", "--port", "0"], { cwd: project });
  const [, page = ""] = /Try it at (\S+)/.exec(await untilPrinted(mock, /Try it at .*\n/)) ?? [];
  expect(await (await fetch(page)).text()).toContain("<title>Mock</title>");
  expect(await (await fetch(`${page}page/main.js`)).text()).toContain("selectOperation");
  expect(await (await fetch(`${page}client/operations.js`)).text()).toContain('operationId: "echo"');
  mock.kill();
}, 240_000);

/** All that a process prints, once it has printed what is looked for. */
function untilPrinted(child: ChildProcess, pattern: RegExp): Promise<string> {
  let printed = "";
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      if (pattern.test(printed)) resolve(printed);
    });
    child.on("close", () => reject(new Error(`It ended without ${pattern}: ${printed}`)));
  });
}

/** An app that is tried against the mock: its types are checked, and it is run. */
const ECHO = `import { createClient, type StreamError } from "./generated/dist/index.js";
import { mock, type FaultName, type MockServer } from "openapi-stream/mock";

const fault: FaultName = "cut";
const { fetch } = mock({ folder: "spec", seed: 3 });
const client = createClient({ baseUrl: "https://echo.test", fetch });
const events = await (await client.stream.echo({ body: { text: "hi" } })).collect();
console.log([...new Set(events.map(({ type }) => type))].join(", "));

const server: MockServer = await mock({ spec: "spec/openapi.yaml", fault }).listen();
console.log((await globalThis.fetch(server.url + "/echo", { method: "POST", body: "{}", headers: { "content-type": "application/json" } })).status);
const cut = await createClient({ baseUrl: server.url }).stream.echo({ body: { text: "hi" } });
console.log(await cut.text().catch(({ kind }: StreamError) => kind));
await server.close();
`;
