import type { Command } from "commander";
import { toRequest, withInputs, type InputFlags } from "./input-flags.js";
import { run } from "./run.js";

interface RecordFlags extends InputFlags {
  readonly server?: string;
  readonly param?: readonly string[];
  readonly body?: string;
  readonly header?: readonly string[];
  readonly redact?: readonly string[];
  readonly from?: string;
}

const EXAMPLE = `
Example:
  openapi-stream record chat-stream-create --server https://api.example.com --param session_id=1 \\
    --body '{"prompt":"hi"}' --header 'authorization: Bearer \${API_TOKEN}'`;

export function addRecord(program: Command): void {
  const verb = program.command("record").argument("<operation>", "its operationId, or the name of its method");
  withInputs(verb.description("call an operation once, and keep what its stream sends as a recording"))
    .option("--server <url>", "where the API is (default: the document's first server)")
    .option("--param <name=value>", "a parameter of the path, the query, a header or a cookie; repeatable", more)
    .option("--body <json>", "the body, or @ and the file that it is in")
    .option("--header <name: value>", "a header; ${NAME} is read from the environment; repeatable", more)
    .option(
      "--redact <name>",
      "a header, parameter or body field of the request that is secret, in addition to the built-in ones; repeatable",
      more,
    )
    .option("--from <file>", "record what curl has printed (best with --include), instead of a call")
    .option(
      "--out <path>",
      "a .jsonl file (replaced if it is there), or a folder to number it in (default: recordings, in the API's folder)",
    )
    .addHelpText("after", EXAMPLE)
    .action(runRecord);
}

function more(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

async function runRecord(operation: string, folders: string[], flags: RecordFlags): Promise<void> {
  const request = toRequest("record", folders, flags);
  const { param: params = [], header: headers = [], redact = [], ...rest } = flags;
  const isShown = flags.quiet !== true && flags.format !== "json";
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  await run(
    flags,
    async () => {
      const { record } = await import("../recording/record.js");
      const show = (line: string): void => (isShown ? console.log(line) : undefined);
      return record(request, { ...rest, operation, params, headers, redact }, show, stop.signal);
    },
    true,
  );
}
