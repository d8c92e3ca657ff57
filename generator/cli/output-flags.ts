import { Option, type Command } from "commander";

/** How a verb's answer is printed: what `run` needs to know. */
export interface OutputFlags {
  /** One of `pretty`, `json`, `github`, or what the verb itself adds to them, which prints diagnostics as `pretty`. */
  readonly format?: string;
  readonly quiet?: boolean;
}

const FORMATS = ["pretty", "json", "github"];

/** Gives a verb the flags that every verb has. A verb with more formats brings a `--format` of its own. */
export function addOutputFlags(verb: Command): void {
  if (!verb.options.some(({ long }) => long === "--format")) {
    const words = "of errors and warnings (default: github in a GitHub workflow, else pretty)";
    verb.addOption(new Option("--format <format>", words).choices(FORMATS));
  }
  verb.option("--quiet", "no warnings, no progress: only errors, and what was asked for");
}

/** Whether a command line asks for JSON. Where it is wrong otherwise, commander stops before it has read that. */
export function asksForJson(args: readonly string[]): boolean {
  return args.some((arg, index) => arg === "--format=json" || (arg === "--format" && args[index + 1] === "json"));
}
