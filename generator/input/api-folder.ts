import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** What the document of a folder is called. */
export const SPEC_NAMES = ["openapi.yaml", "openapi.yml", "openapi.json"];

/** The folder of an API, where the path is that of one, or of its document. */
export function apiFolderAt(path: string): string | undefined {
  const folder = SPEC_NAMES.includes(basename(path)) ? dirname(path) : path;
  return SPEC_NAMES.some((name) => existsSync(join(folder, name))) ? folder : undefined;
}
