import { statSync } from "node:fs";
import type { Command } from "commander";
import type { InputRequest } from "../input/inputs.js";
import type { OutputFlags } from "./output-flags.js";
import { UsageError } from "./run.js";

/** The flags in place of a folder's files. */
export interface InputFlags extends OutputFlags {
  readonly spec?: string;
  readonly overlay?: readonly string[];
  readonly client?: string;
  readonly out?: string;
}

/** Gives a verb its folders, and the flags in place of them. */
export function withInputs(command: Command): Command {
  return withFiles(
    command.argument(
      "[folder...]",
      "the folder of one API: openapi.yaml, *.overlay.yaml, client.yaml (default: spec); or its document",
    ),
  );
}

/** Gives a verb the flags in place of a folder's files. */
export function withFiles(command: Command): Command {
  return command
    .option("--spec <file>", "the OpenAPI document, instead of a folder's")
    .option("--overlay <file...>", "the Overlays to apply, instead of those beside the document")
    .option("--client <file>", "the client.yaml, instead of the one beside the document");
}

/** One request a folder, or a document. */
export function toRequests(paths: readonly string[], flags: InputFlags): readonly InputRequest[] {
  const isOneFile = flags.spec !== undefined || flags.client !== undefined || flags.overlay !== undefined;
  if (flags.spec !== undefined && paths.length > 0) {
    throw new UsageError("Name a folder or a document with --spec, not both");
  }
  if (paths.length > 1 && (isOneFile || flags.out !== undefined)) {
    throw new UsageError("--overlay, --client and --out are for one folder at a time");
  }
  const { spec, overlay: overlays, client, out } = flags;
  const shared = { spec, overlays, client, out };
  return paths.length === 0
    ? [shared]
    : paths.map((path) => ({ ...shared, ...(isFile(path) ? { spec: path, isNamed: true } : { folder: path }) }));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** The request of a verb that takes one folder. */
export function toRequest(verb: string, folders: readonly string[], flags: InputFlags): InputRequest {
  const [request, second] = toRequests(folders, flags);
  if (request === undefined || second !== undefined) {
    throw new UsageError(`${verb} takes one folder, or one document`);
  }
  return request;
}
