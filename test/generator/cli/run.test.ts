import { CommanderError } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fail, run, UsageError } from "../../../generator/cli/run.js";
import { DiagnosticsError, type Diagnostic } from "../../../generator/diagnostics/diagnostics.js";
import type { Report } from "../../../generator/report.js";

const location = { file: "a.yaml", line: 1, column: 1, text: "x: 1" };
const warning: Diagnostic = { severity: "warning", message: "Odd", location };
const error: Diagnostic = { severity: "error", message: "Wrong", hint: "Mend it.", location };
const report: Report = {
  lines: ["line"],
  notes: ["note"],
  result: { of: "it" },
  warnings: [warning],
  passed: true,
};
const passes = (): Promise<Report> => Promise.resolve(report);
const differs = (): Promise<Report> => Promise.resolve({ lines: ["line"], warnings: [], passed: false });
const fails = (): Promise<Report> => Promise.reject(new DiagnosticsError([warning, error]));

const ODD = "a.yaml:1:1 - warning: Odd.\n\n> 1 | x: 1\n    | ^\n";
const WRONG = "a.yaml:1:1 - error: Wrong.\n\n> 1 | x: 1\n    | ^\n\n  Mend it.\n";

/** What a run prints, and its exit code. */
async function printed(...[flags, verb, writes]: Parameters<typeof run>): Promise<unknown> {
  const out = vi.spyOn(console, "log").mockImplementation(() => undefined);
  const err = vi.spyOn(console, "error").mockImplementation(() => undefined);
  await run(flags, verb, writes);
  const answer = { out: out.mock.calls.flat(), err: err.mock.calls.flat(), code: process.exitCode };
  out.mockRestore();
  err.mockRestore();
  return answer;
}

beforeEach(() => {
  for (const name of ["GITHUB_ACTIONS", "GITHUB_WORKSPACE", "FORCE_COLOR", "NO_COLOR"]) vi.stubEnv(name, "");
});
afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe("--format pretty", () => {
  it("diagnostics on standard error, what was asked for on standard output", async () => {
    expect(await printed({}, passes)).toEqual({ out: ["line", "note"], err: [ODD], code: 0 });
    expect(await printed({ format: "pretty" }, differs)).toEqual({ out: ["line"], err: [], code: 1 });
    expect(await printed({}, fails)).toEqual({ out: [], err: [ODD, WRONG, "1 error."], code: 2 });
  });

  it("a verb that writes says that it has not", async () => {
    expect(await printed({}, fails, true)).toMatchObject({ err: [ODD, WRONG, "1 error. Nothing was written."] });
  });

  it("--quiet leaves errors and what was asked for", async () => {
    expect(await printed({ quiet: true }, passes)).toEqual({ out: ["line"], err: [], code: 0 });
    expect(await printed({ quiet: true }, fails)).toMatchObject({ out: [], err: [WRONG, expect.anything()] });
  });
});

describe("--format json", () => {
  const json = { format: "json" };
  const odd = { severity: "warning", file: "a.yaml", line: 1, column: 1, message: "Odd" };
  const wrong = { severity: "error", file: "a.yaml", line: 1, column: 1, message: "Wrong", hint: "Mend it." };

  it.each<[string, Parameters<typeof run>[0], () => Promise<Report>, object]>([
    ["the result", json, passes, { exitCode: 0, diagnostics: [odd], result: { of: "it" } }],
    ["lines, where there is no result", json, differs, { exitCode: 1, diagnostics: [], result: { lines: ["line"] } }],
    ["errors", json, fails, { exitCode: 2, diagnostics: [odd, wrong] }],
    ["quiet", { ...json, quiet: true }, passes, { exitCode: 0, diagnostics: [], result: { of: "it" } }],
    ["quiet errors", { ...json, quiet: true }, fails, { exitCode: 2, diagnostics: [wrong] }],
  ])("is one line on standard output, and nothing else: %s", async (_, flags, verb, expected) => {
    const { out, err } = (await printed(flags, verb)) as { out: readonly string[]; err: readonly string[] };
    expect([out.length, err]).toEqual([1, []]);
    expect(out[0]).not.toContain("\n");
    expect(JSON.parse(out[0] as string)).toEqual(expected);
  });
});

describe("--format github", () => {
  const annotated = [
    ODD,
    WRONG,
    "::warning file=a.yaml,line=1,col=1::Odd.",
    "::error file=a.yaml,line=1,col=1::Wrong.%0AMend it.",
  ];

  it("annotates, after the text that its log shows", async () => {
    expect(await printed({ format: "github" }, fails)).toMatchObject({
      err: [...annotated, "1 error."],
    });
  });

  it("is the default in a GitHub workflow, and not elsewhere", async () => {
    vi.stubEnv("GITHUB_ACTIONS", "true");
    expect(await printed({}, fails)).toMatchObject({ err: [...annotated, "1 error."] });
    expect(await printed({ format: "pretty" }, passes)).toMatchObject({ err: [ODD] });
  });
});

describe("colour", () => {
  it.each([
    ["on a terminal", {}, true, true],
    ["not in a file", {}, false, false],
    ["not with NO_COLOR", { NO_COLOR: "1" }, true, false],
    ["an empty NO_COLOR says nothing", { NO_COLOR: "" }, true, true],
    ["not on a dumb terminal", { TERM: "dumb" }, true, false],
    ["with FORCE_COLOR", { FORCE_COLOR: "1", NO_COLOR: "1" }, false, true],
    ["not with FORCE_COLOR=0", { FORCE_COLOR: "0" }, true, false],
  ])("%s", async (_, env, isTerminal, isColoured) => {
    Object.entries({ TERM: "xterm", ...env }).forEach(([name, value]) => vi.stubEnv(name, value));
    const before = process.stderr.isTTY;
    process.stderr.isTTY = isTerminal;
    const { err } = (await printed({}, passes)) as { err: readonly string[] };
    process.stderr.isTTY = before;
    expect(err[0]?.includes("\u001b[")).toBe(isColoured);
  });
});

it("a bug is not a verb's answer", async () => {
  await expect(printed({}, () => Promise.reject(new TypeError("broken")))).rejects.toThrow("broken");
});

describe("what no verb caught", () => {
  /** What is printed of it with these arguments, and the exit code. */
  async function said(thrown: unknown, ...args: readonly string[]): Promise<unknown> {
    const out = vi.spyOn(console, "log").mockReturnValue();
    const err = vi.spyOn(console, "error").mockReturnValue();
    const before = process.argv;
    process.argv = ["node", "main.ts", ...args];
    await fail(thrown);
    process.argv = before;
    const json: unknown = out.mock.calls.map(([line]) => JSON.parse(line as string));
    const answer = { json, err: err.mock.calls.flat(), code: process.exitCode };
    vi.restoreAllMocks();
    return answer;
  }

  const mistyped = new CommanderError(
    1,
    "commander.unknownOption",
    "error: unknown option '--sp'\n(Did you mean --spec?)",
  );

  it("is said once, as text", async () => {
    expect(await said(new UsageError("Name one"))).toEqual({ json: [], err: ["error: Name one"], code: 3 });
    expect(await said(mistyped)).toEqual({ json: [], err: [], code: 3 });
  });

  it("is one line of JSON, where that is wanted", async () => {
    const of = (exitCode: number, message: string, hint?: string): object => {
      return {
        json: [{ exitCode, diagnostics: [{ severity: "error", message, ...(hint && { hint }) }] }],
        code: exitCode,
      };
    };
    const json = ["verify", "--format", "json"];
    expect(await said(new UsageError("Name one"), ...json)).toEqual({ ...of(3, "Name one"), err: [] });
    const hinted = of(3, "unknown option '--sp'", "Did you mean --spec?");
    expect(await said(mistyped, "--format=json")).toEqual({ ...hinted, err: [] });
    expect(await said(new TypeError("broken"), ...json)).toMatchObject(
      of(70, "openapi-stream has a bug: TypeError: broken"),
    );
    expect(await said(new CommanderError(0, "commander.help", "(outputHelp)"), ...json)).toEqual({
      json: [],
      err: [],
      code: 0,
    });
  });
});
