import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkPackages, writePackages } from "../../../generator/output/packages.js";
import { contentsOf, put, useEcho } from "../command.js";
import { problemsOfPromise } from "../streams.js";

const echo = useEcho();

function requestIn(folder: string) {
  return { folder: join(folder, "spec"), out: join(folder, "generated") };
}

describe("files of a person in the folder of a client", () => {
  it("are named, and fail the check where they would be published", async () => {
    const folder = echo.make();
    const request = requestIn(folder);
    await writePackages([request], false);
    put(join(folder, "generated"), { "notes.txt": "mine", "runtime/.DS_Store": "a system's", "runtime/a.ts.orig": "" });
    expect(await checkPackages([request])).toMatchObject({ warnings: [], passed: true });

    put(join(folder, "generated"), { "runtime/deep/.env": "SECRET=1", "runtime/mine.ts": "export {};\n" });
    const before = contentsOf(folder);
    const problems = ["runtime/deep/.env", "runtime/mine.ts"].map((path) => ({
      message: `${request.out}/${path} would be published with the client, and nothing generates it`,
      hint: "All of runtime/ is published. Move the file out of there.",
    }));
    const checked = await checkPackages([request]);
    expect(checked).toMatchObject({
      lines: [],
      warnings: problems.map((problem) => ({ severity: "error", ...problem })),
      passed: false,
    });
    expect(checked.notes).toEqual([
      ...["notes.txt", "runtime/.DS_Store", "runtime/a.ts.orig"].map(
        (path) => `not ours, left alone: ${request.out}/${path}`,
      ),
      `${request.out}: up to date`,
    ]);
    expect(await writePackages([request], false)).toMatchObject({
      warnings: problems.map((problem) => ({ severity: "warning", ...problem })),
      passed: true,
    });
    expect(contentsOf(folder)).toEqual(before);
  });
});

it("what completes no stream is told by name, for a cut does not show there", async () => {
  const folder = echo.make();
  const request = requestIn(folder);
  expect((await writePackages([request], true)).notes!.join("\n")).not.toContain("a cut does not show");
  const overlay = join(folder, "spec/streaming.overlay.yaml");
  const text = readFileSync(overlay, "utf8");
  expect(text).toMatch(/^ *end: end\b.*\n/m);
  writeFileSync(overlay, text.replace(/^ *end: end\b.*\n/m, ""));
  expect((await writePackages([request], true)).notes!.at(-1)).toBe(
    `  Nothing says what completes echo: a cut does not show. Where data is JSON, a last text such as [DONE] is an error. See: npx openapi-stream streams ${join(folder, "spec")}`,
  );
});

it("what completes no stream of lines is told without a word of [DONE], which only server-sent events end with", async () => {
  const folder = echo.make();
  const lines = JSON.stringify({
    openapi: "3.2.0",
    info: { title: "Lines", version: "1.0.0" },
    paths: {
      "/log": {
        get: {
          operationId: "followLog",
          responses: {
            200: {
              description: "",
              content: { "application/x-ndjson": { itemSchema: { type: "object", properties: { line: {} } } } },
            },
          },
        },
      },
    },
  });
  put(folder, { "lines/openapi.yaml": lines });
  const request = { folder: join(folder, "lines"), out: join(folder, "lines-client") };
  expect((await writePackages([request], true)).notes!.at(-1)).toBe(
    `  Nothing says what completes followLog: a cut does not show. See: npx openapi-stream streams ${join(folder, "lines")}`,
  );
});

it("a folder without a client is told so in a line, and not as a diff of every file", async () => {
  const request = requestIn(echo.make());
  expect(await checkPackages([request])).toMatchObject({
    lines: [
      `${request.out}: no client is there. Run the generate command, or name the folder of the client with --out.`,
    ],
    passed: false,
  });
  await writePackages([request], false);
  rmSync(join(request.out, "index.ts"));
  expect((await checkPackages([request])).lines).toEqual([
    `missing: ${request.out}/index.ts`,
    expect.stringContaining('+export { createClient } from "./runtime/client.js";'),
    `${request.out}: 1 of its files differ. Run the generate command.`,
  ]);
});

describe("several clients", () => {
  it("are not written to one folder", async () => {
    const folder = echo.make();
    const requests = [requestIn(folder), requestIn(folder)];
    expect(await problemsOfPromise(writePackages(requests, false))).toBe(
      `error: Two clients would be written to ${join(folder, "generated")}.\n\n  Give each its own \`out\`, each in a client.yaml of its own: one folder is one API.`,
    );
  });

  it("are all written, or none, and what is wrong with any is told at once", async () => {
    const folder = echo.make();
    const request = requestIn(folder);
    const wrong = ["a", "b"].map((name) => ({ ...request, spec: join(folder, name), out: join(folder, name) }));
    const before = contentsOf(folder);
    const problems = await problemsOfPromise(writePackages([wrong[0]!, request, wrong[1]!], false));
    expect(problems.split("\n\n")).toEqual(
      ["a", "b"].map((name) => expect.stringContaining(`no file ${join(folder, name)}`)),
    );
    expect(contentsOf(folder)).toEqual(before);
  });
});
