import type { Command } from "commander";
import type { Request } from "../inputs.js";
import type { OutputFlags } from "./output-flags.js";
import { usageError } from "./run.js";

/** The flags that stand in the stead of a folder's files. */
export interface InputFlags extends OutputFlags {
  readonly spec?: string;
  readonly overlay?: readonly string[];
  readonly client?: string;
  readonly out?: string;
}

/** Gives a verb its folders, and the flags in their stead. */
export function withInputs(command: Command): Command {
  return command
    .argument("[folder...]", "the folder of one API: openapi.yaml, *.overlay.yaml, client.yaml (default: spec)")
    .option("--spec <file>", "the OpenAPI document, in the stead of a folder's")
    .option("--overlay <file...>", "the Overlays to apply, in the stead of those beside the document")
    .option("--client <file>", "the client.yaml, in the stead of the one beside the document");
}

/** One request a folder. */
export function toRequests(folders: readonly string[], flags: InputFlags): readonly Request[] {
  const isOneFile = flags.spec !== undefined || flags.client !== undefined || flags.overlay !== undefined;
  if (flags.spec !== undefined && folders.length > 0) {
    throw usageError("Name a folder or a document with --spec, not both");
  }
  if (folders.length > 1 && (isOneFile || flags.out !== undefined)) {
    throw usageError("--overlay, --client and --out are for one folder at a time");
  }
  const { spec, overlay: overlays, client, out } = flags;
  const shared = {
    ...(spec !== undefined && { spec }),
    ...(overlays !== undefined && { overlays }),
    ...(client !== undefined && { client }),
    ...(out !== undefined && { out }),
  };
  return folders.length === 0 ? [shared] : folders.map((folder) => ({ ...shared, folder }));
}

/** The request of a verb that takes one folder. */
export function toRequest(verb: string, folders: readonly string[], flags: InputFlags): Request {
  const [request, second] = toRequests(folders, flags);
  if (request === undefined || second !== undefined) {
    throw usageError(`${verb} takes one folder`);
  }
  return request;
}
