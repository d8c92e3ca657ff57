import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Of a recording's file. */
export const EXTENSION = ".jsonl";

/** The folder of an API's recordings, in the folder of the API. */
export function recordingsFolder(folder: string): string {
  return join(folder, "recordings");
}

/** The files of a folder that are recordings, in the order of their numbers. */
export function recordingsIn(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(EXTENSION));
  return names.sort(new Intl.Collator("en", { numeric: true }).compare).map((name) => join(folder, name));
}
