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
}, 240_000);
