import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { beforeAll, describe, expect, it } from "vitest";
import { contentsOf, edit, put, run, runEach, start, useEcho, type Answer } from "./command.js";
import { serve, WORD } from "../runtime/server.js";
import type { Call } from "./run-commands.js";

const echo = useEcho();

/** What commands say, by the names of the cases. */
async function runAll(calls: Readonly<Record<string, Call>>): Promise<Readonly<Record<string, Answer>>> {
  const answers = await runEach(Object.values(calls));
  return Object.fromEntries(Object.keys(calls).map((name, index) => [name, answers[index] as Answer]));
}

it("--format json is one line on standard output, and nothing else, of wrong arguments too", async () => {
  const folder = echo.make();
  const wrong = [
    ["check", "--nope"],
    ["generate", "--dryrun"],
    ["record"],
    ["genrate"],
    ["verify", "nope.jsonl"],
    ["infer", "nope"],
    ["merge", "a", "b"],
    ["mock", "--port", "x"],
  ];
  const answers = await runEach(wrong.map((args): Call => [folder, [...args, "--format", "json"]]));
  for (const [index, { code, stdout, stderr }] of answers.entries()) {
    expect([code, stderr, stdout.split("\n").length], wrong[index]!.join(" ")).toEqual([3, "", 2]);
    const { exitCode, diagnostics } = JSON.parse(stdout) as { exitCode: number; diagnostics: { message: string }[] };
    expect([exitCode, diagnostics.length]).toEqual([3, 1]);
    expect(diagnostics[0]!.message).not.toMatch(/^error|\n/);
  }
});

describe("help and usage", async () => {
  const folder = echo.make();
  const calls = {
    "no arguments": [],
    "--help": ["--help"],
    "generate --help": ["generate", "--help"],
    "check --help": ["check", "--help"],
    "merge --help": ["merge", "--help"],
    "streams --help": ["streams", "--help"],
    "review --help": ["review", "--help"],
    "mock --help": ["mock", "--help"],
    "a mistyped flag": ["generate", "--dryrun"],
    "a flag of another verb": ["check", "--watch"],
    "an unknown verb": ["genrate"],
    "--spec with a folder": ["generate", "--spec", "spec/openapi.yaml", "spec"],
    "two folders and one --out": ["generate", "spec", "spec", "--out", "x"],
    "merge of two folders": ["merge", "spec", "spec"],
  } as const;
  const before = contentsOf(folder);
  const answers = await runAll(
    Object.fromEntries(Object.entries(calls).map(([name, args]): [string, Call] => [name, [folder, args]])),
  );

  it("writes nothing", () => {
    expect(contentsOf(folder)).toEqual(before);
  });

  it("a folder that is not there: what was meant, where the command stands beside it or took a document for an Overlay", async () => {
    const within = await run(join(folder, "spec"), ["generate"]);
    expect(within.stderr).toContain("There is openapi.yaml in this folder: name that, or the folder itself, `.`.");
    const swallowed = await run(join(folder, ".."), ["generate", "--overlay", "a.overlay.yaml", "openapi.yaml"]);
    expect(swallowed.stderr).toContain("A document comes before `--overlay`, which takes every file that follows it.");
  });

  it("--version is the package's", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(await run(folder, ["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("--help lists the verbs and the exit codes", () => {
    expect(answers["--help"]).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "",
        "stdout": "Usage: openapi-stream [options] [command]

      Typed streaming clients from OpenAPI: the published spec plus an Overlay in, a
      client package out.

      Options:
        -V, --version                             output the version number
        -h, --help                                display help for command

      Commands:
        generate [options] [folder...]            write the client package of each folder
        check [options] [folder...]               compare the client package of each folder with what would be generated
        review [options] [folder...]              say what changed for the users of the client, and what it breaks
        streams [options] [folder...]             list the streams of each document, and what an Overlay should say of them
        merge [options] [folder...]               print the document with its Overlays applied, as YAML
        record [options] <operation> [folder...]  call an operation once, and keep what its stream sends as a recording
        infer [options] [recordings...]           draft an Overlay from recordings, or add to one what they show
        verify [options] [recordings...]          hold recordings against the document, event by event
        mock [options] [folder...]                serve the API of a document on 127.0.0.1: JSON, streams and faults
        help [command]                            display help for command

      Exit codes: 0 ok; 1 a difference that check or verify finds, an error that streams lists, a call of record that failed, or what --fail-on of review names; 2 a document, an Overlay or client.yaml is wrong; 3 usage; 70 a bug of ours.
      ",
      }
    `);
    expect(answers["no arguments"]).toEqual({ code: 3, stdout: "", stderr: answers["--help"]?.stdout });
  });

  it.each(["generate", "check", "review", "merge", "streams", "mock"])("%s --help", (verb) => {
    expect(answers[`${verb} --help`]).toMatchSnapshot();
  });

  it("a mistyped flag is refused with a suggestion", () => {
    expect(answers["a mistyped flag"]).toMatchInlineSnapshot(`
      {
        "code": 3,
        "stderr": "error: unknown option '--dryrun'
      (Did you mean --dry-run?)
      (--help lists what there is)
      ",
        "stdout": "",
      }
    `);
  });

  it("a flag of another verb is refused", () => {
    expect(answers["a flag of another verb"]).toMatchInlineSnapshot(`
      {
        "code": 3,
        "stderr": "error: unknown option '--watch'
      (--help lists what there is)
      ",
        "stdout": "",
      }
    `);
  });

  it("an unknown verb is refused with a suggestion", () => {
    expect(answers["an unknown verb"]).toMatchInlineSnapshot(`
      {
        "code": 3,
        "stderr": "error: unknown command 'genrate'
      (Did you mean generate?)
      (--help lists what there is)
      ",
        "stdout": "",
      }
    `);
  });

  it("a folder and --spec exclude each other", () => {
    expect(answers["--spec with a folder"]).toMatchInlineSnapshot(`
      {
        "code": 3,
        "stderr": "error: Name a folder or a document with --spec, not both
      ",
        "stdout": "",
      }
    `);
  });

  it("one --out is for one folder", () => {
    expect(answers["two folders and one --out"]).toMatchInlineSnapshot(`
      {
        "code": 3,
        "stderr": "error: --overlay, --client and --out are for one folder at a time
      ",
        "stdout": "",
      }
    `);
  });

  it("merge takes one folder", () => {
    expect(answers["merge of two folders"]).toMatchInlineSnapshot(`
      {
        "code": 3,
        "stderr": "error: merge takes one folder, or one document
      ",
        "stdout": "",
      }
    `);
  });
});

describe("bad input: one located message each, exit code 2, not one byte written", async () => {
  const overlay = "spec/streaming.overlay.yaml";
  const cases: Readonly<Record<string, (folder: string) => void>> = {
    "broken YAML": (folder) => edit(folder, "spec/openapi.yaml", "title: Echo", "title: 'Echo"),
    "a missing document": (folder) => edit(folder, overlay, "extends: ./openapi.yaml", "extends: ./open-api.yaml"),
    "a reference that leads nowhere": (folder) =>
      edit(folder, "spec/openapi.yaml", "'#/components/schemas/Problem'", "'#/components/schemas/Problen'"),
    "an Overlay target that matches nothing": (folder) => edit(folder, overlay, "$.paths['/echo']", "$.paths['/ecko']"),
    "a key of an Overlay that is no key": (folder) => edit(folder, overlay, "    update:", "    updaet:"),
    "names and pointers of x-event-stream": (folder) => {
      edit(folder, overlay, "        end: end", "        end: ends");
      edit(folder, overlay, "        error: error", "        error: [word, fail]");
      edit(folder, overlay, "          word: /text", "          word: /txt\n          wrod: /text");
      edit(folder, overlay, "        text:\n", "        texts: x\n        text:\n");
    },
    "one event that both ends and fails": (folder) => edit(folder, overlay, "error: error", "error: end"),
    "operations of one name": (folder) =>
      edit(folder, overlay, "  - target: $.components.schemas\n", `${TWIN}  - target: $.components.schemas\n`),
    "keys of client.yaml": (folder) => put(folder, { "spec/client.yaml": "nam: echo\nversion: 1\nlicens: MIT\n" }),
    "a missing license file": (folder) => put(folder, { "spec/client.yaml": "name: echo\nlicenseFile: LICENCE\n" }),
    "somebody else's folder": (folder) => put(folder, { "generated/notes.txt": "mine" }),
    "an untyped stream": (folder) =>
      put(folder, {
        [overlay]:
          "overlay: 1.0.0\ninfo: {title: T, version: 1.0.0}\nactions: [{target: $, update: {openapi: 3.2.0}}]\n",
      }),
    "a missing folder": (folder) => put(folder, { "here.txt": "" }),
  };
  const TWIN = `  - target: $.paths
    update:
      /echo2:
        get:
          operationId: ECHO
          responses: {'200': {description: Again, content: {text/event-stream: {itemSchema: {$ref: '#/components/schemas/EchoEvent'}}}}}
`;
  const folders = new Map(Object.keys(cases).map((name) => [name, echo.make()]));
  for (const [name, folder] of folders) cases[name]?.(folder);
  const before = new Map([...folders].map(([name, folder]) => [name, contentsOf(folder)]));
  const answers = await runAll(
    Object.fromEntries(
      [...folders].map(([name, folder]): [string, Call] => [
        name,
        [folder, ["generate", ...(name === "a missing folder" ? ["specs"] : [])]],
      ]),
    ),
  );

  it.each(Object.keys(cases))("%s", (name) => {
    const { code, stdout, stderr } = answers[name] as Answer;
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatchSnapshot();
    expect(contentsOf(folders.get(name) as string)).toEqual(before.get(name));
  });
});

describe("the way of a spec change", () => {
  let folder: string;
  beforeAll(async () => {
    folder = echo.make();
    const before = contentsOf(folder);
    const dryRun = await run(folder, ["generate", "--dry-run"]);
    expect(dryRun.stdout.split("\n")[0]).toMatch(/^generated: \d+ files, \d+ changed \(nothing written\)$/);
    expect(contentsOf(folder)).toEqual(before);
    const [generated, checked] = await runEach([
      [folder, ["generate"]],
      [folder, ["check"]],
    ]);
    expect(generated).toEqual({ ...dryRun, stdout: dryRun.stdout.replace(" (nothing written)", "") });
    expect(checked).toEqual({ code: 0, stdout: "generated: up to date\n", stderr: "" });
  });

  it("is checked, shown and gone once generated", async () => {
    edit(folder, "spec/openapi.yaml", "What is wrong.", "What is amiss.");
    put(folder, {
      "generated/README.md": "",
      "generated/notes.txt": "mine",
      "generated/old.ts": "export {};\n",
      "generated/dist/index.js": "",
    });
    edit(folder, "generated/.openapi-stream", "operations.ts", "old.ts\noperations.ts");
    const { rmSync } = await import("node:fs");
    rmSync(join(folder, "generated/tsconfig.json"));
    const before = contentsOf(folder);
    const stale = await run(folder, ["check"]);
    expect(contentsOf(folder)).toEqual(before);
    expect({ ...stale, stdout: withoutBodies(stale.stdout) }).toMatchSnapshot();
    const [generated, checked] = await runEach([
      [folder, ["generate"]],
      [folder, ["check"]],
    ]);
    expect(generated).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "",
        "stdout": "generated: 33 files, 6 changed
        new tsconfig.json
        changed types.ts
        changed README.md
        changed API.md
        changed .openapi-stream
        removed old.ts
      ",
      }
    `);
    expect(checked).toEqual({
      code: 0,
      stdout: "not ours, left alone: generated/notes.txt\ngenerated: up to date\n",
      stderr: "",
    });
  });
});

/** The two files that are new or gone as a whole need not be compared here. */
function withoutBodies(text: string): string {
  return text.replace(/^@@ -0,0 .*\n(\+.*\n)+/gm, "@@ all of it @@\n");
}

describe("inputs", () => {
  it("streams lists what is there, as text and as JSON", async () => {
    const folder = echo.make();
    const [text, json] = await runEach([
      [folder, ["streams"]],
      [folder, ["streams", "--format", "json"]],
    ]);
    expect(text).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "",
        "stdout": "spec/openapi.yaml: 1 stream (1 typed)

      operation  format              events                     end  error  stands at
      echo       server-sent events  word, end, error, by type  end  error  spec/openapi.yaml:22:13
      ",
      }
    `);
    expect(JSON.parse(json!.stdout)).toMatchObject({
      exitCode: 0,
      diagnostics: [],
      result: { documents: [{ document: "spec/openapi.yaml", streams: [{ operation: "echo", state: "typed" }] }] },
    });
  });

  it.each(["generate", "merge"])("%s says what is no OpenAPI before an Overlay fails on it", async (verb) => {
    const folder = echo.make({ "spec/openapi.yaml": "title: Echo\n" });
    const { code, stderr } = await run(folder, [verb]);
    expect({ code, errors: stderr.match(/error: .*/g) }).toEqual({
      code: 2,
      errors: ["error: This is no OpenAPI 3 document: it has no `openapi` field."],
    });
  });

  it("merge prints YAML that is the merged document", async () => {
    const folder = echo.make();
    const { code, stdout, stderr } = await run(folder, ["merge"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const merged = parse(stdout) as { openapi: string; paths: Record<string, never>; components: { schemas: object } };
    expect(merged.openapi).toBe("3.2.0");
    expect(Object.keys(merged.components.schemas)).toEqual([
      "EchoRequest",
      "Problem",
      "EchoEvent",
      "EchoWord",
      "EchoEnd",
      "EchoError",
    ]);
    put(folder, { "merged/openapi.yaml": stdout, "merged/client.yaml": "name: echo-client\nversion: 1.0.0\n" });
    const [, checked] = await runEach([
      [folder, ["generate"]],
      [folder, ["check", "merged", "--out", "generated"]],
    ]);
    expect(checked).toEqual({
      code: 0,
      stdout: "generated: up to date\n",
      stderr: "",
    });
  });

  it("two folders at once", async () => {
    const folder = echo.make();
    put(folder, {
      "b/openapi.yaml": readFileSync(join(folder, "spec/openapi.yaml"), "utf8"),
      "b/a.overlay.yaml": readFileSync(join(folder, "spec/streaming.overlay.yaml"), "utf8"),
      "b/client.yaml": "name: b\nout: ../b-client\n",
    });
    const { code, stdout } = await run(folder, ["generate", "spec", "b"]);
    expect([code, stdout.split("\n").filter((line) => !line.startsWith("  "))]).toEqual([
      0,
      [expect.stringMatching(/^generated: \d+ files/), expect.stringMatching(/^b-client: \d+ files/), ""],
    ]);
  });

  it("--spec beats extends, with a warning; its folder's overlays apply", async () => {
    const folder = echo.make();
    put(folder, { "spec/new.yaml": readFileSync(join(folder, "spec/openapi.yaml"), "utf8") });
    const { code, stderr } = await run(folder, ["generate", "--spec", "spec/new.yaml"]);
    expect({ code, stderr }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "spec/streaming.overlay.yaml:5:10 - warning: This Overlay extends ./openapi.yaml, but is applied to spec/new.yaml, as the command line says.

        3 |   title: What the echo API leaves empty
        4 |   version: 1.0.0
      > 5 | extends: ./openapi.yaml
          |          ^
        6 | actions:
        7 |   - target: $

      ",
      }
    `);
  });
});

it("--watch generates again, survives a broken save and a folder that goes and comes back, and ends on SIGINT", async () => {
  const folder = echo.make();
  const child = start(folder, ["generate", "--watch"]);
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => (stdout += chunk));
  child.stderr?.on("data", (chunk) => (stderr += chunk));
  const ended = new Promise((done) => child.on("close", (code, signal) => done({ code, signal })));
  const until = async (seen: () => boolean): Promise<void> => {
    while (!seen()) await new Promise((done) => setTimeout(done, 50));
  };
  await until(() => stderr.includes("Watching. Ctrl-C ends it."));
  edit(folder, "spec/openapi.yaml", "What is wrong.", "What is amiss.");
  await until(() => stdout.includes("changed types.ts"));
  expect(contentsOf(folder)["generated/types.ts"]).toContain("What is amiss.");
  edit(folder, "spec/openapi.yaml", "type: object", "type: [object");
  await until(() => stderr.includes("Nothing was written."));
  edit(folder, "spec/openapi.yaml", "type: [object", "type: object");
  await until(() => stdout.endsWith("files, no change\n"));
  renameSync(join(folder, "spec"), join(folder, "elsewhere"));
  await until(() => stderr.includes("There is no folder spec."));
  renameSync(join(folder, "elsewhere"), join(folder, "spec"));
  const again = stderr.length;
  await until(() => stderr.includes("Changed: spec/openapi.yaml", again));
  edit(folder, "spec/openapi.yaml", "What is amiss.", "What is odd.");
  await until(() => stdout.endsWith("2 changed\n  changed types.ts\n  changed API.md\n"));
  child.kill("SIGINT");
  expect(await ended).toEqual({ code: 0, signal: null });
});

it("a reader that has read enough is no error, and a large document shows that it is worked on", async () => {
  const folder = echo.make();
  edit(folder, "spec/openapi.yaml", "What is wrong.", `What is wrong. ${"Long. ".repeat(100_000)}`);
  const child = start(folder, ["merge"]);
  let stderr = "";
  child.stderr?.on("data", (chunk) => (stderr += chunk));
  child.stdout?.once("data", () => child.stdout?.destroy());
  expect(await new Promise((done) => child.on("close", done))).toBe(0);
  expect(stderr).toBe("Reading spec/openapi.yaml (0.6 MB)\n");
});

it("a reader that leaves stops a call, and what came until then is recorded", async () => {
  const folder = echo.make();
  const api = await serve((response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const sending = setInterval(() => response.write(WORD), 20);
    response.on("close", () => clearInterval(sending));
  });
  const child = start(folder, ["record", "echo", "--server", api.baseUrl, "--body", '{"text":"hi"}']);
  child.stdout?.once("data", () => child.stdout?.destroy());
  expect(await new Promise((done) => child.on("close", done))).toBe(1);
  expect(contentsOf(folder)["spec/recordings/echo-1.jsonl"]).toMatch(/"chunk":.*\n.*"stopped by hand"/);
  await api.close();
});

it("a bug of ours is not blamed on the document", async () => {
  const folder = echo.make();
  // Nobody's error but the machine's: the package is not whole.
  const { code, stderr } = await run(folder, ["generate"], {
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent("structuredClone = () => { throw new Error('broken') };")}`,
  });
  expect([code, stderr.split("\n").slice(0, 3)]).toEqual([
    70,
    [
      "openapi-stream has a bug. Please report it with what follows and, if you can, the document.",
      "",
      "Error: broken",
    ],
  ]);
});
