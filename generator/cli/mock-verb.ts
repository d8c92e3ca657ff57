import { InvalidArgumentError, Option, type Command } from "commander";
import { FAULTS, type FaultName } from "../mock/faults.js";
import { toRequest, withInputs, type InputFlags } from "./input-flags.js";
import { run, UsageError } from "./run.js";

interface MockFlags extends InputFlags {
  readonly port: number;
  readonly speed: number;
  readonly seed: number;
  readonly fault?: FaultName;
  readonly ui?: boolean;
}

const EXAMPLE = `
Faults, for every stream with --fault, or for one request with the header x-mock-fault:
${FAULTS.map(({ name, does }) => `  ${name.padEnd(10)} ${does}`).join("\n")}`;

export function addMock(program: Command): void {
  const verb = program
    .command("mock")
    .description("serve the API of a document on 127.0.0.1: JSON, streams and faults");
  withInputs(verb)
    .option("--port <number>", "the port; 0 takes a free one", toPort, 4010)
    .option(
      "--speed <factor>",
      "how many times as fast as recorded, or as 20 events a second; Infinity: at once",
      toSpeed,
      1,
    )
    .option("--seed <number>", "what samples are made from: the same seed gives the same answers", toInteger, 1)
    .addOption(
      new Option("--fault <name>", "what goes wrong with every stream").choices(FAULTS.map(({ name }) => name)),
    )
    .option("--ui", "serve a page beside it to call it by hand, with the client that would be generated")
    .addHelpText("after", EXAMPLE)
    .action(runMock);
}

async function runMock(folders: string[], flags: MockFlags): Promise<void> {
  const request = toRequest("mock", folders, flags);
  const { port, speed, seed, fault, ui = false } = flags;
  await run(flags, async () => {
    const { startMock } = await import("../mock/start.js");
    const isShown = flags.quiet !== true && flags.format !== "json";
    const log = (line: string): void => (isShown ? console.log(line) : undefined);
    try {
      const { report, server } = await startMock(request, { port, speed, seed, fault, ui, log });
      process.once("SIGINT", () => void server.close());
      return report;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      throw /^(EADDRINUSE|EACCES)$/.test(code)
        ? new UsageError(`Port ${port} cannot be used (${code}). --port 0 takes a free one`)
        : error;
    }
  });
}

function toInteger(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) {
    throw new InvalidArgumentError("It must be a whole number.");
  }
  return Number(text);
}

function toPort(text: string): number {
  const port = toInteger(text);
  if (port < 0 || port > 65_535) {
    throw new InvalidArgumentError("It must be a number from 0 to 65535.");
  }
  return port;
}

function toSpeed(text: string): number {
  const speed = Number(text);
  if (!(speed > 0)) {
    throw new InvalidArgumentError("It must be a number above 0, or Infinity.");
  }
  return speed;
}
