import type { ChildProcess } from "node:child_process";
import { expect, it } from "vitest";
import { run, start, useEcho } from "../command.js";

const echo = useEcho();

/** All that a process prints to its standard output, once it has printed what is looked for. */
async function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
  let text = "";
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", (chunk) => {
      text += chunk;
      if (pattern.test(text)) resolve();
    });
    child.on("close", () => reject(new Error(`It ended without ${pattern}: ${text}`)));
  });
  return text;
}

it("serves until it is interrupted, and prints a line for each request", async () => {
  const child = start(echo.make(), ["mock", "--port", "0", "--speed", "Infinity", "--fault", "cut"]);
  const begun = await printed(child, /\n.*\n/);
  const [, url] = /^Echo at (http:\/\/127\.0\.0\.1:\d+)\n {2}POST \/echo {2}echo: sampled\n$/.exec(begun) ?? [begun];

  const post = (body: string) =>
    fetch(`${url}/echo`, { method: "POST", headers: { "content-type": "application/json" }, body });
  const lines = printed(child, /422.*\n/);
  expect(await (await post('{"text":"hi"}')).text()).toMatch(/^data: \{"type":"word"/);
  expect((await post("{}")).status).toBe(422);
  expect(await lines).toBe(
    "POST /echo 200 a stream, sampled, fault cut\n" +
      "POST /echo 422 body must have required property 'text' (spec/openapi.yaml:33:7)\n",
  );

  const taken = await run(echo.make(), ["mock", "--port", new URL(url ?? "").port]);
  expect(taken).toEqual({
    code: 3,
    stdout: "",
    stderr: `error: Port ${new URL(url ?? "").port} cannot be used (EADDRINUSE). --port 0 takes a free one\n`,
  });

  const ended = new Promise((resolve) => child.on("close", resolve));
  child.kill("SIGINT");
  // Windows knows no SIGINT.
  expect(await ended).toBe(process.platform === "win32" ? null : 0);
});

it.each([
  [["--port", "http"], "option '--port <number>' argument 'http' is invalid. It must be a whole number."],
  [["--port", "70000"], "option '--port <number>' argument '70000' is invalid. It must be a number from 0 to 65535."],
  [
    ["--speed", "fast"],
    "option '--speed <factor>' argument 'fast' is invalid. It must be a number above 0, or Infinity.",
  ],
  [["--fault", "ct"], "option '--fault <name>' argument 'ct' is invalid. Allowed choices are cut, reset, "],
])("%j is refused", async (flags, message) => {
  const { code, stderr } = await run(echo.make(), ["mock", ...flags]);
  expect(code).toBe(3);
  expect(stderr).toContain(message);
});
